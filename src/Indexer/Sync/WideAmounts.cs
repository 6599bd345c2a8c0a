using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Mapping;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Puts into quarantine what a mapping reads and market tables cannot hold: integers of 10³⁸ and more. Without
/// it the mapping would leave their rows out unseen.</summary>
/// <remarks>A mapping reads a column if one of its statements names both table and column. That may be one too many
/// where two tables of a statement share a column name, and never one too few but for <c>select *</c>. A statement that
/// reads the column's wide part, too, takes every integer.</remarks>
internal sealed class WideAmounts(ChainManifest chain, EventSchema events)
{
    /// <summary>One for each manifest; empty where a mapping reads no integer that could be too wide.</summary>
    private readonly string[] _inserts = [.. chain.Manifests.Select(manifest => InsertOf(manifest, events))];

    /// <summary>Quarantines what a range holds, inside the caller's write and once its events are written.</summary>
    /// <returns>Entries added.</returns>
    public int Quarantine(DuckDBConnection connection, BlockRange range) =>
        _inserts
            .Where(insert => insert.Length > 0)
            .Sum(insert =>
                connection.Execute(
                    insert,
                    ("chain_id", chain.ChainId),
                    ("from_block", range.From),
                    ("to_block", range.To)
                )
            );

    private static string InsertOf(Manifest manifest, EventSchema events)
    {
        HashSet<string> selects = [];
        foreach (MappingStatement statement in manifest.Mappings.SelectMany(mapping => mapping.Statements))
        {
            IReadOnlySet<string> words = SqlScript.WordsOf(statement.Sql);
            foreach (EventTable table in events.TablesOf(manifest.System).Where(table => words.Contains(table.Name)))
            {
                selects.UnionWith(
                    table
                        .WideColumns.Where(column => words.Contains(column.Name) && !words.Contains(column.WideName!))
                        .Select(column => Select(table, column))
                );
            }
        }

        return selects.Count == 0
            ? ""
            : $"insert into chain.quarantine\n{string.Join("\nunion all\n", selects.Order(StringComparer.Ordinal))}";
    }

    private static string Select(EventTable table, EventColumn column) =>
        $"""
            select chain_id, block_number, {(table.HasLogs ? "log_index" : "null")}, contract_id, 'amount',
                'event.{table.Name}.{column.Name} is 0x' || lower(hex("{column.WideName}")) || '; the mapping reads integers below 10^38.'
            from event."{table.Name}"
            where chain_id = $chain_id
                and block_number between $from_block and $to_block
                and "{column.WideName}" is not null
            """;
}
