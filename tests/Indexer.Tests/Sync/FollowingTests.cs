using Souk.Indexer.Sync;
using Souk.Indexer.Tests.Endpoints;
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

    /// <summary>An hour passes at the head, then five blocks come: their rate is that of reading them, not of the hour.</summary>
    [Fact]
    public async Task The_rate_after_waiting_at_the_head_is_that_of_what_came_then()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        var time = new HandTime();
        market.Chain.OnCall = _ => time.Advance(TimeSpan.FromMilliseconds(10));
        SyncOptions options = ScriptedMarket.Options() with
        {
            IsFollowing = true,
            PollDelay = TimeSpan.FromMilliseconds(1),
            Time = time,
        };
        using ManifestSync sync = await market.OpenAsync(warehouse, options);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        SyncProgress? first = null;
        SyncProgress? last = null;
        bool hasMined = false;
        var progress = new Relay(report =>
        {
            if (report.FirstBlock == 1)
            {
                first = report;
            }
            else if (!hasMined)
            {
                hasMined = true;
                time.Advance(TimeSpan.FromHours(1));
                market.Replace(removedCount: 0, minedCount: 5, "more");
            }
            else if (report.Block == ScriptedMarket.BlockCount + 4)
            {
                last = report;
                stop.Cancel();
            }
        });

        await Should.ThrowAsync<OperationCanceledException>(() => sync.RunAsync(progress, stop.Token));

        first!.Block.ShouldBe(ScriptedMarket.BlockCount - 1);
        first.BlocksPerSecond.ShouldBeGreaterThan(10);
        last!.Elapsed.ShouldBeGreaterThan(TimeSpan.FromHours(1));
        last.FirstBlock.ShouldBe(ScriptedMarket.BlockCount);
        last.BlocksPerSecond.ShouldBeGreaterThan(1);
    }

    private sealed class Relay(Action<SyncProgress> report) : IProgress<SyncProgress>
    {
        public void Report(SyncProgress value) => report(value);
    }
}
