using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Mapping;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Puts into quarantine what a mapping reads and market tables cannot hold: integers of 10³⁸ and more. Their rows are
/// kept from the mapping of their range, which would otherwise leave them out unseen or fail on a column that is never
/// null.</summary>
/// <remarks>A mapping reads a column if one of its statements names both table and column. That may be one too many
/// where two tables of a statement share a column name, and never one too few but for <c>select *</c>.</remarks>
internal sealed class WideAmounts(ChainManifest chain, EventSchema events)
{
    /// <summary>The tables that mappings read, each with its columns that they read and that could be too wide.</summary>
    private readonly List<(EventTable Table, EventColumn[] Columns)> _tables =
    [
        .. chain.Manifests.SelectMany(manifest => TablesOf(manifest, events)),
    ];

    /// <summary>Quarantines what a range holds, inside the caller's write and once its events are written.</summary>
    /// <returns>Entries added.</returns>
    public int Quarantine(DuckDBConnection connection, BlockRange range)
    {
        if (_tables.Count == 0)
        {
            return 0;
        }

        IEnumerable<string> selects = _tables.SelectMany(read =>
            read.Columns.Select(column => Select(read.Table, column))
        );
        return Execute(connection, range, $"insert into chain.quarantine\n{string.Join("\nunion all\n", selects)}");
    }

    /// <summary>Maps a range while the rows that are too wide are set aside, inside the caller's write.</summary>
    /// <param name="count">What <see cref="Quarantine"/> returned for the range.</param>
    public void MapWithout(DuckDBConnection connection, BlockRange range, int count, Action map)
    {
        List<(EventTable Table, EventColumn[] Columns)> aside = count == 0 ? [] : _tables;
        foreach ((EventTable table, EventColumn[] columns) in aside)
        {
            string isWide = string.Join(" or ", columns.Select(column => $"\"{column.WideName}\" is not null"));
            string rows = $"from event.\"{table.Name}\"\nwhere {InRange} and ({isWide})";
            Execute(connection, range, $"create temp table \"{Aside(table)}\" as select * {rows}");
            Execute(connection, range, $"delete {rows}");
        }

        map();
        foreach ((EventTable table, _) in aside)
        {
            connection.Execute($"insert into event.\"{table.Name}\" select * from temp.\"{Aside(table)}\"");
            connection.Execute($"drop table temp.\"{Aside(table)}\"");
        }
    }

    private const string InRange = "chain_id = $chain_id and block_number between $from_block and $to_block";

    private static string Aside(EventTable table) => table.Name + "_too_wide";

    private int Execute(DuckDBConnection connection, BlockRange range, string sql) =>
        connection.Execute(sql, ("chain_id", chain.ChainId), ("from_block", range.From), ("to_block", range.To));

    private static IEnumerable<(EventTable, EventColumn[])> TablesOf(Manifest manifest, EventSchema events)
    {
        IReadOnlySet<string>[] statements =
        [
            .. manifest
                .Mappings.SelectMany(mapping => mapping.Statements)
                .Select(statement => SqlScript.WordsOf(statement.Sql)),
        ];
        foreach (
            EventTable table in events.TablesOf(manifest.System).OrderBy(table => table.Name, StringComparer.Ordinal)
        )
        {
            EventColumn[] columns =
            [
                .. table.WideColumns.Where(column =>
                    statements.Any(words => words.Contains(table.Name) && words.Contains(column.Name))
                ),
            ];
            if (columns.Length > 0)
            {
                yield return (table, columns);
            }
        }
    }

    private static string Select(EventTable table, EventColumn column) =>
        $"""
            select chain_id, block_number, {(table.HasLogs ? "log_index" : "null")}, contract_id, 'amount',
                'event.{table.Name}.{column.Name} is 0x' || lower(hex("{column.WideName}")) || '; the mapping reads integers below 10^38.'
            from event."{table.Name}"
            where {InRange}
                and "{column.WideName}" is not null
            """;
}
