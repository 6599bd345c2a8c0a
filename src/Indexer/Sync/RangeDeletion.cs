using Souk.DuckDb;

namespace Souk.Indexer.Sync;

/// <summary>What is to be removed of a range before it is written.</summary>
internal static class RangeDeletion
{
    /// <summary>SQL that removes all facts of a range: every table with chain_id and block_number, and those that
    /// name the block otherwise. Takes chain_id, from_block and to_block.</summary>
    public static string ReadSql(DuckDBConnection connection)
    {
        List<string> tables = connection.Query(
            """
            select c.table_schema || '."' || c.table_name || '"'
            from information_schema.columns c
            join information_schema.tables t using (table_schema, table_name)
            where c.table_schema in ('chain', 'event', 'market')
                and c.table_name not in ('cursor', 'removed_log')
                and t.table_type = 'BASE TABLE'
            group by all
            having count(*) filter (c.column_name in ('chain_id', 'block_number')) = 2
            order by all
            """,
            row => row.GetString(0)
        );
        IEnumerable<string> deletes = tables
            .Select(table => (Table: table, Column: "block_number"))
            .Append((Table: "chain.block", Column: "number"))
            .Append((Table: "chain.contract", Column: "discovered_block"))
            .Append((Table: "chain.range", Column: "to_block"))
            .Select(pair =>
                $"delete from {pair.Table} where chain_id = $chain_id and {pair.Column} between $from_block and $to_block"
            );
        return string.Join(";\n", deletes);
    }
}
