using Souk.DuckDb;

namespace Souk.Dashboards.Exports;

/// <summary>Writes rows as Parquet with the types that they have in the warehouse.</summary>
internal static class ParquetFile
{
    /// <returns>The file's bytes: amounts are DECIMAL(38, 0), since Parquet has no wider integer.</returns>
    public static byte[] Of(ExportTable table)
    {
        string folder = Directory.CreateTempSubdirectory("souk-parquet-").FullName;
        try
        {
            string file = Path.Combine(folder, "rows.parquet");
            using DuckDBConnection connection = new("Data Source=:memory:");
            connection.Open();
            connection.Execute(
                $"create table text ({string.Join(", ", table.Columns.Select((_, column) => $"c{column} varchar"))})"
            );
            Append(connection, table);
            IEnumerable<string> columns = table.Columns.Select(
                (name, column) => $"cast(c{column} as {TypeOf(table.Types[column])}) as {Quoted(name)}"
            );
            connection.Execute(
                $"copy (select {string.Join(", ", columns)} from text) to '{file.Replace("'", "''", StringComparison.Ordinal)}' (format parquet)"
            );
            return File.ReadAllBytes(file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Append(DuckDBConnection connection, ExportTable table)
    {
        using DuckDBAppender appender = connection.CreateAppender("text");
        foreach (IReadOnlyList<object?> row in table.Rows)
        {
            DuckDBAppenderRow line = appender.CreateRow();
            foreach (object? value in row)
            {
                _ = value is null ? line.AppendNullValue() : line.AppendValue(ExportTable.Text(value));
            }

            line.EndRow();
        }
    }

    // What is not one of these is text in every file of ours.
    private static string TypeOf(string type) =>
        type switch
        {
            "HUGEINT" => "DECIMAL(38, 0)",
            "BOOLEAN" or "DATE" or "TIMESTAMP" or "DOUBLE" or "BIGINT" or "INTEGER" or "SMALLINT" or "TINYINT" => type,
            "UBIGINT" or "UINTEGER" or "USMALLINT" or "UTINYINT" => type,
            _ => "VARCHAR",
        };

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
