using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Which blocks to read next. Learns how many logs blocks have, and sizes ranges to
/// <see cref="LogsPerRange"/>.</summary>
/// <param name="blocksMax">Most blocks in a range.</param>
internal sealed class RangePlanner(int blocksMax)
{
    /// <summary>Logs that a range is meant to hold: a quarter of a write.</summary>
    public const int LogsPerRange = 30_720;

    /// <summary>Weight of the newest range in the average.</summary>
    private const double Weight = 0.5;

    private double _logsPerBlock;

    /// <summary>The next blocks, or null if there are none up to <paramref name="lastBlock"/>.</summary>
    public BlockRange? Next(long nextBlock, long lastBlock)
    {
        if (nextBlock > lastBlock)
        {
            return null;
        }

        long blocks = (long)Math.Clamp(LogsPerRange / Math.Max(_logsPerBlock, 1e-9), 1, blocksMax);
        return new BlockRange(nextBlock, Math.Min(lastBlock, nextBlock + blocks - 1));
    }

    /// <summary>A range was read.</summary>
    public void Learn(BlockRange range, int logCount) =>
        _logsPerBlock = (_logsPerBlock * (1 - Weight)) + ((double)logCount / range.Count * Weight);
}
