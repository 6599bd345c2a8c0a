using Souk.DuckDb;

namespace Souk.Warehouse.Imports;

/// <summary>A table that forgets nothing: a row that is revised or removed stays, with the time at which it was superseded.
/// </summary>
/// <param name="Name">Schema and name.</param>
/// <param name="Keys">Columns that tell rows apart, among those that are not superseded.</param>
/// <param name="Values">Columns whose change makes a revision.</param>
/// <param name="Notes">Columns that tell where a row was read; their change alone makes none.</param>
internal sealed record RevisedTable(
    string Name,
    IReadOnlyList<string> Keys,
    IReadOnlyList<string> Values,
    IReadOnlyList<string> Notes
)
{
    /// <summary>Takes rows in; call it within a write.</summary>
    /// <param name="rows">Texts in the order of <see cref="Columns"/>, checked already; no two of one key.</param>
    /// <param name="recordedAt">Our time, UTC.</param>
    /// <param name="scope">SQL condition over the table: its rows that are not among <paramref name="rows"/> are removed.
    /// Null: a file adds and revises only.</param>
    public ImportCounts Merge(
        DuckDBConnection connection,
        IEnumerable<string?[]> rows,
        DateTime recordedAt,
        string? scope = null
    )
    {
        Stage(connection, rows);
        string sameKey = Same(Keys);
        string known = $"{Name} old where old.superseded_at is null";
        long total = connection.Scalar<long>("select count(*) from incoming");
        long unchanged = connection.Scalar<long>(
            $"select count(*) from incoming new where exists (from {known} and {sameKey} and {Same(Values)})"
        );
        long met = connection.Scalar<long>(
            $"select count(*) from incoming new where exists (from {known} and {sameKey})"
        );
        const string Supersede = "set superseded_at = $now";
        int removed = scope is null
            ? 0
            : connection.Execute(
                $"update {Name} old {Supersede} where superseded_at is null and ({scope}) and not exists (from incoming new where {sameKey})",
                ("now", recordedAt)
            );
        connection.Execute(
            $"""
            delete from incoming new where exists (from {known} and {sameKey} and {Same(Values)});
            """
        );
        connection.Execute(
            $"update {Name} old {Supersede} where superseded_at is null and exists (from incoming new where {sameKey})",
            ("now", recordedAt)
        );
        string columns = string.Join(", ", Columns);
        connection.Execute(
            $"insert into {Name} ({columns}, recorded_at) select {columns}, $now from incoming; drop table incoming;",
            ("now", recordedAt)
        );
        return new ImportCounts(total - met, met - unchanged, removed, unchanged);
    }

    public IReadOnlyList<string> Columns => [.. Keys, .. Values, .. Notes];

    private void Stage(DuckDBConnection connection, IEnumerable<string?[]> rows)
    {
        string texts = string.Join(", ", Columns.Select(column => $"{column} varchar"));
        connection.Execute($"create or replace temp table incoming_text ({texts})");
        using (DuckDBAppender appender = connection.CreateAppender(null, "incoming_text"))
        {
            foreach (string?[] row in rows)
            {
                DuckDBAppenderRow added = appender.CreateRow();
                foreach (string? text in row)
                {
                    _ = text is null ? added.AppendNullValue() : added.AppendValue(text);
                }

                added.EndRow();
            }
        }

        Dictionary<string, string> types = connection
            .Query(
                "select column_name, data_type from duckdb_columns() where schema_name || '.' || table_name = $name",
                row => (row.GetString(0), row.GetString(1)),
                ("name", Name)
            )
            .ToDictionary(column => column.Item1, column => column.Item2);
        IEnumerable<string> typed = Columns.Select(column =>
            types[column] == "BLOB"
                ? $"unhex(substr({column}, 3)) as {column}"
                : $"cast({column} as {types[column]}) as {column}"
        );
        connection.Execute(
            $"create or replace temp table incoming as select {string.Join(", ", typed)} from incoming_text; drop table incoming_text;"
        );
    }

    private static string Same(IReadOnlyList<string> columns) =>
        string.Join(" and ", columns.Select(column => $"old.{column} is not distinct from new.{column}"));
}

/// <summary>What came of a file's rows.</summary>
/// <param name="Added">Keys that were not known.</param>
/// <param name="Revised">Keys whose values were others; those stay, superseded.</param>
/// <param name="Removed">Known keys that the file no longer has, where a file tells all of a system.</param>
/// <param name="Unchanged">Rows that were there already.</param>
public sealed record ImportCounts(long Added, long Revised, long Removed, long Unchanged);
