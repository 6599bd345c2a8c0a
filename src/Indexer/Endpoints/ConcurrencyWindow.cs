namespace Souk.Indexer.Endpoints;

/// <summary>How many calls an endpoint gets at once: one more for each window of successes, half as many when it says
/// that it is too many. Safe for concurrent use.</summary>
/// <remarks>Additive increase, multiplicative decrease, as TCP's congestion avoidance (RFC 5681). All calls that were
/// under way together count as one sign of too many.</remarks>
internal sealed class ConcurrencyWindow
{
    public const int First = 16;
    public const int Max = 64;

    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource<int>> _waiting = new();
    private double _limit = First;
    private int _running;
    private int _epoch;

    /// <summary>Calls that may run at once.</summary>
    public int Limit
    {
        get
        {
            lock (_lock)
            {
                return (int)_limit;
            }
        }
    }

    /// <summary>Calls that run or wait, by calls that may run.</summary>
    public double Load
    {
        get
        {
            lock (_lock)
            {
                return (_running + _waiting.Count) / _limit;
            }
        }
    }

    /// <summary>Waits for a place.</summary>
    /// <returns>To be given back to <see cref="Leave"/>.</returns>
    public async Task<int> EnterAsync(CancellationToken cancellation)
    {
        TaskCompletionSource<int> place;
        lock (_lock)
        {
            if (_running < (int)_limit)
            {
                _running++;
                return _epoch;
            }

            place = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(place);
        }

        await using (cancellation.Register(() => place.TrySetCanceled(cancellation)))
        {
            return await place.Task;
        }
    }

    /// <summary>A call ended.</summary>
    public void Leave(int entered, CallEnd end)
    {
        lock (_lock)
        {
            _running--;
            if (end == CallEnd.Success)
            {
                _limit = Math.Min(Max, _limit + (1 / _limit));
            }
            else if (end == CallEnd.Overload && entered == _epoch)
            {
                _limit = Math.Max(1, _limit / 2);
                _epoch++;
            }

            while (_running < (int)_limit && _waiting.TryDequeue(out TaskCompletionSource<int>? next))
            {
                // One that was cancelled while it waited takes no place.
                _running += next.TrySetResult(_epoch) ? 1 : 0;
            }
        }
    }
}

/// <summary>What the end of a call says of the endpoint's load.</summary>
internal enum CallEnd
{
    Success,

    /// <summary>Too many calls: refused, or not answered in time.</summary>
    Overload,

    /// <summary>Nothing.</summary>
    Other,
}
