using System.Globalization;
using System.Text;

namespace Souk.Warehouse.Metrics;

/// <summary>CSV as RFC 4180 has it, with a header line.</summary>
public static class CsvOutput
{
    public static string Of(MetricTable table)
    {
        StringBuilder text = new();
        text.AppendJoin(',', table.Columns.Select(Quote)).Append('\n');
        foreach (object?[] row in table.Rows)
        {
            text.Append(Line(row));
        }

        return text.ToString();
    }

    /// <summary>One line with its end.</summary>
    public static string Line(IEnumerable<object?> values) =>
        string.Join(',', values.Select(value => Quote(Text(value)))) + '\n';

    /// <summary>A value as every output of ours spells it; NULL is empty.</summary>
    public static string Text(object? value) =>
        value switch
        {
            null => "",
            DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            byte[] bytes => "0x" + Convert.ToHexStringLower(bytes),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    private static string Quote(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
