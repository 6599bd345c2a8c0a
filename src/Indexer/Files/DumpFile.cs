using Souk.DuckDb;

namespace Souk.Indexer.Files;

/// <summary>A CSV, JSON-lines or Parquet file whose columns can be read as text.</summary>
/// <param name="Source">SQL of the table that it is.</param>
/// <param name="Types">Of its columns, by name.</param>
internal sealed record DumpFile(string Path, string Source, IReadOnlyDictionary<string, string> Types)
{
    /// <summary>Longest line of CSV or JSON: data of one log are up to about 1 MB as text.</summary>
    private const int LineBytesMax = 16 << 20;

    /// <exception cref="DumpException">Missing, unreadable, or of another format.</exception>
    public static DumpFile Open(DuckDBConnection connection, string path)
    {
        if (!File.Exists(path))
        {
            throw new DumpException($"{path} does not exist.");
        }

        string source = SourceOf(path);
        try
        {
            Dictionary<string, string> types = connection
                .Query($"describe from {source}", row => (Name: row.GetString(0), Type: row.GetString(1)))
                .ToDictionary(column => column.Name, column => column.Type);
            return new DumpFile(path, source, types);
        }
        catch (DuckDBException exception)
        {
            throw new DumpException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    public bool Has(string column) => Types.ContainsKey(column);

    /// <summary>SQL for a column as text: bytes become 0x text; null where the file has none of the columns.</summary>
    public string Text(params IReadOnlyList<string> columns)
    {
        if (columns.FirstOrDefault(Has) is not { } column)
        {
            return "(null::varchar)";
        }

        string name = $"\"{column}\"";
        return Types[column] switch
        {
            "BLOB" => $"'0x' || lower(hex({name}))",
            "BLOB[]" => $"list_transform({name}, x -> '0x' || lower(hex(x)))::varchar",
            _ => $"nullif(trim({name}::varchar), '')",
        };
    }

    private static string SourceOf(string path)
    {
        string file = $"'{System.IO.Path.GetFullPath(path).Replace("'", "''", StringComparison.Ordinal)}'";
        return System.IO.Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => $"read_csv({file}, header = true, all_varchar = true, max_line_size = {LineBytesMax})",
            ".jsonl" or ".ndjson" =>
                $"read_json({file}, format = 'newline_delimited', sample_size = -1, maximum_object_size = {LineBytesMax})",
            ".parquet" => $"read_parquet({file})",
            string other => throw new DumpException(
                $"{path}: '{other}' is no format of ours; dumps are .csv, .jsonl or .parquet."
            ),
        };
    }
}
