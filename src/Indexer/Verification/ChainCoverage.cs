using Souk.Warehouse.Values;

namespace Souk.Indexer.Verification;

/// <summary>How surely the stored blocks of a chain hold all logs.</summary>
/// <param name="FromBlock">First stored block.</param>
/// <param name="ToBlock">Last stored block.</param>
/// <param name="Blocks">Stored blocks.</param>
/// <param name="Gaps">Blocks between the first and the last that no range holds.</param>
public sealed record ChainCoverage(
    int ChainId,
    long FromBlock,
    long ToBlock,
    long Blocks,
    IReadOnlyList<LevelCoverage> Levels,
    IReadOnlyList<BlockRange> Gaps
)
{
    /// <param name="ranges">At least one, in order of blocks.</param>
    internal static ChainCoverage Of(int chainId, IReadOnlyList<RangeRecord> ranges)
    {
        long blocks = ranges.Sum(range => range.Blocks.Count);
        List<BlockRange> gaps = [];
        long next = ranges[0].Blocks.From;
        foreach (BlockRange range in ranges.Select(range => range.Blocks))
        {
            if (range.From > next)
            {
                gaps.Add(new BlockRange(next, range.From - 1));
            }

            next = Math.Max(next, range.To + 1);
        }

        IEnumerable<LevelCoverage> levels = ranges
            .GroupBy(range => range.Proof)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group =>
            {
                long count = group.Sum(range => range.Blocks.Count);
                return new LevelCoverage(group.Key, count, (double)count / blocks);
            });
        return new ChainCoverage(chainId, ranges[0].Blocks.From, next - 1, blocks, [.. levels], gaps);
    }
}

/// <param name="Level">As chain.range names it: none, bloom, receipts.</param>
/// <param name="Share">Of the chain's stored blocks, 0 to 1.</param>
public sealed record LevelCoverage(string Level, long Blocks, double Share);
