using Souk.Indexer.Sources;

namespace Souk.Indexer.Sync;

/// <summary>When the blocks of a range were made, as DuckDB stores a TIMESTAMP.</summary>
internal sealed class BlockTimes
{
    private readonly Dictionary<long, long> _microseconds = [];
    private long _lastBlock = -1;
    private long _lastTime;

    public static BlockTimes Of(IEnumerable<BlockHeader> headers)
    {
        var times = new BlockTimes();
        foreach (BlockHeader header in headers)
        {
            times.Add(header.Number, header.Time);
        }

        return times;
    }

    /// <param name="time">UTC.</param>
    public void Add(long block, DateTime time) =>
        _microseconds[block] = (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Microseconds since 1970. Quick where neighbours ask for the same block.</summary>
    /// <exception cref="KeyNotFoundException">The block was not added.</exception>
    public long Of(long block)
    {
        if (block != _lastBlock)
        {
            (_lastBlock, _lastTime) = (block, _microseconds[block]);
        }

        return _lastTime;
    }
}
