using Souk.DuckDb;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Sync;

/// <summary>Whatever stops a run, what is stored is whole and the next run completes it.</summary>
public sealed class InterruptionTests(InterruptionTests.IndexedMarket indexed)
    : IClassFixture<InterruptionTests.IndexedMarket>
{
    [Theory]
    [InlineData("delete")]
    [InlineData("blocks")]
    [InlineData("logs")]
    [InlineData("contracts")]
    [InlineData("events")]
    [InlineData("values")]
    [InlineData("quarantine")]
    [InlineData("dictionaries")]
    [InlineData("amounts")]
    [InlineData("mapping")]
    [InlineData("range")]
    [InlineData("cursor")]
    [InlineData("finality")]
    [InlineData("commit")]
    public async Task An_abort_at_any_step_of_a_write_leaves_no_trace(string step)
    {
        string database = Path.Combine(indexed.Market.Folder, $"{step}.duckdb");
        using (WarehouseFile warehouse = WarehouseFile.Open(database))
        {
            using ManifestSync sync = await indexed.Market.OpenAsync(warehouse, rangeBlocksMax: 7);
            ChainSync chain = sync.Chains[0];
            for (int range = 0; range < 2; range++)
            {
                chain.Store.BeforeStep = name => Fail(name == step);
                await Should.ThrowAsync<InvalidDataException>(() => chain.AdvanceAsync(CancellationToken.None));
                chain.Store.BeforeStep = _ => { };
                await chain.AdvanceAsync(CancellationToken.None);
            }

            chain.Store.BeforeStep = name => Fail(name == step);
            await Should.ThrowAsync<InvalidDataException>(() => chain.AdvanceAsync(CancellationToken.None));
        }

        using WarehouseFile again = WarehouseFile.Open(database);
        await indexed.Market.IndexAsync(again, rangeBlocksMax: 7);

        WarehouseDigest.Compute(again.Connection).ShouldBe(indexed.Undisturbed);
    }

    [Fact]
    public async Task Cancelling_during_a_write_rolls_it_back()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(warehouse, rangeBlocksMax: 7);
        using var cancellation = new CancellationTokenSource();
        sync.Chains[0].Store.BeforeStep = name => CancelAt(name == "events", cancellation);

        await Should.ThrowAsync<OperationCanceledException>(() => sync.RunAsync(progress: null, cancellation.Token));

        warehouse.Connection.Scalar<long>("select count(*) from chain.block").ShouldBe(0);
        warehouse.Connection.Scalar<long>("select count(*) from chain.cursor").ShouldBe(0);
    }

    [Fact]
    public async Task An_endpoint_that_goes_down_leaves_whole_ranges()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(warehouse, rangeBlocksMax: 7);
        await sync.Chains[0].AdvanceAsync(CancellationToken.None);
        market.Chain.Dispose();

        RpcException exception = await Should.ThrowAsync<RpcException>(() =>
            sync.RunAsync(progress: null, CancellationToken.None)
        );

        exception.IsTransient.ShouldBeTrue();
        warehouse.Connection.Scalar<long>("select block_number from chain.cursor").ShouldBe(7);
    }

    [Fact]
    public async Task An_endpoint_that_lags_is_up_to_date()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await market.IndexAsync(warehouse);
        market.Chain.RollBack(2);

        SyncResult result = await market.IndexAsync(warehouse);

        result.BlockCount.ShouldBe(0);
    }

    private static void Fail(bool now)
    {
        if (now)
        {
            throw new InvalidDataException("scripted");
        }
    }

    private static void CancelAt(bool now, CancellationTokenSource cancellation)
    {
        if (now)
        {
            cancellation.Cancel();
        }
    }

    /// <summary>A market and the digest of an undisturbed index of it, for tests that do not change it.</summary>
    public sealed class IndexedMarket : IAsyncLifetime
    {
        internal ScriptedMarket Market { get; } = new();

        public string Undisturbed { get; private set; } = "";

        public async ValueTask InitializeAsync() => Undisturbed = await Market.IndexInMemoryAsync();

        public ValueTask DisposeAsync()
        {
            Market.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
