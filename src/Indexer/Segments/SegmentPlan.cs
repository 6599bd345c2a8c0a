using Souk.Warehouse.Values;

namespace Souk.Indexer.Segments;

/// <summary>The blocks of a backfill, cut into segments: where they end depends on nothing but the plan.</summary>
/// <param name="From">First block.</param>
/// <param name="To">Last block, included; it must be final.</param>
/// <param name="SegmentBlocks">Of each segment; the last one may be shorter.</param>
public sealed record SegmentPlan(long From, long To, long SegmentBlocks)
{
    public const long SegmentBlocksDefault = 10_000;

    /// <summary>The most segments of a plan.</summary>
    public const long CountMax = 1_000_000;

    /// <exception cref="SegmentException">No blocks, or too many segments.</exception>
    public SegmentPlan Checked() =>
        From >= 0 && To >= From && SegmentBlocks >= 1 && Count <= CountMax
            ? this
            : throw new SegmentException(
                $"Blocks {From} to {To} in segments of {SegmentBlocks} are no plan: there are to be 1 to {CountMax} segments."
            );

    public long Count => (To - From) / SegmentBlocks + 1;

    public BlockRange this[long segment] =>
        new(From + (segment * SegmentBlocks), Math.Min(To, From + ((segment + 1) * SegmentBlocks) - 1));

    public IEnumerable<BlockRange> Segments => SegmentsOf(0, 1);

    /// <summary>Those of one of several equal parts, which follow one another.</summary>
    public IEnumerable<BlockRange> SegmentsOf(int shard, int shards)
    {
        for (long segment = Count * shard / shards; segment < Count * (shard + 1) / shards; segment++)
        {
            yield return this[segment];
        }
    }
}
