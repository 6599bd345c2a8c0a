using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Exports;

/// <summary>Rows with named columns: what every file of a chart or a table holds.</summary>
/// <remarks>Values are dates, times (UTC), truths, whole numbers, doubles or text; null where nothing is known. Amounts are
/// whole base units, so that nothing is rounded.</remarks>
public sealed record ExportTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    private readonly IReadOnlyList<string>? _types;

    /// <summary>DuckDB's type of each column: what the rows were read as, or else what their values are.</summary>
    public IReadOnlyList<string> Types
    {
        get => _types is { Count: > 0 } known ? known : [.. Columns.Select((_, column) => TypeOf(column))];
        init => _types = value;
    }

    /// <summary>One row for each item, by what each column takes from it.</summary>
    public static ExportTable Of<T>(IEnumerable<T> items, params (string Name, Func<T, object?> Value)[] columns) =>
        new(
            [.. columns.Select(column => column.Name)],
            [.. items.Select(item => (object?[])[.. columns.Select(column => column.Value(item))])]
        );

    /// <summary>RFC 4180, with the label in every row so that it survives cutting and joining.</summary>
    public string Csv(string? label)
    {
        var text = new StringBuilder();
        AppendLine(text, label is null ? Columns : [.. Columns, "label"]);
        foreach (IReadOnlyList<object?> row in Rows)
        {
            AppendLine(text, [.. row.Select(Text), .. label is null ? (string[])[] : [label]]);
        }

        return text.ToString();
    }

    public void WriteRows(Utf8JsonWriter json)
    {
        json.WriteStartArray("rows");
        foreach (IReadOnlyList<object?> row in Rows)
        {
            json.WriteStartObject();
            for (int column = 0; column < Columns.Count; column++)
            {
                json.WriteString(Columns[column], Text(row[column]));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>All of a value: base units, ISO dates, 0x text; empty for null.</summary>
    public static string Text(object? value) =>
        value switch
        {
            bool flag => flag ? "true" : "false",
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            byte[] bytes => "0x" + Convert.ToHexStringLower(bytes),
            _ => CsvOutput.Text(value),
        };

    private static void AppendLine(StringBuilder text, IReadOnlyList<string> cells) =>
        text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static string Cell(string text)
    {
        // A spreadsheet runs a cell that starts with these; a negative number is no formula.
        bool isFormula =
            text.Length > 0
            && "=+-@\t\r".Contains(text[0])
            && !double.TryParse(text, CultureInfo.InvariantCulture, out _);
        string safe = isFormula ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? safe
            : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private string TypeOf(int column) =>
        Rows.Select(row => row[column]).FirstOrDefault(value => value is not null) switch
        {
            BigInteger or Int128 => "HUGEINT",
            long or int or short or byte or uint or ulong => "BIGINT",
            double or decimal => "DOUBLE",
            bool => "BOOLEAN",
            DateOnly => "DATE",
            DateTime => "TIMESTAMP",
            _ => "VARCHAR",
        };
}
