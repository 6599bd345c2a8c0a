using Souk.DuckDb;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Verification;

/// <summary>Checks that ranges hold every block from the first to the cursor once, and that their logs are still those of
/// which the hash was recorded when they were stored. Needs no network.</summary>
public static class PayloadCheck
{
    /// <summary>What is stored of each chain; chains without a range are left out.</summary>
    public static IReadOnlyList<ChainCoverage> ReadCoverage(DuckDBConnection connection) =>
        [
            .. StoredBlocks
                .ReadChainIds(connection)
                .Select(chain => ChainCoverage.Of(chain, new StoredBlocks(connection, chain).ReadRanges())),
        ];

    /// <summary>The first blocks between the chain's first one and its cursor that no stored range holds, or that two hold; null
    /// if each is held once.</summary>
    public static Discrepancy? FindUntiled(DuckDBConnection connection, int chainId)
    {
        const string Here = "this warehouse";
        var stored = new StoredBlocks(connection, chainId);
        List<RangeRecord> ranges = stored.ReadRanges();
        long next = Math.Min(stored.ReadStart() ?? long.MaxValue, ranges[0].Blocks.From);
        foreach (RangeRecord range in ranges)
        {
            (long from, long to) = (range.Blocks.From, range.Blocks.To);
            if (from > next)
            {
                return new Discrepancy(chainId, next, from - 1, Here, "no stored range holds them");
            }

            if (from < next)
            {
                return new Discrepancy(chainId, from, Math.Min(next - 1, to), range.Endpoint, "two ranges hold them");
            }

            next = to + 1;
        }

        long? cursor = stored.ReadCursor();
        return cursor >= next ? new Discrepancy(chainId, next, cursor.Value, Here, "no stored range holds them")
            : cursor == next - 1 ? null
            : new Discrepancy(chainId, (cursor ?? -1) + 1, next - 1, Here, "they are stored beyond the chain's cursor");
    }

    /// <param name="onRange">Called after each range that is as it was stored.</param>
    /// <returns>The first discrepancy, else null.</returns>
    public static Discrepancy? Run(
        DuckDBConnection connection,
        int chainId,
        Action<BlockRange> onRange,
        CancellationToken cancellation
    )
    {
        var stored = new StoredBlocks(connection, chainId);
        foreach (RangeRecord range in stored.ReadRanges())
        {
            cancellation.ThrowIfCancellationRequested();
            if (FindProblem(stored, range) is { } problem)
            {
                return new Discrepancy(chainId, range.Blocks.From, range.Blocks.To, range.Endpoint, problem);
            }

            onRange(range.Blocks);
        }

        return null;
    }

    private static string? FindProblem(StoredBlocks stored, RangeRecord range)
    {
        LogColumns logs = stored.ReadLogs(range.Blocks);
        if (logs.Count != range.LogCount)
        {
            return $"{logs.Count} logs of these blocks are stored, {range.LogCount} were received";
        }

        if (PayloadHash.Of(logs) != range.Payload)
        {
            return "the stored logs of some of these blocks are not those that were received";
        }

        return stored.FindHash(range.Blocks.To) is { } tip && tip != range.Tip
            ? $"block {range.Blocks.To} is stored with another hash than its range"
            : null;
    }
}
