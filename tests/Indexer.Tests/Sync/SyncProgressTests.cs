using Souk.Indexer.Sync;

namespace Souk.Indexer.Tests.Sync;

public sealed class SyncProgressTests
{
    [Theory]
    // 1,000 blocks in 4 s of the 20 s since the run began; 2,000 are left.
    [InlineData(1_099, 3_099, 4.0, 2_000, 250, 8.0)]
    // Without a time of its own, in 20 s.
    [InlineData(1_099, 3_099, null, 2_000, 50, 40.0)]
    [InlineData(3_099, 3_099, 4.0, 0, 750, 0.0)]
    // Nothing was stored yet, or the chain went back below where it began.
    [InlineData(99, 3_099, 4.0, 3_000, 0, null)]
    [InlineData(50, 3_099, 4.0, 3_049, 0, null)]
    [InlineData(99, 3_099, 0.0, 3_000, 0, null)]
    // The endpoint's head is behind what is stored.
    [InlineData(1_099, 1_000, 4.0, 0, 250, 0.0)]
    public void Rate_lag_and_time_left_are_of_the_time_that_the_chain_moved(
        long block,
        long head,
        double? movingSeconds,
        long lag,
        double blocksPerSecond,
        double? secondsLeft
    )
    {
        var progress = new SyncProgress(1, block, head, LogCount: 5_000, TimeSpan.FromSeconds(20))
        {
            FirstBlock = 100,
            Moving = movingSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };

        progress.LagBlocks.ShouldBe(lag);
        progress.BlocksPerSecond.ShouldBe(blocksPerSecond);
        progress.TimeLeft?.TotalSeconds.ShouldBe(secondsLeft!.Value);
        (progress.TimeLeft is null).ShouldBe(secondsLeft is null);
        progress.LogsPerSecond.ShouldBe(250);
    }
}
