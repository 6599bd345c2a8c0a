namespace Souk.Campaigns.Schedules;

/// <summary>Time in which every wait is over at once, and has taken as long as it was meant to.</summary>
internal sealed class InstantTime : TimeProvider
{
    private long _ticks = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new InstantTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class InstantTimer(InstantTime time, TimerCallback callback, object? state) : ITimer
    {
        private volatile bool _isDisposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime >= TimeSpan.Zero && !_isDisposed)
            {
                Interlocked.Add(ref time._ticks, dueTime.Ticks);
                ThreadPool.UnsafeQueueUserWorkItem(_ => Fire(), null);
            }

            return !_isDisposed;
        }

        public void Dispose() => _isDisposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void Fire()
        {
            if (!_isDisposed)
            {
                callback(state);
            }
        }
    }
}
