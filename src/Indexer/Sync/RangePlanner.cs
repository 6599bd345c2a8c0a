using Souk.Indexer.Endpoints;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Which blocks to read next. Learns how many bytes and logs blocks have, and sizes ranges to
/// <see cref="BytesPerRange"/>, and at most <see cref="LogsPerRange"/>.</summary>
/// <param name="blocksMax">Most blocks in a range.</param>
internal sealed class RangePlanner(int blocksMax)
{
    /// <summary>Bytes that a reply is meant to have: large enough that a call's own cost does not show, small enough that
    /// a lost one does not hurt.</summary>
    public const int BytesPerRange = 3 << 20;

    /// <summary>Logs that a range is meant to hold at most: a small part of a write, so that memory is given back in small parts.</summary>
    public const int LogsPerRange = HistoryPipeline.LogsPerWrite / 32;

    /// <summary>Blocks of the first ranges, when nothing is known of them.</summary>
    private const int FirstBlocks = 64;

    /// <summary>How many times larger than one that was read the next range may be.</summary>
    private const int Growth = 4;

    /// <summary>Weight of the newest range in the averages.</summary>
    private const double Weight = 0.5;

    /// <summary>Of an endpoint's cap on results: blocks differ.</summary>
    private const double ShareOfResults = 0.75;

    private double _bytesPerBlock;
    private double _logsPerBlock;
    private long _blocksMax = FirstBlocks;

    /// <summary>The next blocks, or null if there are none up to <paramref name="lastBlock"/>.</summary>
    /// <param name="caps">What endpoints answer in one call.</param>
    public BlockRange? Next(long nextBlock, long lastBlock, RangeCaps caps)
    {
        if (nextBlock > lastBlock)
        {
            return null;
        }

        double logsMax = caps.Results is { } results ? Math.Min(LogsPerRange, ShareOfResults * results) : LogsPerRange;
        double wanted = Math.Min(
            BytesPerRange / Math.Max(_bytesPerBlock, 1e-9),
            logsMax / Math.Max(_logsPerBlock, 1e-9)
        );
        long most = Math.Min(Math.Min(blocksMax, _blocksMax), caps.Blocks ?? blocksMax);
        long blocks = (long)Math.Clamp(wanted, 1, most);
        return new BlockRange(nextBlock, Math.Min(lastBlock, nextBlock + blocks - 1));
    }

    /// <summary>A range was read.</summary>
    public void Learn(BlockRange range, LogColumns logs)
    {
        _blocksMax = Math.Max(_blocksMax, Growth * range.Count);
        _bytesPerBlock = Average(_bytesPerBlock, (double)ReplySize.Of(logs) / range.Count);
        _logsPerBlock = Average(_logsPerBlock, (double)logs.Count / range.Count);
    }

    private static double Average(double before, double now) => (before * (1 - Weight)) + (now * Weight);
}
