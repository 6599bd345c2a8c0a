using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Tests.Tokens;

namespace Souk.Warehouse.Tests.Metrics;

public sealed class DataHealthTests : IDisposable
{
    private readonly TokenFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Gaps_freshness_reorgs_quarantine_unmatched_legs_coverage_and_revisions_are_one_table()
    {
        _files.Connection.Execute(
            """
            insert into chain.address values (1, '\x01'::blob);
            insert into market.token values (1, 1, 'm', 'GOLD', 0, 'erc20', true);
            insert into chain.contract values (1, 1, 'm', 'gold', 'GOLD', 0, null);
            insert into chain.block select 1, n, 0, n + 1, 0, n, timestamp '2026-01-01' + interval (n) minute from range(100) as b(n) where n not between 40 and 49;
            insert into chain.block values (9, 5, 0, 1, 0, 0, timestamp '2026-01-01 02:00:00');
            insert into chain.range values
                (1, 0, 19, 'e', 0, 0, 0, 0, 0, 'receipts'), (1, 20, 39, 'e', 0, 0, 0, 0, 0, 'bloom'), (1, 50, 99, 'e', 0, 0, 0, 0, 0, 'none');
            insert into chain.reorg values
                (1, 10, 0, 0, 12, 0, 0, 13, 0, 0, 2, 5, 4, timestamp '2026-01-01 00:13', timestamp '2026-01-01'),
                (1, 90, 0, 0, 97, 0, 0, 98, 0, 0, 7, 1, 1, timestamp '2026-01-01 01:38', timestamp '2026-01-01');
            insert into chain.log select 1, n, 0, 0, 0, 0, 1, 0, null, null, null, null, null, null, null, ''::blob from range(8) as l(n);
            insert into chain.quarantine values (1, 3, 0, 1, 'amount', 'x'), (1, 4, 0, 1, 'event', 'x');
            insert into market.payment values
                (1, 3, 0, 0, timestamp '2026-01-01', 'm', 'price', 1, 1, 1, 5, null, 'transfer', 0),
                (1, 3, 1, 0, timestamp '2026-01-01', 'm', 'price', 1, 1, 1, 5, null, 'transfer', null),
                (1, 3, 2, 0, timestamp '2026-01-01', 'm', 'price', 1, 1, 1, 5, null, 'internal', null);
            insert into reference.price values
                ('m', 'GOLD', 'USD', timestamp '2026-01-01', 1, null, 'exact', 'a', timestamp '2026-01-02', timestamp '2026-01-03'),
                ('m', 'GOLD', 'USD', timestamp '2026-01-01', 2, null, 'exact', 'a', timestamp '2026-01-03', null);
            """
        );

        _files
            .Metric("data_health", "m")
            .ShouldBe([
                "gaps|chain 1|10|-|ranges 3",
                "freshness|chain 1|1260|-|block 99, 2026-01-01 01:39:00",
                "reorgs|chain 1|2|-|deepest 7, logs removed 6",
                "quarantine|amount|1|125000|contracts 1",
                "quarantine|event|1|125000|contracts 1",
                "unmatched|payment legs|1|500000|",
                "unmatched|releases|0|-|",
                "coverage|chain 1, bloom|20|222222|",
                "coverage|chain 1, none|50|555555|",
                "coverage|chain 1, receipts|20|222222|",
                "revisions|price|1|500000|last 2026-01-03 00:00:00",
            ]);
        _files
            .Metric("data_health", "m", new DateTime(2026, 1, 1, 0, 30, 30))
            .Take(3)
            .ShouldBe([
                "gaps|chain 1|0|-|ranges 2",
                "freshness|chain 1|30|-|block 30, 2026-01-01 00:30:00",
                "reorgs|chain 1|1|-|deepest 2, logs removed 5",
            ]);
    }

    [Fact]
    public void The_registry_says_how_much_of_it_was_found()
    {
        _files.Import(
            """
            system: m
            tokens: [{ symbol: GOLD, decimals: 0, supply_max: not found, supply_initial: { value: 1, confidence: exact }, confidence: reported, source: a }]
            """
        );

        _files
            .Metric("data_health", "m")
            .Where(row => row.StartsWith("registry", StringComparison.Ordinal))
            .ShouldBe(["registry|exact|1|250000|", "registry|not found|1|250000|", "registry|reported|2|500000|"]);
    }

    [Fact]
    public void An_unknown_market_has_no_number_that_is_wrong() =>
        MetricCatalogue
            .Run(_files.Connection, "data_health", "nobody")
            .Rows.Select(row => row[2])
            .ShouldAllBe(value => (Int128)value! == 0);
}
