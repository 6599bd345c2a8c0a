namespace Souk.Indexer.Endpoints;

/// <summary>Whether an endpoint is worth asking now. Safe for concurrent use.</summary>
/// <remarks>After <see cref="FailuresMax"/> failures in a row an endpoint rests, each time twice as long. When a rest is
/// over one caller probes it; the others leave it alone until that probe has ended. A success ends all of this.</remarks>
internal sealed class EndpointHealth(TimeProvider time)
{
    /// <summary>Failures in a row before an endpoint rests.</summary>
    public const int FailuresMax = 3;

    public static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan RestMax = TimeSpan.FromMinutes(5);

    /// <summary>How long an endpoint that gave a part of a contradiction is asked last.</summary>
    public static readonly TimeSpan SuspicionTime = TimeSpan.FromMinutes(1);

    /// <summary>How long others wait for a probe that does not end.</summary>
    private static readonly TimeSpan ProbeMax = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private int _failures;
    private long _restsUntil;
    private long _heldUntil;
    private long _suspectUntil;

    /// <summary>Failures in a row.</summary>
    public int FailureCount
    {
        get
        {
            lock (_lock)
            {
                return _failures;
            }
        }
    }

    /// <summary>When it may be asked again, as a time stamp; in the past for one that is ready.</summary>
    public long ReadyAt
    {
        get
        {
            lock (_lock)
            {
                return Math.Max(_restsUntil, _heldUntil);
            }
        }
    }

    public bool IsReady => ReadyAt <= time.GetTimestamp();

    /// <summary>Until when it is asked after all others, as a time stamp; 0 for one that is not suspect.</summary>
    public long SuspectUntil
    {
        get
        {
            lock (_lock)
            {
                return _suspectUntil > time.GetTimestamp() ? _suspectUntil : 0;
            }
        }
    }

    /// <summary>A call begins: waits as long as the endpoint asked all callers to wait.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        TimeSpan wait;
        lock (_lock)
        {
            long now = time.GetTimestamp();
            wait = _heldUntil > now ? time.GetElapsedTime(now, _heldUntil) : TimeSpan.Zero;
            if (_failures >= FailuresMax && _restsUntil <= now)
            {
                _restsUntil = After(ProbeMax);
            }
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellation);
        }
    }

    public void Succeed()
    {
        lock (_lock)
        {
            _failures = 0;
            _restsUntil = 0;
        }
    }

    public void Fail()
    {
        lock (_lock)
        {
            _failures++;
            if (_failures >= FailuresMax)
            {
                TimeSpan rest = FirstRest * Math.Pow(2, Math.Min(_failures - FailuresMax, 30));
                _restsUntil = After(rest < RestMax ? rest : RestMax);
            }
        }
    }

    /// <summary>The endpoint asks everyone to wait.</summary>
    public void Hold(TimeSpan time)
    {
        lock (_lock)
        {
            _heldUntil = Math.Max(_heldUntil, After(time));
        }
    }

    /// <summary>It gave a part of what cannot be true together.</summary>
    /// <param name="place">Among those who are suspected together: a higher one is asked later.</param>
    public void Suspect(int place = 0) => Suspect(SuspicionTime, place);

    /// <summary>A hash disproves what it said: it is asked after those that are only suspect.</summary>
    public void Convict() => Suspect(2 * SuspicionTime, place: 0);

    private void Suspect(TimeSpan duration, int place)
    {
        lock (_lock)
        {
            // The last one to be suspected is asked last, also within one tick of the clock.
            _suspectUntil = Math.Max(_suspectUntil + 1, After(duration) + place);
        }
    }

    private long After(TimeSpan wait) => time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
}
