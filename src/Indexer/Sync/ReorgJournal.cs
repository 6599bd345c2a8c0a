using Souk.DuckDb;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Keeps what a swap removes, before it is removed, inside the caller's write.</summary>
internal static class ReorgJournal
{
    private const string RemovedLogs = "chain_id = $chain_id and block_number > $ancestor";

    /// <param name="replacements">What is stored instead.</param>
    public static void Write(
        DuckDBConnection connection,
        int chainId,
        Reorg reorg,
        IReadOnlyList<BlockBatch> replacements
    )
    {
        BlockHeader tip = replacements[^1].Tip;
        (string, object?)[] removed = [("chain_id", chainId), ("ancestor", reorg.Ancestor.Block)];
        long removedCount = connection.Scalar<long>($"select count(*) from chain.log where {RemovedLogs}", removed);
        connection.Execute(
            $"insert into chain.removed_log select *, $detected_at from chain.log where {RemovedLogs}",
            [.. removed, ("detected_at", reorg.DetectedAt)]
        );
        using DuckDBAppender appender = connection.CreateAppender("chain", "reorg");
        DuckDBAppenderRow row = appender.CreateRow().AppendValue(chainId);
        Append(row, reorg.Ancestor.Block, reorg.Ancestor.Hash);
        Append(row, reorg.OldTip.Block, reorg.OldTip.Hash);
        Append(row, tip.Number, tip.Hash);
        row.AppendValue(reorg.Depth)
            .AppendValue(removedCount)
            .AppendValue(replacements.Sum(batch => (long)batch.LogCount))
            .AppendValue(tip.Time)
            .AppendValue(reorg.DetectedAt)
            .EndRow();
    }

    private static void Append(DuckDBAppenderRow row, long block, Hash32 hash) =>
        row.AppendValue(block).AppendValue(hash.High).AppendValue(hash.Low);
}
