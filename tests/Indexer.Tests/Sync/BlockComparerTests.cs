using Souk.DuckDb;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Proofs;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Sync;

/// <summary>At level none a second endpoint is asked for the logs of some blocks, too.</summary>
public sealed class BlockComparerTests
{
    /// <summary>Blocks 1 to 27 are final.</summary>
    private const int FinalCount = ScriptedMarket.BlockCount - ScriptedMarket.FinalityDepth - 1;

    [Fact]
    public async Task Endpoints_that_agree_are_counted_and_change_nothing()
    {
        using var market = new ScriptedMarket();
        using var second = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        SyncResult result = await IndexAsync(market, warehouse, 1, market.Chain.Endpoint, second.Chain.Endpoint);

        result.ComparedCount.ShouldBe(FinalCount);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(await market.IndexInMemoryAsync());
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    public async Task A_share_of_the_blocks_is_the_same_in_every_run(double share)
    {
        using var market = new ScriptedMarket();
        using var second = new ScriptedMarket();
        List<long> counts = [];
        for (int run = 0; run < 2; run++)
        {
            using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
            SyncResult result = await IndexAsync(
                market,
                warehouse,
                share,
                market.Chain.Endpoint,
                second.Chain.Endpoint
            );
            counts.Add(result.ComparedCount);
        }

        counts[1].ShouldBe(counts[0]);
        counts[0].ShouldBeInRange((long)(share * 12), (long)(share * 42));
    }

    [Fact]
    public async Task A_log_that_one_leaves_out_stops_the_chain_and_names_the_block_and_both()
    {
        using var market = new ScriptedMarket();
        using var forgetful = new ScriptedMarket();
        // The same blocks by their hashes, but the sale and the transfer of block 15 are missing.
        forgetful.Chain.ForgetLogs(15);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        SyncException exception = await Should.ThrowAsync<SyncException>(() =>
            IndexAsync(market, warehouse, 1, market.Chain.Endpoint, forgetful.Chain.Endpoint)
        );

        exception.Problem.ShouldBe(SyncProblem.Discrepancy);
        exception.Message.ShouldContain("Block 15: ");
        exception.Message.ShouldContain($"127.0.0.1:{market.Chain.Endpoint.Port}");
        exception.Message.ShouldContain($"127.0.0.1:{forgetful.Chain.Endpoint.Port}");
        exception.Message.ShouldContain("2 logs of the contracts");
        warehouse.Connection.Scalar<long>("select count(*) from chain.log where block_number = 15").ShouldBe(0);
    }

    [Fact]
    public async Task A_second_endpoint_that_fails_is_not_evidence()
    {
        using var market = new ScriptedMarket();
        using var dead = new Rpc.ScriptedEndpoint(_ => Rpc.ScriptedEndpoint.Reply("", "503 Service Unavailable"));
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        SyncResult result = await IndexAsync(market, warehouse, 0.2, market.Chain.Endpoint, dead.At("/secret"));

        result.ComparedCount.ShouldBe(0);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(await market.IndexInMemoryAsync());
    }

    private static async Task<SyncResult> IndexAsync(
        ScriptedMarket market,
        WarehouseFile warehouse,
        double share,
        params Uri[] endpoints
    )
    {
        using ManifestSync sync = await ManifestSync.OpenAsync(
            market.Manifests,
            warehouse,
            endpoints.ToLookup(_ => ScriptedMarket.ChainId, endpoint => new EndpointAddress(endpoint)),
            ScriptedMarket.Options() with
            {
                Proof = ProofLevel.None,
                CompareShare = share,
            },
            CancellationToken.None
        );
        return await sync.RunAsync(progress: null, CancellationToken.None);
    }
}
