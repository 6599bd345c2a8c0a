using System.Globalization;
using System.Net;
using System.Text;

namespace Souk.Research.Frames;

/// <summary>A frame as people read it: its first rows, bounded in rows, columns and characters.</summary>
internal static class FrameText
{
    private const int RowsMax = 20;
    private const int ColumnsMax = 20;
    private const int CharactersMax = 80;

    public static string Html(Frame frame)
    {
        FrameColumn[] columns = [.. frame.Columns.Take(ColumnsMax)];
        StringBuilder html = new("<table class=\"souk-frame\"><thead><tr>");
        foreach (FrameColumn column in columns)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<th title=\"{Safe(column.Type)}\"{Side(column)}>{Safe(column.Name)}</th>"
            );
        }

        html.Append("</tr></thead><tbody>");
        foreach (object?[] row in frame.Rows(RowsMax))
        {
            html.Append("<tr>");
            for (int index = 0; index < columns.Length; index++)
            {
                html.Append(CultureInfo.InvariantCulture, $"<td{Side(columns[index])}>{Safe(Text(row[index]))}</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table><p>").Append(Safe(Note(frame))).Append("</p>").ToString();
    }

    public static string Plain(Frame frame)
    {
        FrameColumn[] columns = [.. frame.Columns.Take(ColumnsMax)];
        List<string[]> lines =
        [
            [.. columns.Select(column => column.Name)],
        ];
        lines.AddRange(frame.Rows(RowsMax).Select(row => row.Take(columns.Length).Select(Text).ToArray()));
        int[] widths = [.. columns.Select((_, index) => lines.Max(line => line[index].Length))];
        StringBuilder text = new();
        foreach (string[] line in lines)
        {
            IEnumerable<string> cells = line.Select(
                (cell, index) => columns[index].IsNumber ? cell.PadLeft(widths[index]) : cell.PadRight(widths[index])
            );
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }

        return text.Append(Note(frame)).ToString();
    }

    /// <summary>A value, by the invariant culture; NULL, bytes, long texts and floating point as they can be read.</summary>
    public static string Text(object? value)
    {
        string text = value switch
        {
            null => "null",
            byte[] bytes => "0x" + Convert.ToHexStringLower(bytes),
            DateTime time when time.TimeOfDay == TimeSpan.Zero => time.ToString(
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture
            ),
            DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            double number => Number(number),
            float number => Number(number),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        return text.Length <= CharactersMax ? text : text[..(CharactersMax - 1)] + "…";
    }

    // Six digits that say something, and all of a whole number: more is noise to a reader, and columns have it exactly.
    private static string Number(double value)
    {
        double size = Math.Abs(value);
        if (size is 0 or < 1e-9 or >= 1e15 || !double.IsFinite(value))
        {
            return value.ToString("G6", CultureInfo.InvariantCulture);
        }

        int decimals = Math.Clamp(5 - (int)Math.Floor(Math.Log10(size)), 0, 14);
        string text = value.ToString(
            string.Create(CultureInfo.InvariantCulture, $"F{decimals}"),
            CultureInfo.InvariantCulture
        );
        return decimals == 0 ? text : text.TrimEnd('0').TrimEnd('.');
    }

    private static string Note(Frame frame)
    {
        string rows =
            frame.RowCount > RowsMax ? $"first {RowsMax} of {frame.RowCount:N0} rows"
            : frame.RowCount == 1 ? "1 row"
            : $"{frame.RowCount:N0} rows";
        string columns =
            frame.Columns.Count > ColumnsMax
                ? $"first {ColumnsMax} of {frame.Columns.Count} columns"
                : $"{frame.Columns.Count} columns";
        return string.Create(CultureInfo.InvariantCulture, $"{rows}, {columns}");
    }

    private static string Side(FrameColumn column) =>
        column.IsNumber ? " style=\"text-align:right\"" : " style=\"text-align:left;white-space:nowrap\"";

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
