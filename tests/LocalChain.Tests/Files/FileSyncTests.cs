using Souk.DuckDb;
using Souk.Indexer.Files;
using Souk.Warehouse.Storage;

namespace Souk.LocalChain.Tests.Files;

/// <summary>A market with factories, indexed from its node and from dumps of the same node.</summary>
public sealed class FileSyncTests(DumpedChain chain) : IClassFixture<DumpedChain>
{
    private readonly string _folder = chain.Folder;
    private readonly WarehouseFile _live = chain.Live;
    private readonly ChainDumper _dumper = chain.Dumper;

    [Fact]
    public void Dumps_of_cryo_and_ethereum_etl_give_the_facts_of_the_live_chain_whatever_their_format_and_the_size_of_writes()
    {
        IReadOnlyList<(string Table, string Digest)> live = WarehouseDigest.ComputeByTable(_live.Connection);
        string cryo = _dumper.CryoLogs();
        string cryoParquet = ChainDumper.ToParquet(_live.Connection, cryo);
        string etl = _dumper.EtlLogs();
        (string Logs, string Blocks, int LogsPerWrite)[] dumps =
        [
            (cryo, _dumper.CryoBlocks(), 300),
            (cryoParquet, ChainDumper.ToParquet(_live.Connection, _dumper.CryoBlocks()), 100_000),
            (etl, _dumper.EtlBlocks(), 700),
        ];

        foreach ((string logs, string blocks, int logsPerWrite) in dumps)
        {
            using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
            FileSyncResult result = Run(warehouse, [logs], [blocks], logsPerWrite: logsPerWrite);

            WarehouseDigest.ComputeByTable(warehouse.Connection).ShouldBe(live, logs);
            result.LogCount.ShouldBe(_live.Connection.Scalar<long>("select count(*) from chain.log"));
            result.RowCount.ShouldBe(_dumper.LogCount);
            result.ForeignCount.ShouldBeGreaterThan(0);
            warehouse
                .Connection.Query(
                    "select distinct proof, endpoint from chain.range",
                    row => (row.GetString(0), row.GetString(1))
                )
                .ShouldBe([("none", $"file {Path.GetFileName(logs)} ({result.Dialects[0]})")]);
        }

        live.Select(table => table.Table).ShouldContain("market.payment");
        live.Select(table => table.Table).ShouldContain("event.ocean_datatoken_order_started");
    }

    [Fact]
    public void An_explorers_export_without_blocks_gives_the_same_market_and_no_blocks_that_it_does_not_name()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        FileSyncResult result = Run(warehouse, [_dumper.ExplorerLogs()], []);

        chain
            .Manifests.Manifests.Select(manifest => manifest.System)
            .ShouldBe(["ocean", "oraichain", "singularitynet"], ignoreOrder: true);
        result.HasAllBlocks.ShouldBeFalse();
        Market(warehouse).ShouldBe(Market(_live));
        warehouse
            .Connection.Scalar<long>("select count(*) from chain.block")
            .ShouldBe(_dumper.CountBlocksWithLogs(result.FromBlock!.Value));
    }

    [Fact]
    public void The_same_logs_twice_a_longer_dump_and_a_dry_run_store_every_log_exactly_once()
    {
        string whole = _dumper.CryoLogs();
        string copy = Path.Combine(_folder, "copy.csv");
        File.Copy(whole, copy, overwrite: true);
        string blocks = _dumper.CryoBlocks();
        string first = Path.Combine(_folder, "first.csv");
        File.Move(_dumper.CryoLogs(to: 40), first, overwrite: true);
        string firstBlocks = Path.Combine(_folder, "first_blocks.csv");
        File.WriteAllLines(firstBlocks, File.ReadLines(blocks).Take(1 + 41));
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        FileSyncResult dry = Run(warehouse, [copy], [blocks], isDryRun: true);
        long afterDry = warehouse.Connection.Scalar<long>("select count(*) from chain.log");
        FileSyncResult begun = Run(warehouse, [first, first], [firstBlocks]);
        FileSyncResult rest = Run(warehouse, [copy], [blocks]);
        FileSyncResult again = Run(warehouse, [copy], [blocks]);

        afterDry.ShouldBe(0);
        begun.DoubleCount.ShouldBe(begun.RowCount / 2);
        begun.ToBlock.ShouldBe(40);
        (begun.LogCount + rest.LogCount).ShouldBe(dry.LogCount);
        rest.FromBlock.ShouldBe(41);
        (again.LogCount, again.FromBlock).ShouldBe((0, null));
        again.StoredBeforeCount.ShouldBe(again.RowCount);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(WarehouseDigest.Compute(_live.Connection));
    }

    [Theory]
    [InlineData("0x", "0xZZ", "data is missing or no such value")]
    [InlineData("log_index", "log", "it lacks log_index")]
    public void A_damaged_dump_is_refused_before_anything_is_stored(string old, string @new, string problem)
    {
        string[] lines = File.ReadAllLines(_dumper.CryoLogs());
        int line = old == "log_index" ? 0 : lines.Length - 1;
        int place = lines[line].LastIndexOf(old, StringComparison.Ordinal);
        lines[line] = lines[line][..place] + @new + lines[line][(place + old.Length)..];
        string damaged = Path.Combine(_folder, "damaged.csv");
        File.WriteAllLines(damaged, lines);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        var refusal = Should.Throw<DumpException>(() => Run(warehouse, [damaged], [_dumper.CryoBlocks()]));

        refusal.Message.ShouldContain(problem);
        warehouse.Connection.Scalar<long>("select count(*) from chain.range").ShouldBe(0);
    }

    [Fact]
    public void A_missing_time_a_gap_between_blocks_and_another_branch_are_named()
    {
        string logs = _dumper.CryoLogs();
        string[] blocks = File.ReadAllLines(_dumper.CryoBlocks());
        string gap = Path.Combine(_folder, "gap.csv");
        File.WriteAllLines(gap, blocks.Where((_, index) => index != 8));
        string late = Path.Combine(_folder, "late.csv");
        File.WriteAllLines(late, blocks.Where((_, index) => index is 0 or > 45));
        string lateLogs = Path.Combine(_folder, "late_logs.csv");
        File.Move(_dumper.CryoLogs(from: 50), lateLogs, overwrite: true);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        string Refusal(string log, params string[] block) =>
            Should.Throw<DumpException>(() => Run(warehouse, [log], block)).Message;

        logs = _dumper.CryoLogs();
        Refusal(logs).ShouldContain("does not say its time, so a dump of blocks is needed too (--blocks)");
        Refusal(logs, gap).ShouldBe("Block 7: it is missing from the dump of blocks.");
        Refusal(lateLogs, late).ShouldContain("The dump begins at block 45, but block ");
    }

    private FileSyncResult Run(
        WarehouseFile warehouse,
        string[] logs,
        string[] blocks,
        bool isDryRun = false,
        int logsPerWrite = 1000
    ) =>
        new FileSync(chain.Manifests, warehouse) { LogsPerWrite = logsPerWrite }.Run(
            new ChainDump(DumpedChain.ChainId, logs, blocks),
            isDryRun,
            CancellationToken.None
        );

    private static IReadOnlyList<(string, string)> Market(WarehouseFile warehouse) =>
        [
            .. WarehouseDigest
                .ComputeByTable(warehouse.Connection)
                .Where(table => table.Table.StartsWith("market.", StringComparison.Ordinal)),
        ];
}
