using System.Globalization;
using System.Text.Json;
using Souk.DuckDb;

namespace Souk.Warehouse.Imports;

/// <summary>Rows of a file as texts, whatever its format: CSV, JSON lines or Parquet, by its extension.</summary>
/// <param name="Rows">Each with its line, or its number in Parquet, counted from 1; null for no value.</param>
internal sealed record RowFile(IReadOnlyList<string> Header, IReadOnlyList<(int Line, string?[] Fields)> Rows)
{
    /// <param name="connection">Reads Parquet.</param>
    /// <exception cref="ImportException">Unreadable, or of another format.</exception>
    public static RowFile Read(DuckDBConnection connection, string path) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => ReadCsv(path),
            ".jsonl" or ".ndjson" => ReadJsonLines(path),
            ".parquet" => ReadParquet(connection, path),
            string other => throw new ImportException(
                $"{path}: '{other}' is no format of ours; files are .csv, .jsonl or .parquet."
            ),
        };

    private static RowFile ReadCsv(string path)
    {
        CsvFile file = CsvFile.Read(path);
        return new RowFile(
            [.. file.Header.Select(name => name.Trim())],
            [.. file.Rows.Select(row => (row.Line, row.Fields.Select(NullIfEmpty).ToArray()))]
        );
    }

    private static RowFile ReadJsonLines(string path)
    {
        RequireSize(path);
        List<string> header = [];
        List<(int, Dictionary<string, string?>)> rows = [];
        List<string> problems = [];
        int line = 0;
        foreach (string text in ReadLines(path))
        {
            line++;
            try
            {
                if (text.Trim().Length > 0)
                {
                    using var document = JsonDocument.Parse(text);
                    var fields = document.RootElement.EnumerateObject().ToDictionary(field => field.Name, Text);
                    header.AddRange(fields.Keys.Except(header));
                    rows.Add((line, fields));
                }
            }
            catch (Exception exception)
                when (exception is JsonException or InvalidOperationException or ArgumentException)
            {
                problems.Add($"line {line}: no JSON object of values: {exception.Message}");
            }
        }

        return problems.Count == 0
            ? new RowFile(
                header,
                [.. rows.Select(row => (row.Item1, header.Select(row.Item2.GetValueOrDefault).ToArray()))]
            )
            : throw ImportException.Of(path, problems);
    }

    private static string? Text(JsonProperty field) =>
        field.Value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => NullIfEmpty(field.Value.GetString()!),
            JsonValueKind.Number => field.Value.GetRawText(),
            var kind => throw new JsonException($"{field.Name} is {kind}, not text or a number"),
        };

    private static RowFile ReadParquet(DuckDBConnection connection, string path)
    {
        RequireSize(path);
        try
        {
            using DuckDBCommand command = connection.CreateCommand();
            command.CommandText =
                $"select columns(*)::varchar from read_parquet('{Path.GetFullPath(path).Replace("'", "''", StringComparison.Ordinal)}')";
            using DuckDBDataReader reader = command.ExecuteReader();
            string[] header = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
            List<(int, string?[])> rows = [];
            while (reader.Read())
            {
                string?[] fields =
                [
                    .. header.Select((_, i) => reader.IsDBNull(i) ? null : NullIfEmpty(reader.GetString(i))),
                ];
                rows.Add((rows.Count + 1, fields));
            }

            return new RowFile(header, rows);
        }
        catch (DuckDBException exception)
        {
            throw new ImportException($"{path} cannot be read as Parquet: {exception.Message}", exception);
        }
    }

    private static IEnumerable<string> ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private static void RequireSize(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > CsvFile.SizeBytesMax } info)
        {
            throw new ImportException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path} has {info.Length} bytes; the limit is {CsvFile.SizeBytesMax}. Split it."
                )
            );
        }
    }

    private static string? NullIfEmpty(string text) => text.Trim().Length == 0 ? null : text;
}
