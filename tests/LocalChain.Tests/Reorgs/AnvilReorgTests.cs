using System.Text.Json;
using Souk.DuckDb;
using Souk.Indexer;
using Souk.Indexer.Sync;
using Souk.LocalChain.Economy;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

namespace Souk.LocalChain.Tests.Reorgs;

/// <summary>A warehouse that lived through the reorgs of a real node equals a fresh index of the final chain.</summary>
public sealed class AnvilReorgTests
{
    [Fact]
    public async Task A_reorg_while_following_is_swapped()
    {
        await using ReorgableMarket market = await ReorgableMarket.StartAsync();
        await market.MineAsync(12);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(warehouse);
        await sync.RunAsync(progress: null, CancellationToken.None);

        await market.ReorgAsync(5);
        SyncResult result = await sync.RunAsync(progress: null, CancellationToken.None);

        result.ReorgCount.ShouldBe(1);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(await market.IndexFreshAsync());
        warehouse.Connection.Scalar<long>("select depth from chain.reorg").ShouldBe(5);
        MetricTable supply = MetricCatalogue.Run(warehouse.Connection, "supply_reconciliation", "reorged");
        supply.Rows.ShouldNotBeEmpty();
        supply.Rows.ShouldAllBe(row => supply.Integer(row, "difference") == 0 && supply.Integer(row, "overdrawn") == 0);
        warehouse.Connection.Scalar<long>("select removed_log_count from chain.reorg").ShouldBe(10);
    }

    [Fact]
    public async Task Blocks_mined_after_a_rollback_replace_those_that_were_stored()
    {
        await using ReorgableMarket market = await ReorgableMarket.StartAsync();
        await market.MineAsync(10);
        using WarehouseFile warehouse = WarehouseFile.Open(market.Database);
        await market.IndexAsync(warehouse);
        string before = WarehouseDigest.Compute(warehouse.Connection);

        await market.RollBackAsync(4);
        SyncResult lagging = await market.IndexAsync(warehouse);
        string meanwhile = WarehouseDigest.Compute(warehouse.Connection);
        await market.MineAsync(6, transfersPerBlock: 1);
        SyncResult swapped = await market.IndexAsync(warehouse);

        lagging.BlockCount.ShouldBe(0);
        meanwhile.ShouldBe(before);
        swapped.ReorgCount.ShouldBe(1);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(await market.IndexFreshAsync());
    }

    [Fact]
    public async Task A_snapshot_that_is_reverted_while_we_are_down_is_found_at_start()
    {
        await using ReorgableMarket market = await ReorgableMarket.StartAsync();
        await market.MineAsync(5);
        JsonElement snapshot = await market.CallAsync("evm_snapshot");
        await market.MineAsync(6);
        using (WarehouseFile warehouse = WarehouseFile.Open(market.Database))
        {
            await market.IndexAsync(warehouse);
        }

        await market.CallAsync("evm_revert", snapshot.GetString());
        await market.MineAsync(9, transfersPerBlock: 3);
        using WarehouseFile again = WarehouseFile.Open(market.Database);
        SyncResult result = await market.IndexAsync(again);

        result.ReorgCount.ShouldBe(1);
        WarehouseDigest.Compute(again.Connection).ShouldBe(await market.IndexFreshAsync());
    }

    [Fact]
    public async Task A_reorg_beyond_finality_stops_with_data_intact()
    {
        await using ReorgableMarket market = await ReorgableMarket.StartAsync();
        await market.MineAsync(90, transfersPerBlock: 1);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await market.IndexAsync(warehouse);
        string before = WarehouseDigest.Compute(warehouse.Connection);

        await market.ReorgAsync(80);
        SyncException exception = await Should.ThrowAsync<SyncException>(() => market.IndexAsync(warehouse));

        exception.Problem.ShouldBe(SyncProblem.ReorgBeyondFinality);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(before);
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    public async Task Any_run_of_reorgs_ends_as_a_fresh_index_does(ulong seed)
    {
        await using ReorgableMarket market = await ReorgableMarket.StartAsync();
        await market.MineAsync(20);
        var random = new SeededStream(seed, "reorgs");
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(warehouse);
        for (int round = 0; round < 12; round++)
        {
            await sync.Chains[0].AdvanceAsync(CancellationToken.None);
            await market.ReorgAsync(1 + random.Below(12));
            await market.MineAsync(random.Below(3));
        }

        await sync.RunAsync(progress: null, CancellationToken.None);

        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(await market.IndexFreshAsync(), $"seed {seed}");
        warehouse.Connection.Scalar<long>("select count(*) from chain.reorg").ShouldBeGreaterThan(5);
    }
}
