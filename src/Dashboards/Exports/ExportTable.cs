using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Souk.Dashboards.Exports;

/// <summary>Rows as text with named columns: what a table, a CSV file and a JSON answer all show.</summary>
/// <remarks>Amounts are whole base units as digits, so that nothing is rounded.</remarks>
public sealed record ExportTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>RFC 4180, with the label in every row so that it survives cutting and joining.</summary>
    public string Csv(string? label)
    {
        var text = new StringBuilder();
        AppendLine(text, label is null ? Columns : [.. Columns, "label"]);
        foreach (IReadOnlyList<string> row in Rows)
        {
            AppendLine(text, label is null ? row : [.. row, label]);
        }

        return text.ToString();
    }

    public void WriteRows(Utf8JsonWriter json)
    {
        json.WriteStartArray("rows");
        foreach (IReadOnlyList<string> row in Rows)
        {
            json.WriteStartObject();
            for (int column = 0; column < Columns.Count; column++)
            {
                json.WriteString(Columns[column], row[column]);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

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
}
