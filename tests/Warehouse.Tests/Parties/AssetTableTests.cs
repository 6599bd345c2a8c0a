using Souk.DuckDb;
using Souk.Warehouse.Tests.Metrics;

namespace Souk.Warehouse.Tests.Parties;

/// <summary>Tables of migration 016: what is told of assets, consents and identities, as it holds at a time.</summary>
public sealed class AssetTableTests : IDisposable
{
    private readonly PaidMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public void What_a_log_does_not_say_of_an_asset_still_holds()
    {
        Execute(
            """
            insert into market.asset_trait by name
            select 1 as chain_id, 5 as block_number, 0 as log_index, timestamp '2025-01-01' as time, 'm' as system,
                'm/a' as asset_key, 'dataset' as form, true as is_encrypted, 'exclusive' as exclusivity, 900000 as quality_ppm;
            insert into market.asset_trait by name
            select 1 as chain_id, 6 as block_number, 0 as log_index, timestamp '2025-01-02' as time, 'm' as system,
                'm/a' as asset_key, 'open' as exclusivity, 'proved' as verification;
            """
        );

        Read("select form, is_encrypted, exclusivity, quality_ppm, verification from market.asset_trait_at($until)")
            .ShouldBe(["dataset true open 900000 proved"]);
        Read(
                "select form, is_encrypted, exclusivity, quality_ppm, verification from market.asset_trait_at($until)",
                "2025-01-01"
            )
            .ShouldBe(["dataset true exclusive 900000 -"]);
    }

    [Fact]
    public void Consent_holds_until_it_is_taken_back_or_runs_out()
    {
        Execute(
            """
            insert into market.consent values
                (1, 1, 0, timestamp '2025-01-01', 'm', 'm/a', 10, 'training', 'given', null),
                (1, 1, 1, timestamp '2025-01-01', 'm', 'm/a', 11, 'training', 'given', timestamp '2025-01-10'),
                (1, 2, 0, timestamp '2025-01-05', 'm', 'm/a', 10, 'training', 'revoked', null);
            """
        );
        const string Holders = "select party_id from market.consent_at($until) order by party_id";

        Read(Holders, "2025-01-04").ShouldBe(["10", "11"]);
        Read(Holders, "2025-01-05").ShouldBe(["11"]);
        Read(Holders, "2025-01-10").ShouldBeEmpty();
    }

    [Fact]
    public void Addresses_of_one_identity_are_one_entity_until_they_are_unlinked()
    {
        Execute(
            """
            insert into market.identity values
                (1, 1, 0, timestamp '2025-01-01', 'm', 'm/person/7', 40, 'linked', 'log', null),
                (2, 1, 0, timestamp '2025-01-02', 'm', 'm/person/7', 41, 'linked', 'message', '\x07'::blob),
                (3, 1, 0, timestamp '2025-01-03', 'm', 'm/person/7', 42, 'linked', 'signature', null),
                (3, 2, 0, timestamp '2025-02-01', 'm', 'm/person/7', 42, 'unlinked', 'signature', null);
            """
        );
        const string Entities = "select address_id, actor_id from party.entity_at($until) order by address_id";

        Read(Entities, "2025-01-31").ShouldBe(["40 40", "41 40", "42 40"]);
        Read(Entities, "2025-02-01").ShouldBe(["40 40", "41 40"]);
        Read("select rule, confidence_ppm, chain_id from party.link_at($until)", "2025-02-01")
            .ShouldBe(["identity 900000 2"]);
    }

    [Theory]
    [InlineData(
        "market.licence_use values (1, 0, 0, 0, now(), 'm', 'm/a', 't', 'reused', 1, null, null, null, null, null)"
    )]
    [InlineData("market.tick_swap values (1, 0, 0, now(), 'm', 1, '\\x01'::blob, 1, 0, 0, 0)")]
    [InlineData("market.collection values (1, 0, 0, now(), 'm', null, 1, 'rumour', 1, null)")]
    public void A_row_that_says_too_little_or_too_much_is_refused(string row) =>
        Should.Throw<DuckDBException>(() => Execute($"insert into {row}")).Message.ShouldContain("CHECK constraint");

    private void Execute(string sql) => _market.Connection.Execute(sql);

    private List<string> Read(string sql, string until = "2025-06-30") =>
        _market.Connection.Query(
            sql.Replace("$until", $"timestamp '{until}'", StringComparison.Ordinal),
            row => string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(column => Text(row, column)))
        );

    private static string Text(DuckDBDataReader row, int column) =>
        row.IsDBNull(column) ? "-"
        : row.GetValue(column) is bool yes ? (yes ? "true" : "false")
        : $"{row.GetValue(column)}";
}
