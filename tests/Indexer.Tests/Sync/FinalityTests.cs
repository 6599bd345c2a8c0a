using Souk.DuckDb;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Indexer.Tests.Endpoints;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Sync;

/// <summary>Which stored blocks are final.</summary>
public sealed class FinalityTests
{
    [Fact]
    public async Task A_chain_that_stops_after_a_swap_does_not_keep_its_finality_behind()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(warehouse);
        await sync.RunAsync(progress: null, CancellationToken.None);
        Finalized(warehouse).ShouldBe(27);
        // Ten blocks are replaced by as many: the head stays at 39.
        market.Replace(removedCount: 10, minedCount: 10, "second");
        market.Chain.FinalizedBlock = 36;
        await sync.RunAsync(progress: null, CancellationToken.None);
        using ManifestSync tagged = await market.OpenAsync(
            warehouse,
            ScriptedMarket.Options() with
            {
                FinalityDepth = null,
            }
        );

        await tagged.RunAsync(progress: null, CancellationToken.None);

        Finalized(warehouse).ShouldBe(36);
    }

    [Fact]
    public async Task The_tip_itself_becomes_final_only_with_a_block_on_top_of_it()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(
            warehouse,
            ScriptedMarket.Options() with
            {
                FinalityDepth = null,
            }
        );
        market.Chain.FinalizedBlock = 20;
        await sync.RunAsync(progress: null, CancellationToken.None);
        Finalized(warehouse).ShouldBe(20);
        market.Chain.FinalizedBlock = ScriptedMarket.BlockCount - 1;

        await sync.RunAsync(progress: null, CancellationToken.None);

        Finalized(warehouse).ShouldBe(ScriptedMarket.BlockCount - 2);
    }

    [Fact]
    public async Task An_endpoint_that_does_not_know_the_tag_leaves_the_word_to_one_that_does()
    {
        using var market = new ScriptedMarket();
        using var other = new ScriptedMarket();
        other.Chain.FinalizedBlock = 33;
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        Uri[] endpoints = [market.Chain.Endpoint, other.Chain.Endpoint];
        using ManifestSync sync = await ManifestSync.OpenAsync(
            market.Manifests,
            warehouse,
            endpoints.ToLookup(_ => ScriptedMarket.ChainId, endpoint => new EndpointAddress(endpoint)),
            ScriptedMarket.Options() with
            {
                FinalityDepth = null,
            },
            CancellationToken.None
        );

        await sync.RunAsync(progress: null, CancellationToken.None);

        // By depth, 64 below the head, none would be.
        Finalized(warehouse).ShouldBe(33);
    }

    /// <summary>The tag would say 20, the default depth none.</summary>
    [Fact]
    public async Task A_manifest_s_finality_is_the_depth_of_its_chain()
    {
        using var market = new ScriptedMarket();
        market.Chain.FinalizedBlock = 20;
        market.ManifestText = market.ManifestText.Replace(
            $"chain: {ScriptedMarket.ChainId}",
            $"chain: {ScriptedMarket.ChainId}\n    finality: 5",
            StringComparison.Ordinal
        );
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(warehouse, ByTag(TimeProvider.System));

        await sync.RunAsync(progress: null, CancellationToken.None);

        Finalized(warehouse).ShouldBe(ScriptedMarket.BlockCount - 1 - 5);
    }

    /// <summary>By depth, 64 below the head, block 55 would be final at the first look already.</summary>
    [Theory]
    [InlineData("null")]
    [InlineData("finalized block not found")]
    public async Task A_tag_without_a_block_yet_makes_nothing_final_and_is_asked_again(string reply)
    {
        using var market = new ScriptedMarket();
        market.Replace(removedCount: 0, minedCount: 80, "more");
        market.Chain.FinalizedReply = reply;
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(warehouse, ByTag(TimeProvider.System));
        await sync.RunAsync(progress: null, CancellationToken.None);
        (sync.Chains[0].Block, Finalized(warehouse)).ShouldBe((119, -1));

        (market.Chain.FinalizedReply, market.Chain.FinalizedBlock) = (null, 20);
        await sync.RunAsync(progress: null, CancellationToken.None);
        Finalized(warehouse).ShouldBe(20);
        // Once it was served, not even a refusal makes the chain final by depth.
        market.Chain.FinalizedBlock = null;
        await sync.RunAsync(progress: null, CancellationToken.None);

        Finalized(warehouse).ShouldBe(20);
    }

    [Fact]
    public async Task A_refused_tag_is_asked_for_again_after_a_while()
    {
        using var market = new ScriptedMarket();
        market.Replace(removedCount: 0, minedCount: 80, "more");
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        var time = new HandTime();
        using ManifestSync sync = await market.OpenAsync(warehouse, ByTag(time));
        await sync.RunAsync(progress: null, CancellationToken.None);
        Finalized(warehouse).ShouldBe(119 - SyncOptions.FinalityDepthDefault);
        market.Chain.FinalizedBlock = 70;
        await sync.RunAsync(progress: null, CancellationToken.None);
        Finalized(warehouse).ShouldBe(55);

        time.Advance(FinalityReader.RefusedTime);
        await sync.RunAsync(progress: null, CancellationToken.None);

        Finalized(warehouse).ShouldBe(70);
    }

    /// <summary>The one that knows the tag is down: what the other one says of it is no reason to take a depth.</summary>
    [Fact]
    public async Task A_tag_refused_by_one_endpoint_while_another_fails_makes_nothing_final()
    {
        using var market = new ScriptedMarket();
        market.Replace(removedCount: 0, minedCount: 80, "more");
        using var other = new ScriptedMarket();
        using var client = new RpcClient(market.Chain.Endpoint);
        using var down = new RpcClient(other.Chain.Endpoint);
        other.Chain.FailuresLeft = int.MaxValue;
        var retry = new RetryPolicy(TimeProvider.System, TimeSpan.FromMilliseconds(1));
        using var pool = new EndpointPool(
            [new Endpoint(client, TimeProvider.System), new Endpoint(down, TimeProvider.System)],
            retry
        );

        FinalizedTag tag = await new ChainSource(pool).ReadFinalizedAsync(CancellationToken.None);

        tag.ShouldBe(default);
    }

    private static SyncOptions ByTag(TimeProvider time) =>
        ScriptedMarket.Options() with
        {
            FinalityDepth = null,
            Time = time,
        };

    private static long Finalized(WarehouseFile warehouse) =>
        warehouse.Connection.Scalar<long>("select coalesce(max(finalized_block), -1) from chain.finality");
}
