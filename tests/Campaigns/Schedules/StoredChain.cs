using Souk.Campaigns.Chains;
using Souk.Campaigns.Markets;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Campaigns.Schedules;

/// <summary>Compares what is stored at any moment with the chain itself, by plain reading.</summary>
internal static class StoredChain
{
    private static readonly string[] _rollups =
    [
        "made_of",
        "part",
        "holding",
        "overdrawn",
        "earning",
        "first_receipt",
        "service",
        "came_back",
        "paid_back",
        "waiting",
        "paid",
        "spending",
        "reserve",
        "swapped",
    ];

    /// <summary>What is wrong; null if the stored blocks are of one stage of the chain and hold all their logs, and ranges hold
    /// each block from the manifest's first to the cursor once.</summary>
    /// <param name="mayTipBeForged">A header that hashes to its hash is shown to be false only by a block that is built on
    /// another: the last stored block may then be one that never was, and hold no log.</param>
    public static string? FindFault(WarehouseFile warehouse, ScriptedChain chain, bool mayTipBeForged)
    {
        if (FindCursor(warehouse) is not { } cursor)
        {
            return null;
        }

        if (StoredStage(warehouse, chain, cursor, mayTipBeForged) is not { } found)
        {
            return $"the cursor is at a block {cursor.Block} that never was";
        }

        (ChainStage stage, long last) = found;
        if (FindUntiled(warehouse, cursor.Block) is { } untiled)
        {
            return untiled;
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
            .. BazaarLogs.UpTo(stage, last).Select(log => (log.Block.Number, log.LogIndex, log.TransactionHash)),
        ];
        return stored.SequenceEqual(expected) ? FindStaleRollup(warehouse) : Describe(stored, expected, last);
    }

    /// <summary>The first rollup that does not hold what its view says of the facts; null if each does.</summary>
    public static string? FindStaleRollup(WarehouseFile warehouse)
    {
        string? stale = _rollups.FirstOrDefault(rollup =>
            warehouse.Connection.Scalar<bool>(
                $"""
                select exists (
                    (from rollup.{rollup} except all from rollup.{rollup}_told)
                    union all (from rollup.{rollup}_told except all from rollup.{rollup})
                )
                """
            )
        );
        return stale is null ? null : $"rollup {stale} does not hold what its view says";
    }

    private static string? FindUntiled(WarehouseFile warehouse, long cursor)
    {
        long next = Bazaar.FirstBlock;
        foreach (
            (long from, long to) in warehouse.Connection.Query(
                "select from_block, to_block from chain.range order by from_block, to_block",
                row => (row.GetInt64(0), row.GetInt64(1))
            )
        )
        {
            if (from != next || to < from)
            {
                return $"a range holds blocks {from} to {to}, but block {next} is the next one";
            }

            next = to + 1;
        }

        return next == cursor + 1 ? null : $"ranges hold blocks up to {next - 1}, but the cursor is at {cursor}";
    }

    /// <summary>The first day on which the market's supply does not close, or is another than a ledger has that is kept from the
    /// chain's own logs; null if there is none.</summary>
    /// <param name="mayTipBeForged">As in <see cref="FindFault"/>.</param>
    public static string? FindImbalance(WarehouseFile warehouse, ScriptedChain chain, bool mayTipBeForged)
    {
        if (
            FindCursor(warehouse) is not { } cursor
            || StoredStage(warehouse, chain, cursor, mayTipBeForged) is not { } found
        )
        {
            return null;
        }

        MetricTable closing = MetricCatalogue.Run(warehouse.Connection, "supply_reconciliation", "bazaar");
        SortedDictionary<DateOnly, SupplyDay> ledger = SupplyDay.Read(BazaarLogs.UpTo(found.Stage, found.Last));
        if (closing.Rows.Count == 0)
        {
            return ledger.Count == 0
                ? null
                : $"transfers began on {ledger.Keys.First():yyyy-MM-dd}, and no day has a supply";
        }

        foreach (object?[] row in closing.Rows)
        {
            DateOnly day = closing.Value<DateOnly>(row, "day");
            SupplyDay told = ledger.LastOrDefault(one => one.Key <= day).Value;
            // Parties may be overdrawn: the bazaar's transfers are drawn, no contract executes them.
            if (
                closing.Integer(row, "difference") != 0
                || closing.Integer(row, "minted") != told.Minted
                || closing.Integer(row, "burned") != told.Burned
                || closing.Integer(row, "balances") != told.Balances
            )
            {
                return $"the supply of {day:yyyy-MM-dd} does not close, or is not that of the chain's transfers";
            }
        }

        return null;
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

    /// <summary>The stage of the chain that is stored, and up to which block; null if there is none.</summary>
    private static (ChainStage Stage, long Last)? StoredStage(
        WarehouseFile warehouse,
        ScriptedChain chain,
        (long Block, Hash32 Hash) cursor,
        bool mayTipBeForged
    ) =>
        StageOf(chain, cursor.Block, cursor.Hash) is { } stage ? (stage, cursor.Block)
        : mayTipBeForged && StageOf(chain, cursor.Block - 1, FindParent(warehouse, cursor.Block)) is { } below
            ? (below, cursor.Block - 1)
        : null;

    private static ChainStage? StageOf(ScriptedChain chain, long number, Hash32? hash) =>
        chain.Stages.FirstOrDefault(stage =>
            number >= 0 && number < stage.Blocks.Count && stage.Blocks[(int)number].Hash == hash
        );

    private static Hash32? FindParent(WarehouseFile warehouse, long block) =>
        warehouse.Connection.Query(
            $"select parent_high, parent_low from chain.block where number = {block}",
            row => (Hash32?)ReadHash(row, 0)
        )
            is [var parent]
            ? parent
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
