using Souk.DuckDb;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Proofs;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Sync;

/// <summary>Several endpoints of one chain stand in for each other.</summary>
public sealed class FailoverTests
{
    [Fact]
    public async Task A_dead_endpoint_beside_a_live_one_changes_nothing()
    {
        using var market = new ScriptedMarket();
        using var dead = new Rpc.ScriptedEndpoint(_ => Rpc.ScriptedEndpoint.Reply("", "503 Service Unavailable"));
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await OpenAsync(market, warehouse, dead.At("/secret-key"), market.Chain.Endpoint);

        await sync.RunAsync(progress: null, CancellationToken.None);

        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(await market.IndexInMemoryAsync());
        warehouse
            .Connection.Query("select distinct endpoint from chain.range", row => row.GetString(0))
            .ShouldBe([market.Chain.Endpoint.ToString().TrimEnd('/')]);
    }

    [Fact]
    public async Task An_endpoint_that_dies_on_the_way_is_replaced_by_the_next()
    {
        using var market = new ScriptedMarket();
        using var second = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await OpenAsync(market, warehouse, market.Chain.Endpoint, second.Chain.Endpoint);
        int callCount = 0;
        market.Chain.OnCall = _ => market.Chain.FailuresLeft = ++callCount == 30 ? int.MaxValue : 0;

        await sync.RunAsync(progress: null, CancellationToken.None);

        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(await second.IndexInMemoryAsync());
    }

    [Fact]
    public async Task A_wrong_chain_is_refused_by_the_name_of_its_endpoint()
    {
        using var market = new ScriptedMarket();
        using var other = new ScriptedChain(5);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        SyncException exception = await Should.ThrowAsync<SyncException>(() =>
            OpenAsync(market, warehouse, market.Chain.Endpoint, other.Endpoint)
        );

        exception.Problem.ShouldBe(SyncProblem.WrongChain);
        exception.Message.ShouldContain($"127.0.0.1:{other.Endpoint.Port} serves chain 5");
    }

    [Fact]
    public async Task The_head_is_that_of_the_endpoint_that_is_farthest()
    {
        using var market = new ScriptedMarket();
        using var lagging = new ScriptedMarket();
        lagging.Chain.RollBack(7);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await OpenAsync(market, warehouse, lagging.Chain.Endpoint, market.Chain.Endpoint);

        await sync.RunAsync(progress: null, CancellationToken.None);

        sync.Chains[0].Block.ShouldBe(ScriptedMarket.BlockCount - 1);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(await market.IndexInMemoryAsync());
    }

    [Fact]
    public async Task What_an_endpoint_refuses_is_remembered_without_its_key_and_not_asked_again()
    {
        using var market = new ScriptedMarket();
        market.Chain.LogRangeMax = 5;
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        Uri endpoint = new(market.Chain.Endpoint, "secret-key");
        SyncOptions options = ScriptedMarket.Options() with { Proof = ProofLevel.None, ToBlock = 20 };
        using (ManifestSync sync = await OpenAsync(market, warehouse, options, endpoint))
        {
            await sync.RunAsync(progress: null, CancellationToken.None);
        }

        warehouse
            .Connection.Query(
                "select endpoint, blocks_max from chain.endpoint_limit",
                row => (row.GetString(0), row.GetInt64(1))
            )
            .ShouldBe([(market.Chain.Endpoint.ToString().TrimEnd('/'), 5)]);
        int logCalls = 0;
        market.Chain.OnCall = method => logCalls += method == "eth_getLogs" ? 1 : 0;
        using (ManifestSync sync = await OpenAsync(market, warehouse, options with { ToBlock = 27 }, endpoint))
        {
            await sync.RunAsync(progress: null, CancellationToken.None);
        }

        // Seven blocks are two ranges of at most five; without the memory one would have been refused first.
        logCalls.ShouldBe(2);
    }

    private static Task<ManifestSync> OpenAsync(
        ScriptedMarket market,
        WarehouseFile warehouse,
        params Uri[] endpoints
    ) => OpenAsync(market, warehouse, ScriptedMarket.Options(), endpoints);

    private static Task<ManifestSync> OpenAsync(
        ScriptedMarket market,
        WarehouseFile warehouse,
        SyncOptions options,
        params Uri[] endpoints
    ) =>
        ManifestSync.OpenAsync(
            market.Manifests,
            warehouse,
            endpoints.ToLookup(_ => ScriptedMarket.ChainId, endpoint => new EndpointAddress(endpoint)),
            options,
            CancellationToken.None
        );
}
