using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Sync;

public sealed class FollowingTests
{
    [Fact]
    public async Task A_chain_whose_endpoint_fails_says_why_it_waits_and_goes_on_when_it_is_back()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        SyncOptions options = ScriptedMarket.Options() with
        {
            IsFollowing = true,
            PollDelay = TimeSpan.FromMilliseconds(20),
        };
        using ManifestSync sync = await ManifestSync.OpenAsync(
            market.Manifests,
            warehouse,
            new Dictionary<int, Uri> { [ScriptedMarket.ChainId] = new(market.Chain.Endpoint, "secret-key") },
            options,
            CancellationToken.None
        );
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        List<string> reasons = [];
        var progress = new Relay(report =>
        {
            if (report is { WaitReason: { } reason })
            {
                reasons.Add(reason);
                market.Chain.FailuresLeft = 0;
            }
            else if (reasons.Count > 0 && report.Block == ScriptedMarket.BlockCount)
            {
                stop.Cancel();
            }
            else if (reasons.Count == 0 && report.Block == ScriptedMarket.BlockCount - 1)
            {
                market.Chain.Mine("first");
                market.Chain.FailuresLeft = int.MaxValue;
            }
        });

        await Should.ThrowAsync<OperationCanceledException>(() => sync.RunAsync(progress, stop.Token));

        reasons.ShouldNotBeEmpty();
        reasons[0].ShouldContain($"127.0.0.1:{market.Chain.Endpoint.Port}");
        reasons[0].ShouldContain("HTTP status 503");
        reasons[0].ShouldNotContain("secret");
        sync.Chains[0].Block.ShouldBe(ScriptedMarket.BlockCount);
    }

    private sealed class Relay(Action<SyncProgress> report) : IProgress<SyncProgress>
    {
        public void Report(SyncProgress value) => report(value);
    }
}
