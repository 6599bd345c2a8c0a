using Souk.DuckDb;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Sync;

/// <summary>Replaced blocks are swapped; what is stored then is what a fresh index of the final chain stores.</summary>
public sealed class ReorgTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(11, 20)]
    [InlineData(5, 2)]
    public async Task Replaced_blocks_are_swapped_while_following(int removedCount, int minedCount)
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(warehouse);
        await sync.RunAsync(progress: null, CancellationToken.None);

        market.Replace(removedCount, minedCount, "second");
        SyncResult result = await sync.RunAsync(progress: null, CancellationToken.None);

        result.ReorgCount.ShouldBe(1);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(await market.IndexInMemoryAsync());
    }

    [Fact]
    public async Task Blocks_replaced_while_we_were_down_are_swapped_at_the_first_step()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await market.IndexAsync(warehouse);
        market.Replace(removedCount: 6, minedCount: 300, "second");
        using ManifestSync sync = await market.OpenAsync(warehouse);

        SyncOutcome first = await sync.Chains[0].AdvanceAsync(CancellationToken.None);
        await sync.RunAsync(progress: null, CancellationToken.None);

        first.ShouldBe(SyncOutcome.Swapped);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(await market.IndexInMemoryAsync());
    }

    [Fact]
    public async Task A_swap_is_journalled_with_its_blocks_logs_and_times()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await market.IndexAsync(warehouse);
        market.Replace(removedCount: 4, minedCount: 5, "second");

        await market.IndexAsync(warehouse);

        // Blocks 36 and 39 had a transfer and a sale each; none of the new ones has a log but block 36 and 39.
        warehouse
            .Connection.Query(
                """
                select concat_ws(' ', ancestor_block, old_tip_block, new_tip_block, depth, removed_log_count, stored_log_count, time)
                from chain.reorg
                """,
                row => row.GetString(0)
            )
            .ShouldBe(["35 39 39 4 4 2 2023-11-14 22:21:08"]);
        warehouse.Connection.Scalar<long>("select count(*) from chain.removed_log").ShouldBe(4);
        warehouse
            .Connection.Scalar<bool>("select bool_and(detected_at > timestamp '2024-01-01') from chain.removed_log")
            .ShouldBeTrue();
    }

    [Fact]
    public async Task Contracts_that_removed_blocks_announced_are_forgotten()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(warehouse);
        var late = ScriptedMarket.AddressOf("55");
        market.Chain.Mine("first", ScriptedLog.Of(ScriptedMarket.Factory, ScriptedMarket.ShopOpened, late));
        market.Chain.Mine("first", ScriptedLog.Of(late, ScriptedMarket.Sold, ScriptedMarket.Alice, 1, "removed"));
        await sync.RunAsync(progress: null, CancellationToken.None);
        market.Chain.RollBack(2);
        for (int count = 0; count < 3; count++)
        {
            market.Chain.Mine("second", ScriptedLog.Of(late, ScriptedMarket.Sold, ScriptedMarket.Alice, 1, "not ours"));
        }

        await sync.RunAsync(progress: null, CancellationToken.None);

        warehouse
            .Connection.Scalar<long>("select count(*) from chain.contract where discovered_block > 39")
            .ShouldBe(0);
        warehouse.Connection.Scalar<long>("select count(*) from chain.log where block_number > 39").ShouldBe(0);
    }

    [Fact]
    public async Task An_endpoint_that_lags_deletes_nothing()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(warehouse);
        await sync.RunAsync(progress: null, CancellationToken.None);
        string before = WarehouseDigest.Compute(warehouse.Connection);
        market.Chain.RollBack(5);

        SyncOutcome outcome = await sync.Chains[0].AdvanceAsync(CancellationToken.None);

        outcome.ShouldBe(SyncOutcome.Behind);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(before);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(30)]
    public async Task A_reorg_beyond_finality_stops_with_data_intact(int removedCount)
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await market.IndexAsync(warehouse);
        string before = WarehouseDigest.Compute(warehouse.Connection);
        market.Replace(removedCount, removedCount + 1, "second");

        SyncException exception = await Should.ThrowAsync<SyncException>(() => market.IndexAsync(warehouse));

        exception.Problem.ShouldBe(SyncProblem.ReorgBeyondFinality);
        exception.Message.ShouldContain("block 27");
        exception.Message.ShouldContain("new --db file");
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(before);
    }

    [Fact]
    public async Task The_tag_of_the_endpoint_says_what_is_final()
    {
        using var market = new ScriptedMarket();
        market.Chain.FinalizedBlock = 38;
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(
            warehouse,
            ScriptedMarket.Options() with
            {
                FinalityDepth = null,
            }
        );
        await sync.RunAsync(progress: null, CancellationToken.None);
        market.Replace(removedCount: 2, minedCount: 3, "second");

        SyncException exception = await Should.ThrowAsync<SyncException>(() =>
            sync.RunAsync(progress: null, CancellationToken.None)
        );

        exception.Problem.ShouldBe(SyncProblem.ReorgBeyondFinality);
        warehouse.Connection.Scalar<long>("select finalized_block from chain.finality").ShouldBe(38);
    }

    [Fact]
    public async Task A_chain_that_changes_while_it_is_read_is_read_anew()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(warehouse);
        int logCalls = 0;
        market.Chain.OnCall = method =>
        {
            // The first call is for history; the third is in the midst of the hot blocks.
            if (method == "eth_getLogs" && ++logCalls == 3)
            {
                market.Replace(removedCount: 3, minedCount: 5, "second");
            }
        };

        await sync.RunAsync(progress: null, CancellationToken.None);

        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(await market.IndexInMemoryAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Any_history_of_reorgs_ends_as_a_fresh_index_does(int seed)
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(market.Database);
        var script = new ReorgScript(market, seed);
        for (int round = 0; round < 6; round++)
        {
            using ManifestSync sync = await market.OpenAsync(warehouse, rangeBlocksMax: script.Next(1, 9));
            for (int step = 0; step < 8; step++)
            {
                script.Act();
                await sync.Chains[0].AdvanceAsync(CancellationToken.None);
            }

            script.Act();
        }

        script.Outgrow();
        await market.IndexAsync(warehouse);

        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(await market.IndexInMemoryAsync(), $"seed {seed}");
        warehouse.Connection.Scalar<long>("select count(*) from chain.reorg").ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Readers_see_no_gap_during_swaps()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(market.Database);
        using ManifestSync sync = await market.OpenAsync(warehouse);
        await sync.RunAsync(progress: null, CancellationToken.None);
        using var done = new CancellationTokenSource();
        Task<(int Reads, List<string> Gaps)> reading = Task.Run(() => ReadUntil(market.Database, done.Token));

        for (int reorg = 0; reorg < 20; reorg++)
        {
            market.Replace(removedCount: 8, minedCount: 9, $"branch {reorg}");
            await sync.RunAsync(progress: null, CancellationToken.None);
        }

        await done.CancelAsync();
        (int reads, List<string> gaps) = await reading;
        gaps.ShouldBeEmpty();
        reads.ShouldBeGreaterThan(20);
    }

    /// <summary>What a reader saw that was not whole: every block up to the cursor, never fewer than before.</summary>
    private static (int Reads, List<string> Gaps) ReadUntil(string database, CancellationToken done)
    {
        using var reader = new DuckDBConnection($"Data Source={database}");
        reader.Open();
        int reads = 0;
        long highest = 0;
        List<string> gaps = [];
        for (; !done.IsCancellationRequested; reads++)
        {
            (long cursor, long count) = reader
                .Query(
                    "select (select block_number from chain.cursor), (select count(*) from chain.block)",
                    row => (row.GetInt64(0), row.GetInt64(1))
                )
                .Single();
            if (count != cursor || cursor < highest)
            {
                gaps.Add($"{count} blocks up to {cursor} after {highest}");
            }

            highest = Math.Max(highest, cursor);
        }

        return (reads, gaps);
    }
}
