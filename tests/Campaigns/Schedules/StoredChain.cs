using Souk.Campaigns.Chains;
using Souk.Campaigns.Markets;
using Souk.DuckDb;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Campaigns.Schedules;

/// <summary>Compares what is stored at any moment with the chain itself, by plain reading.</summary>
internal static class StoredChain
{
    /// <summary>What is wrong; null if the stored blocks are of one stage of the chain and hold all their logs.
    /// </summary>
    public static string? FindFault(WarehouseFile warehouse, ScriptedChain chain)
    {
        if (FindCursor(warehouse) is not { } cursor)
        {
            return null;
        }

        ChainStage? stage = chain.Stages.FirstOrDefault(stage =>
            cursor.Block < stage.Blocks.Count && stage.Blocks[(int)cursor.Block].Hash == cursor.Hash
        );
        if (stage is null)
        {
            return $"the cursor is at a block {cursor.Block} that never was";
        }

        List<(long, int, Hash32)> stored = warehouse.Connection.Query(
            """
            select block_number, log_index, transaction_hash_high, transaction_hash_low
            from chain.log
            order by block_number, log_index
            """,
            row => (row.GetInt64(0), row.GetInt32(1), ReadHash(row, 2))
        );
        List<(long, int, Hash32)> expected =
        [
            .. BazaarLogs
                .UpTo(stage, cursor.Block)
                .Select(log => (log.Block.Number, log.LogIndex, log.TransactionHash)),
        ];
        return stored.SequenceEqual(expected) ? null : Describe(stored, expected, cursor.Block);
    }

    /// <summary>The last stored block; null before the first.</summary>
    public static (long Block, Hash32 Hash)? FindCursor(WarehouseFile warehouse) =>
        warehouse.Connection.Query(
            "select block_number, hash_high, hash_low from chain.cursor",
            row => (row.GetInt64(0), ReadHash(row, 1))
        )
            is [var cursor]
            ? cursor
            : null;

    private static string Describe(List<(long, int, Hash32)> stored, List<(long, int, Hash32)> expected, long block)
    {
        string first = string.Join(", ", expected.Except(stored).Take(2).Select(log => $"{log.Item1}/{log.Item2}"));
        string extra = string.Join(", ", stored.Except(expected).Take(2).Select(log => $"{log.Item1}/{log.Item2}"));
        return $"up to block {block} there are {stored.Count} logs instead of {expected.Count}; missing {first}; too many {extra}";
    }

    private static Hash32 ReadHash(DuckDBDataReader row, int column) =>
        new(row.GetFieldValue<UInt128>(column), row.GetFieldValue<UInt128>(column + 1));
}
