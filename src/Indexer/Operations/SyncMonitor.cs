using System.Diagnostics.Metrics;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Sync;

namespace Souk.Indexer.Operations;

/// <summary>Watches the progress of every chain, tells a stalled one from one that waits, and measures both.</summary>
/// <remarks>Safe for concurrent use. Instruments belong to the meter <see cref="MeterName"/> and carry the tag
/// <c>chain</c>.</remarks>
public sealed class SyncMonitor : IProgress<SyncProgress>, IDisposable
{
    public const string MeterName = EndpointMeter.Name;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, Track> _tracks = [];
    private readonly TimeProvider _time;
    private readonly StallLimits _limits;
    private readonly Meter _meter = new(MeterName);

    public SyncMonitor(IEnumerable<int> chainIds, TimeProvider time, StallLimits limits)
    {
        _time = time;
        _limits = limits;
        DateTimeOffset now = time.GetUtcNow();
        foreach (int chainId in chainIds)
        {
            _tracks.Add(chainId, new Track(chainId, now));
        }

        CreateInstruments();
    }

    /// <summary>A chain moved, was looked at and had nothing new, or was given up.</summary>
    public void Report(SyncProgress value)
    {
        lock (_gate)
        {
            _tracks[value.ChainId].Move(value, _time.GetUtcNow());
        }
    }

    /// <summary>Every chain as it stands now, ordered by id.</summary>
    public IReadOnlyList<ChainStatus> Read()
    {
        lock (_gate)
        {
            DateTimeOffset now = _time.GetUtcNow();
            return [.. _tracks.Values.Select(track => track.StatusAt(now, _limits))];
        }
    }

    public void Dispose() => _meter.Dispose();

    private void CreateInstruments()
    {
        _meter.CreateObservableGauge(
            "souk.chain.block",
            () => Measure(status => status.Block ?? -1),
            description: "Last stored block, -1 before the first"
        );
        _meter.CreateObservableGauge(
            "souk.chain.head",
            () => Measure(status => status.Head ?? -1),
            description: "Last block of the chain, -1 before the first answer"
        );
        _meter.CreateObservableGauge(
            "souk.chain.lag",
            () => Measure(status => status.LagBlocks),
            "blocks",
            "Blocks not stored yet"
        );
        _meter.CreateObservableGauge(
            "souk.chain.healthy",
            () => Measure(status => status.IsWell ? 1 : 0),
            description: "0 if the chain is stalled or stopped"
        );
        _meter.CreateObservableCounter(
            "souk.chain.logs",
            () => Measure(status => status.LogCount),
            "logs",
            "Logs stored since the start"
        );
    }

    private IEnumerable<Measurement<long>> Measure(Func<ChainStatus, long> value) =>
        Read()
            .Select(status => new Measurement<long>(
                value(status),
                new KeyValuePair<string, object?>("chain", status.ChainId)
            ));

    /// <summary>What was seen of one chain, and when.</summary>
    private sealed class Track(int chainId, DateTimeOffset start)
    {
        private SyncProgress? _last;
        private DateTimeOffset _cursorMovedAt = start;
        private DateTimeOffset _headMovedAt = start;

        public void Move(SyncProgress progress, DateTimeOffset now)
        {
            // A reorg can move either backwards: any change is movement.
            _headMovedAt = _last?.Head == progress.Head ? _headMovedAt : now;
            _cursorMovedAt = _last?.Block == progress.Block && progress.Block < progress.Head ? _cursorMovedAt : now;
            _last = progress;
        }

        public ChainStatus StatusAt(DateTimeOffset now, StallLimits limits)
        {
            (ChainHealth health, string? reason) = HealthAt(now, limits);
            return new ChainStatus(chainId, _last?.Block, _last?.Head, _last?.ChainLogCount ?? 0, health, reason)
            {
                Contradictions = _last?.Contradictions ?? [],
            };
        }

        private string Why => _last?.WaitReason is { } reason ? $" {reason}" : "";

        private (ChainHealth, string?) HealthAt(DateTimeOffset now, StallLimits limits)
        {
            bool isAtHead = _last is not null && _last.Block >= _last.Head;
            if (_last?.StopReason is { } reason)
            {
                return (ChainHealth.Stopped, reason);
            }

            if (isAtHead)
            {
                return now - _headMovedAt > limits.Head
                    ? (ChainHealth.Stalled, $"No new block for {now - _headMovedAt:hh\\:mm\\:ss}.{Why}")
                    : (ChainHealth.Following, _last?.WaitReason);
            }

            if (now - _cursorMovedAt > limits.Cursor)
            {
                return (ChainHealth.Stalled, $"Nothing was stored for {now - _cursorMovedAt:hh\\:mm\\:ss}.{Why}");
            }

            return (_last is null ? ChainHealth.Starting : ChainHealth.CatchingUp, _last?.WaitReason);
        }
    }
}
