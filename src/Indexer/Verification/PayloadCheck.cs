using Souk.DuckDb;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Verification;

/// <summary>Compares the stored logs with the hash that was recorded of them when they were stored. Needs no network.
/// </summary>
public static class PayloadCheck
{
    /// <summary>What is stored of each chain; chains without a range are left out.</summary>
    public static IReadOnlyList<ChainCoverage> ReadCoverage(DuckDBConnection connection) =>
        [
            .. StoredBlocks
                .ReadChainIds(connection)
                .Select(chain => ChainCoverage.Of(chain, new StoredBlocks(connection, chain).ReadRanges())),
        ];

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
            return $"{logs.Count} logs are stored, {range.LogCount} were received";
        }

        if (PayloadHash.Of(logs) != range.Payload)
        {
            return "the stored logs are not those that were received";
        }

        return stored.FindHash(range.Blocks.To) is { } tip && tip != range.Tip
            ? $"block {range.Blocks.To} is stored with another hash than its range"
            : null;
    }
}
