using System.Diagnostics;
using Souk.DuckDb;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Sync;

/// <summary>Ranges that are fetched at once are stored as if they were fetched one by one.</summary>
public sealed class PipelineTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 1)]
    [InlineData(8, 3)]
    [InlineData(40, 1)]
    public async Task Parallel_and_serial_runs_give_the_same_digest(int fetchesMax, int rangeBlocksMax)
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(
            warehouse,
            ScriptedMarket.Options(rangeBlocksMax) with
            {
                FetchesMax = fetchesMax,
                FinalityDepth = 0,
            }
        );

        await sync.RunAsync(progress: null, CancellationToken.None);

        // Shops and stalls that block 5 announces are missing in every range after it that is in flight meanwhile.
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(await market.IndexInMemoryAsync());
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public async Task Contracts_found_at_random_are_read_wherever_they_were_in_flight(int seed)
    {
        using var market = new ScriptedMarket();
        var script = new ReorgScript(market, seed);
        script.Mine(120);
        string whole = await market.IndexInMemoryAsync();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(
            warehouse,
            ScriptedMarket.Options(rangeBlocksMax: 2) with
            {
                FetchesMax = 16,
            }
        );

        await sync.RunAsync(progress: null, CancellationToken.None);

        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(whole, $"seed {seed}");
    }

    [Fact]
    public async Task Many_ranges_are_stored_in_few_writes()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(warehouse, rangeBlocksMax: 1);
        int writeCount = 0;
        sync.Chains[0].Store.BeforeStep = step => writeCount += step == "commit" ? 1 : 0;

        SyncResult result = await sync.RunAsync(progress: null, CancellationToken.None);

        result.RangeCount.ShouldBe(ScriptedMarket.BlockCount - 1);
        writeCount.ShouldBeLessThan(ScriptedMarket.BlockCount - 1);
    }

    /// <summary>After hundreds of blocks with hardly a log come some with megabytes: far more than was planned for.
    /// </summary>
    [Fact]
    public async Task Bytes_in_flight_stay_within_the_budget_however_long_history_is()
    {
        using var market = new ScriptedMarket();
        const long BytesMax = 64 << 20;
        const int LogBytes = 768 << 10;
        var large = new ScriptedLog(ScriptedMarket.Token, [], new byte[LogBytes]);
        for (int block = 0; block < 400; block++)
        {
            market.Chain.Mine("long", block is >= 300 and < 324 ? [large] : []);
        }

        market.Chain.LogRangeMax = 8;
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(
            warehouse,
            ScriptedMarket.Options() with
            {
                FinalityDepth = 0,
                BytesMax = BytesMax,
            }
        );

        await sync.RunAsync(progress: null, CancellationToken.None);

        sync.Budget.Peak.ShouldBeInRange(HistoryPipeline.BytesPerFetch, BytesMax);
        sync.Budget.Used.ShouldBe(0);
        warehouse
            .Connection.Scalar<long>($"select count(*) from chain.log where octet_length(data) = {LogBytes}")
            .ShouldBe(24);
    }

    /// <summary>A chain that may hold no more than one range goes on, a range at a time.</summary>
    [Fact]
    public async Task A_budget_of_nothing_slows_and_does_not_stop()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(
            warehouse,
            ScriptedMarket.Options(rangeBlocksMax: 3) with
            {
                FinalityDepth = 0,
                BytesMax = 0,
            }
        );

        await sync.RunAsync(progress: null, CancellationToken.None);

        sync.Budget.Peak.ShouldBe(HistoryPipeline.BytesPerFetch);
        sync.Budget.Used.ShouldBe(0);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(await market.IndexInMemoryAsync());
    }

    [Fact]
    public async Task A_stopped_chain_does_not_stop_the_others()
    {
        using var market = new ScriptedMarket();
        using var other = new ScriptedChain(5);
        for (int block = 0; block < 30; block++)
        {
            other.Mine("first");
        }

        market.AddChain(5);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await ManifestSync.OpenAsync(
            market.Manifests,
            warehouse,
            new Dictionary<int, Uri> { [ScriptedMarket.ChainId] = market.Chain.Endpoint, [5] = other.Endpoint },
            ScriptedMarket.Options(),
            CancellationToken.None
        );
        await sync.RunAsync(progress: null, CancellationToken.None);
        other.RollBack(25);
        for (int block = 0; block < 26; block++)
        {
            other.Mine("second");
        }

        market.Replace(removedCount: 2, minedCount: 3, "second");

        SyncResult result = await sync.RunAsync(progress: null, CancellationToken.None);

        StoppedChain stopped = result.Stopped.ShouldHaveSingleItem();
        stopped.ChainId.ShouldBe(5);
        stopped.Reason.ShouldContain("beyond finality");
        sync.Chains.Single(chain => chain.ChainId == ScriptedMarket.ChainId).Block.ShouldBe(ScriptedMarket.BlockCount);
    }

    [Fact]
    public async Task Cancelling_a_long_mapping_answers_soon_and_stores_nothing_of_its_write()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        File.AppendAllText(
            Path.Combine(market.Folder, "bazaar.sql"),
            """

            -- How many pairs? Takes hours.
            insert into market.transfer
            select t.* from market.transfer t
            where (select count(*) from range(10000000) a, range(10000000) b where (a.range * b.range) % 7 = 3) < $from_block;
            """
        );
        using ManifestSync sync = await market.OpenAsync(warehouse);
        string before = WarehouseDigest.Compute(warehouse.Connection);
        using var cancellation = new CancellationTokenSource();
        var mapping = new TaskCompletionSource();
        sync.Chains[0].Store.BeforeStep = step => SetAt(step == "mapping", mapping);
        Task running = sync.RunAsync(progress: null, cancellation.Token);
        await mapping.Task;
        await Task.Delay(300);

        var waited = Stopwatch.StartNew();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);

        // The promise is 200 ms on a quiet machine.
        waited.ElapsedMilliseconds.ShouldBeLessThan(1000);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(before);
    }

    [Fact]
    public async Task Following_stores_new_blocks_until_it_is_cancelled()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(
            warehouse,
            ScriptedMarket.Options() with
            {
                IsFollowing = true,
                PollDelay = TimeSpan.FromMilliseconds(10),
            }
        );
        using var cancellation = new CancellationTokenSource();
        Task running = sync.RunAsync(progress: null, cancellation.Token);
        await WaitForAsync(sync, ScriptedMarket.BlockCount - 1);

        market.Chain.Mine("first");
        await WaitForAsync(sync, ScriptedMarket.BlockCount);
        market.Replace(removedCount: 1, minedCount: 2, "second");
        await WaitForAsync(sync, ScriptedMarket.BlockCount + 1);
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => running);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(await market.IndexInMemoryAsync());
    }

    private static async Task WaitForAsync(ManifestSync sync, long block)
    {
        var waited = Stopwatch.StartNew();
        while (sync.Chains[0].Block != block)
        {
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
            await Task.Delay(5);
        }
    }

    private static void SetAt(bool now, TaskCompletionSource source)
    {
        if (now)
        {
            source.TrySetResult();
        }
    }
}
