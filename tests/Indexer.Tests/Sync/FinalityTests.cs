using Souk.DuckDb;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Sync;
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

    private static long Finalized(WarehouseFile warehouse) =>
        warehouse.Connection.Scalar<long>("select coalesce(max(finalized_block), -1) from chain.finality");
}
