using Souk.DuckDb;
using Souk.Warehouse.Rollups;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Removes what is stored of a range before it is written anew.</summary>
/// <remarks>Most tables of a warehouse are empty, and a statement takes a fifth of a millisecond to plan even so: only
/// tables with rows are asked, and none where no stored range reaches as far, as in a backfill.</remarks>
internal sealed class RangeDeletion
{
    private readonly DuckDBConnection _connection;
    private readonly int _chainId;

    /// <summary>By table, in the order in which they are deleted.</summary>
    private readonly IReadOnlyList<(string Table, string Delete)> _deletes;

    /// <summary>Knows every table with chain_id and block_number, and those that name the block otherwise.</summary>
    public RangeDeletion(DuckDBConnection connection, int chainId)
    {
        _connection = connection;
        _chainId = chainId;
        _deletes =
        [
            .. ReadTables(connection).Select(table => (table, Delete(table, "block_number"))),
            .. new[] { ("block", "number"), ("contract", "discovered_block"), ("range", "to_block") }.Select(other =>
                ($"chain.{other.Item1}", Delete($"chain.{other.Item1}", other.Item2))
            ),
        ];
    }

    /// <summary>Deletes all facts of a range, inside the caller's write.</summary>
    /// <exception cref="OperationCanceledException">The running statement was interrupted.</exception>
    public void Delete(BlockRange range, CancellationToken cancellation)
    {
        if (!IsReached(range.From))
        {
            return;
        }

        Rollup.Reopen(_connection, _chainId, range, cancellation);
        HashSet<string> filled = ReadFilled();
        _connection.Execute(
            string.Join(";\n", _deletes.Where(delete => filled.Contains(delete.Table)).Select(delete => delete.Delete)),
            cancellation,
            ("chain_id", _chainId),
            ("from_block", range.From),
            ("to_block", range.To)
        );
    }

    /// <summary>Every fact is stored in one write with the range that holds its block.</summary>
    private bool IsReached(long block) =>
        _connection.Scalar<bool>(
            "select exists (from chain.range where chain_id = $chain_id and to_block >= $block)",
            ("chain_id", _chainId),
            ("block", block)
        );

    /// <summary>Tables that hold rows, or did; DuckDB keeps the count, so that nothing is read.</summary>
    private HashSet<string> ReadFilled() =>
        [
            .. _connection.Query(
                """
                select schema_name || '.' || table_name
                from duckdb_tables()
                where database_name = current_database()
                    and estimated_size > 0
                """,
                row => row.GetString(0)
            ),
        ];

    private static List<string> ReadTables(DuckDBConnection connection) =>
        connection.Query(
            """
            select c.table_schema || '.' || c.table_name
            from information_schema.columns c
            join information_schema.tables t using (table_schema, table_name)
            where c.table_schema in ('chain', 'event', 'market', 'rollup')
                and c.table_name not in ('cursor', 'removed_log')
                and t.table_type = 'BASE TABLE'
            group by all
            having count(*) filter (c.column_name in ('chain_id', 'block_number')) = 2
            order by all
            """,
            row => row.GetString(0)
        );

    private static string Delete(string table, string column)
    {
        int dot = table.IndexOf('.', StringComparison.Ordinal);
        return $"delete from {table[..dot]}.\"{table[(dot + 1)..]}\" where chain_id = $chain_id "
            + $"and {column} between $from_block and $to_block";
    }
}
