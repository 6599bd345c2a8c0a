using System.Globalization;
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

    [Theory]
    // Every number that was found for a system: of its supply, shares, rounds, emission, fees, burns and observations.
    [InlineData(
        "masa",
        "0.01188869 0.803173 3.713 21 36 48 50 1000 242201.38430595165 367970.6411526914 "
            + "546360.5260935946 706126.2673866797 1152207.5429217573 1156532.5515522377 1400000 "
            + "4391711.9917300055 6883971.139565424 11981810.398682108 18000000 387355000 558800582.066 "
            + "1574085278.719385 1574152343.362787 1588866523"
    )]
    [InlineData(
        "sahara",
        "0.036785 2.2 4.05 5 6 12 16 19.75 36 64.25 200000 450000 3200000 84270000 2460000000 3406979167 "
            + "10000000000"
    )]
    [InlineData("singularitynet", "0.985 5 30 15000000 419630878.31 866700367 1000000000 2000000000 2000000846.89")]
    [InlineData(
        "fetch_ai",
        "0.433226 0.43335 0.5 1 6 12 15 17.4 20 25 36 41.6 60 3600 6000000 109534769 270000000 286000000 "
            + "610849199 866700367 1055156116 1152997575 1477549566 2630547141"
    )]
    [InlineData(
        "bittensor",
        "0.0625 0.125 0.25 0.5 1 12 100 11796 546113 10400000 10500000 10760000 15750000 18375000 "
            + "19687500 20343750 21000000"
    )]
    [InlineData(
        "ocean",
        "0.03 0.1 0.2 2 4 5 10 15 20 24 51 81 10000 37334 100000 150000 300000 600000 1100000 1400000 "
            + "270000000 503400000 610849199 661000000 1410000000"
    )]
    [InlineData(
        "oraichain",
        "0.65 6 6.13 7.58 20.22 27.9 29 30 37.51 70 73 258449.4 3000000 7677204 15078971 16779272 "
            + "19779272 23037721 86000000"
    )]
    [InlineData("gensyn", "0.0001 0.1 0.1034 0.5 2 3 10 12 25 29 29.6 40.4 70 1000000 10000000000")]
    [InlineData("myshell", "1 2.5 3 4 5 6 7 8.5 12 23 29 30 36 48 60 2000000 1000000000")]
    [InlineData("ritual", "0.35 25000000")]
    [InlineData("layerzero", "4 12 13.3 24 25 25.5 32.2 38.3 40.59 25710000 50000000 120000000 1000000000")]
    [InlineData("wormhole", "2 4 4.5 5 5.1 11 11.6 12 17 23.3 31 36 48 50 617300000 1800000000 4680000000 10000000000")]
    [InlineData("pyth", "0.45 0.5 1.5 5 6 7 10 22 36 52 10000000000")]
    [InlineData(
        "avalanche",
        "0.27 0.67 1 1.33 2.5 3 3.46 5 7 7.5 8.33 9 9.26 10 12 14 18 25 48 50 80 120 200 365 512 2000 "
            + "3000000 4868917.66 360000000 720000000"
    )]
    [InlineData(
        "bnb_chain",
        "6.25 10 40 50 60 808888 829888 986000 1099888 1296728 1335888 1371803.765 1441281.413 "
            + "1579108.637 1595599.784 1623818 1634200.953 1643698.8 1643986 1684387 1710142.733 1821586 "
            + "1839786 1944453 1959595 1991854 2020132 2061888 2064494 2065152 2139182 2141487 2216888 2220314 "
            + "2253888 2528767 3373988 3477388 3619888 100000000 200000000"
    )]
    public void Every_number_that_was_found_for_a_system_is_in_its_file(string system, string numbers)
    {
        HashSet<decimal> told =
        [
            .. shipped
                .Files.Rows(
                    $"select distinct unnest(string_split(value, '-')) from reference.fact where system = '{system}' and regexp_matches(value, '^[0-9.]+(-[0-9]+)?$')"
                )
                .Select(text => decimal.Parse(text, CultureInfo.InvariantCulture)),
        ];

        numbers
            .Split(' ')
            .Select(text => decimal.Parse(text, CultureInfo.InvariantCulture))
            .Except(told)
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData(
        "oraichain",
        "burned|2021-03-28|258449.400000000000000000|ORAI|exact",
        "burned|2021-06-23|3000000.000000000000000000|ORAI|exact",
        "part of the first supply that was burned|2020-12-22|73.000000000000000000|percent|exact"
    )]
    [InlineData(
        "masa",
        "circulating supply|-|387355000.000000000000000000|MASA|reported",
        "initial supply|-|-|MASA|not found",
        "MASA staked on Base for 9 periods of 30 days|2024-11-27|367970.641152691400000000|MASA|exact",
        "MASA staked on Ethereum for 3 periods of 30 days|2024-10-15|6883971.139565424000000000|MASA|exact",
        "total supply|2025-07-30|1574085278.719385000000000000|MASA|reported",
        "total supply|2025-08-14|1574152343.362787000000000000|MASA|reported"
    )]
    [InlineData("sahara", "circulating supply|2025-11-29|2460000000.000000000000000000|SAHARA|reported")]
    [InlineData("avalanche", "burned on the C-chain|-|4868917.660000000000000000|AVAX|reported")]
    [InlineData("bnb_chain", "supply down to which is burned|-|100000000.000000000000000000|BNB|exact")]
    [InlineData(
        "fetch_ai",
        "locked|2021-03-01|109534769.000000000000000000|FET|exact",
        "received by Ocean wallets for 661 million OCEAN|2025-07-01|286000000.000000000000000000|FET|reported"
    )]
    [InlineData(
        "bittensor",
        "circulating supply|2026-01-01|10760000.000000000000000000|TAO|reported",
        "mined on Kusanagi|2021-05-01|546113.000000000000000000|TAO|reported"
    )]
    [InlineData("wormhole", "circulating supply|2024-04-03|1800000000.000000000000000000|W|exact")]
    public void Figures_are_shown_with_their_day_unit_and_confidence(string system, params string[] rows)
    {
        string[] shown =
        [
            .. shipped.Files.Metric("token_figures", system).Select(row => string.Join('|', row.Split('|')[..5])),
        ];

        rows.Except(shown).ShouldBeEmpty();
        shown.ShouldBeUnique();
    }

    [Fact]
    public void A_figure_of_later_is_not_shown_as_of_an_earlier_day()
    {
        shipped
            .Files.Metric("token_figures", "oraichain", new DateTime(2021, 3, 28))
            .Where(row => row.StartsWith("burned|", StringComparison.Ordinal))
            .Select(row => row.Split('|')[1])
            .ShouldBe(["2021-03-28"]);
    }
}
