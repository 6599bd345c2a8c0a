namespace Souk.Indexer.Sync;

/// <summary>Bytes that the ranges of all chains may take from being asked for until they are stored. Safe for concurrent
/// use.</summary>
/// <remarks>Nobody waits here. Who gets no more stores what it has, which gives back; who holds nothing takes what one
/// range needs in any case, so that every chain goes on. More than the limit is therefore held only by as many ranges as
/// there are chains, or by a range that has more logs than was to be expected.</remarks>
internal sealed class ByteBudget(long limit)
{
    private readonly Lock _lock = new();

    public long Limit => limit;

    /// <summary>Bytes that are held.</summary>
    public long Used { get; private set; }

    /// <summary>The most that was held at once.</summary>
    public long Peak { get; private set; }

    /// <returns>False if the limit leaves no room for them.</returns>
    public bool TryTake(long bytes)
    {
        lock (_lock)
        {
            if (Used + bytes > limit)
            {
                return false;
            }

            Add(bytes);
            return true;
        }
    }

    /// <summary>Takes bytes whatever the limit; gives back where negative.</summary>
    public void Take(long bytes)
    {
        lock (_lock)
        {
            Add(bytes);
        }
    }

    private void Add(long bytes)
    {
        Used += bytes;
        Peak = Math.Max(Peak, Used);
    }
}
