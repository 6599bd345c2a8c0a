using System.Diagnostics.Metrics;
using Souk.Indexer.Operations;
using Souk.Indexer.Sync;
using Souk.Indexer.Tests.Endpoints;

namespace Souk.Indexer.Tests.Operations;

public sealed class SyncMonitorTests : IDisposable
{
    private static readonly StallLimits Limits = new(Cursor: TimeSpan.FromMinutes(1), Head: TimeSpan.FromMinutes(5));

    private readonly HandTime _time = new();
    private readonly SyncMonitor _monitor;

    public SyncMonitorTests() => _monitor = new SyncMonitor([10, 1], _time, Limits);

    public void Dispose() => _monitor.Dispose();

    [Fact]
    public void A_chain_without_report_is_starting_and_then_stalled()
    {
        ChainHealth before = StatusOf(1).Health;
        _time.Advance(TimeSpan.FromSeconds(61));

        before.ShouldBe(ChainHealth.Starting);
        StatusOf(1).Health.ShouldBe(ChainHealth.Stalled);
        StatusOf(1).Reason.ShouldBe("Nothing was stored for 00:01:01.");
    }

    [Fact]
    public void A_chain_that_moves_is_catching_up_however_far_behind()
    {
        for (int block = 1; block <= 5; block++)
        {
            Report(block, head: 1_000);
            _time.Advance(TimeSpan.FromSeconds(59));
        }

        StatusOf(1).Health.ShouldBe(ChainHealth.CatchingUp);
        StatusOf(1).LagBlocks.ShouldBe(995);
    }

    [Fact]
    public void Reports_without_movement_do_not_hide_a_stall()
    {
        for (int count = 0; count < 7; count++)
        {
            Report(block: 5, head: 9);
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        StatusOf(1).Health.ShouldBe(ChainHealth.Stalled);
    }

    [Fact]
    public void A_chain_at_its_head_may_wait_longer_than_one_behind_it()
    {
        Report(block: 9, head: 9);
        _time.Advance(TimeSpan.FromMinutes(5));
        ChainHealth waiting = StatusOf(1).Health;
        _time.Advance(TimeSpan.FromSeconds(1));

        waiting.ShouldBe(ChainHealth.Following);
        StatusOf(1).Health.ShouldBe(ChainHealth.Stalled);
        StatusOf(1).Reason.ShouldBe("No new block for 00:05:01.");
    }

    [Fact]
    public void A_new_block_after_a_long_wait_is_not_a_stall()
    {
        Report(block: 9, head: 9);
        _time.Advance(TimeSpan.FromMinutes(4));
        Report(block: 9, head: 9);

        Report(block: 9, head: 10);
        _time.Advance(TimeSpan.FromSeconds(2));

        StatusOf(1).Health.ShouldBe(ChainHealth.CatchingUp);
    }

    [Fact]
    public void One_stopped_chain_leaves_the_others_well()
    {
        Report(block: 9, head: 9);

        Stop(10, "Reorganised beyond finality.");

        _monitor.Read().Select(chain => chain.ChainId).ShouldBe([1, 10]);
        StatusOf(1).IsWell.ShouldBeTrue();
        StatusOf(10).IsWell.ShouldBeFalse();
        StatusOf(10).Reason.ShouldBe("Reorganised beyond finality.");
    }

    [Fact]
    public void Instruments_measure_every_chain()
    {
        Dictionary<string, long> measured = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, meter) =>
        {
            if (instrument.Meter.Name == SyncMonitor.MeterName)
            {
                meter.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) => measured[$"{instrument.Name} {tags[0].Value}"] = value
        );
        listener.Start();
        Report(block: 7, head: 9, logs: 42);
        Stop(10, "gone");

        listener.RecordObservableInstruments();

        measured["souk.chain.block 1"].ShouldBe(7);
        measured["souk.chain.head 1"].ShouldBe(9);
        measured["souk.chain.lag 1"].ShouldBe(2);
        measured["souk.chain.logs 1"].ShouldBe(42);
        measured["souk.chain.healthy 1"].ShouldBe(1);
        measured["souk.chain.healthy 10"].ShouldBe(0);
    }

    private ChainStatus StatusOf(int chainId) => _monitor.Read().Single(chain => chain.ChainId == chainId);

    private void Report(long block, long head, long logs = 0) =>
        _monitor.Report(new SyncProgress(1, block, head, LogCount: 1_000, TimeSpan.Zero) { ChainLogCount = logs });

    private void Stop(int chainId, string reason) =>
        _monitor.Report(new SyncProgress(chainId, 5, 9, LogCount: 0, TimeSpan.Zero) { StopReason = reason });
}
