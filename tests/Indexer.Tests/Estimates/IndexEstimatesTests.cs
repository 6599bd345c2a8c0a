using Souk.Indexer.Endpoints;
using Souk.Indexer.Estimates;
using Souk.Indexer.Sync;
using Souk.Indexer.Tests.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Estimates;

public sealed class IndexEstimatesTests
{
    [Fact]
    public async Task A_plan_counts_blocks_and_estimates_logs_and_writes_nothing()
    {
        using var market = new ScriptedMarket();

        ChainEstimate plan = await EstimateAsync(market);

        File.Exists(market.Database).ShouldBeFalse();
        plan.ChainId.ShouldBe(ScriptedMarket.ChainId);
        (plan.FirstBlock, plan.Head, plan.BlockCount).ShouldBe((1, 39, 39));
        plan.SampledBlockCount.ShouldBe(32);
        // Token and factory wrote 13 logs in 39 blocks.
        plan.LogCount.ShouldBeInRange(8, 18);
        plan.ByteCount.ShouldBeInRange(plan.LogCount * 400, plan.LogCount * 800);
        plan.Contracts.Select(contract => (contract.Name, contract.IsFactory))
            .ShouldBe([("Token", false), ("Factory", true)]);
        plan.Proofs.Select(proof => proof.Level).ShouldBe(["none", "bloom", "receipts"]);
        // One call for logs and 39 headers, which are read at every level.
        plan.Proofs.Take(2).Select(proof => proof.CallCount).ShouldBe([40, 40]);
        plan.Proofs[2].CallCount.ShouldBeGreaterThan(39);
        plan.Proofs.ShouldAllBe(proof => proof.Seconds > 0);
    }

    [Fact]
    public async Task A_plan_goes_on_from_what_is_stored_and_knows_discovered_contracts()
    {
        using var market = new ScriptedMarket();
        using (WarehouseFile warehouse = WarehouseFile.Open(market.Database))
        {
            await market.IndexAsync(warehouse);
        }

        byte[] before = await File.ReadAllBytesAsync(market.Database);
        market.Chain.Mine("first");
        ChainEstimate plan = await EstimateAsync(market);

        (plan.FirstBlock, plan.BlockCount, plan.LogCount).ShouldBe((40, 1, 0));
        plan.Contracts.Select(contract => contract.Kind).Order().ShouldBe(["factory", "shop", "stall", "token"]);
        (await File.ReadAllBytesAsync(market.Database)).ShouldBe(before);
    }

    [Fact]
    public async Task A_plan_needs_an_endpoint_of_the_chain()
    {
        using var market = new ScriptedMarket();
        market.Chain.ChainId = 5;

        (await Should.ThrowAsync<SyncException>(() => EstimateAsync(market))).Problem.ShouldBe(SyncProblem.WrongChain);
    }

    private static async Task<ChainEstimate> EstimateAsync(ScriptedMarket market) =>
        (
            await IndexEstimates.ReadAsync(
                market.Manifests,
                market.Database,
                EndpointAddress.Single(new Dictionary<int, Uri> { [ScriptedMarket.ChainId] = market.Chain.Endpoint }),
                new SyncOptions { RetryDelay = TimeSpan.FromMilliseconds(1), Time = TimeProvider.System },
                CancellationToken.None
            )
        ).Single();
}
