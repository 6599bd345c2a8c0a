using Souk.Warehouse.Tokens;

namespace Souk.Warehouse.Tests.Tokens;

/// <summary>A warehouse with the token files that ship.</summary>
public sealed class ShippedTokens : IDisposable
{
    public ShippedTokens() => TokenRegistry.Import(Files.Connection, TokenFiles.Shipped(), TokenFiles.Monday);

    internal TokenFiles Files { get; } = new();

    public void Dispose() => Files.Dispose();
}

public sealed class ShippedTokenTests(ShippedTokens shipped) : IClassFixture<ShippedTokens>
{
    [Fact]
    public void Every_shipped_file_is_taken_and_no_value_lacks_a_source()
    {
        shipped
            .Files.Rows("select string_agg(system, ' ' order by system) from reference.system")
            .Single()
            .ShouldBe(
                "avalanche bittensor bnb_chain coinlist fetch_ai gensyn layerzero masa myshell ocean oraichain pyth ritual sahara singularitynet wormhole"
            );
        shipped.Files.Rows("select count(*) from reference.fact where trim(source) = ''").ShouldBe(["0"]);
        shipped.Files.Rows("select count(*) > 900 from reference.fact").ShouldBe(["True"]);
    }

    [Theory]
    // The hard numbers of the projects' own documents, as the facts behind the presets have them.
    [InlineData("select supply_max::bigint from reference.token where system = 'fetch_ai'", "2630547141")]
    [InlineData("select supply_max::bigint from reference.token where system = 'ocean'", "1410000000")]
    [InlineData("select decimals from reference.token where symbol = 'AGIX'", "8")]
    [InlineData("select supply_max from reference.token where symbol = 'RITUAL'", "-")]
    [InlineData(
        "select cliff_months_min, cliff_months_max, vesting_months from reference.allocation where system = 'masa' and bucket = 'team'",
        "6|12|36"
    )]
    [InlineData(
        "select share_percent::double, share_confidence from reference.allocation where system = 'sahara' and bucket = 'early backers'",
        "19.75|reported"
    )]
    [InlineData("select sum(share_percent)::double from reference.allocation where system = 'avalanche'", "99.99")]
    [InlineData(
        "select sum(share_percent)::double from reference.allocation where system = 'sahara' and part_of is null",
        "100"
    )]
    [InlineData(
        "select address from reference.token_address where symbol = 'MASA' and chain = '13396'",
        "0x944824290cc12f31ae18ef51216a223ba4063092"
    )]
    [InlineData(
        "select count(*), sum(value)::double from reference.figure where figure = 'quarterly burn'",
        "34|64026037.085"
    )]
    [InlineData(
        "select kind, round, note from reference.investor where investor = 'Pantera Capital'",
        "venture|series A|written Pentera in the founding article"
    )]
    [InlineData("select oversubscription::double, minutes from reference.sale where system = 'masa'", "6.4|17")]
    public void Shipped_values_are_those_of_their_sources(string sql, string expected)
    {
        shipped.Files.Rows(sql).ShouldBe([expected]);
    }
}
