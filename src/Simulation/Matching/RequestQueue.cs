namespace Souk.Simulation.Matching;

/// <summary>What became of requests on a day.</summary>
/// <param name="Matched">How many found supply.</param>
/// <param name="WaitDays">That these waited, added up.</param>
/// <param name="Expired">How many gave up.</param>
public readonly record struct MatchDay(long Matched, long WaitDays, long Expired);

/// <summary>Requests of one kind that wait for supply, first come first served.</summary>
public sealed class RequestQueue
{
    private readonly Queue<(int Day, long Count)> _waiting = new();
    private long _ofFirst;

    /// <summary>Requests that wait.</summary>
    public long Count { get; private set; }

    public void Clear()
    {
        _waiting.Clear();
        (_ofFirst, Count) = (0, 0);
    }

    /// <summary>Adds requests of a day; days must not fall.</summary>
    public void Add(int day, long count)
    {
        if (count > 0)
        {
            _waiting.Enqueue((day, count));
            Count += count;
        }
    }

    /// <summary>Serves the oldest, then lets go of those that have waited for too long.</summary>
    /// <param name="supply">Requests that can be served today.</param>
    /// <param name="patienceDays">After so many days without a match one gives up.</param>
    public MatchDay Serve(int day, long supply, int patienceDays)
    {
        (long matched, long wait, long expired) = (0, 0, 0);
        while (supply > 0 && _waiting.TryPeek(out (int Day, long Count) first))
        {
            long taken = Math.Min(supply, first.Count - _ofFirst);
            matched += taken;
            wait += taken * (day - first.Day);
            supply -= taken;
            Take(taken, first.Count);
        }

        while (_waiting.TryPeek(out (int Day, long Count) first) && day - first.Day >= patienceDays)
        {
            expired += first.Count - _ofFirst;
            Take(first.Count - _ofFirst, first.Count);
        }

        return new MatchDay(matched, wait, expired);
    }

    private void Take(long count, long ofFirst)
    {
        Count -= count;
        _ofFirst += count;
        if (_ofFirst == ofFirst)
        {
            _waiting.Dequeue();
            _ofFirst = 0;
        }
    }
}
