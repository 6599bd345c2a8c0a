using Souk.Indexer.Manifests;

namespace Souk.LocalChain.Tests.Systems;

/// <summary>What `souk systems` claims of EVM systems runs: each of their events, on each of their chains, is a row.
/// </summary>
public sealed class ClaimedEventTests(ShippedChains shipped) : IClassFixture<ShippedChains>
{
    public static TheoryData<string> Systems => [.. ShippedChains.Manifests.Select(manifest => manifest.System)];

    [Theory]
    [MemberData(nameof(Systems))]
    public void Every_event_that_a_system_claims_is_a_row_on_every_chain_that_it_claims(string system)
    {
        Manifest manifest = ShippedChains.Manifests.Single(candidate => candidate.System == system);
        List<string> tables = shipped.Indexed.Rows(
            """
            select table_name
            from information_schema.tables
            where table_schema = 'event' and starts_with(table_name, $system || '_') and not ends_with(table_name, '_values')
            order by all
            """,
            ("system", system)
        );

        tables.Count.ShouldBe(manifest.Kinds.Sum(kind => kind.Events.Count));
        foreach (string table in tables)
        {
            // Where no address is known, the one chain on which every kind stands.
            shipped
                .Indexed.Rows($"select count(*) from event.\"{table}\" where chain_id = {ShippedChains.LocalId}")
                .ShouldBe(["1"], table);
        }

        shipped
            .Indexed.Rows(
                $"select format('{{}} {{}}', chain_id, count(*)) from ({AllOf(tables)}) group by chain_id order by chain_id"
            )
            .ShouldBe(
                shipped
                    .Emitted.Where(emitted => emitted.Key.System == system)
                    .OrderBy(emitted => emitted.Key.ChainId)
                    .Select(emitted => $"{emitted.Key.ChainId} {emitted.Value}")
            );
        shipped
            .Emitted.Keys.Where(key => key.System == system && key.ChainId != ShippedChains.LocalId)
            .Select(key => key.ChainId)
            .ShouldBe(manifest.Deployments.Select(deployment => deployment.ChainId).Order());
    }

    [Fact]
    public void None_of_them_is_unknown_or_waits_in_quarantine()
    {
        shipped.Indexed.Result.UnknownCount.ShouldBe(0);
        // A stand-in has no view functions, so values of its kind are missing, and only these.
        shipped
            .Indexed.Quarantined()
            .Where(entry => !entry.StartsWith("value ", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    private static string AllOf(IEnumerable<string> tables) =>
        string.Join(" union all ", tables.Select(table => $"select chain_id from event.\"{table}\""));
}
