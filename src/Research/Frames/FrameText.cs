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

    /// <summary>Columns that one row has beside each other; more stand below each other.</summary>
    private const int AcrossMax = 4;

    public static string Html(Frame frame)
    {
        FrameColumn[] columns = [.. frame.Columns.Take(ColumnsMax)];
        IReadOnlyList<object?[]> rows = [.. frame.Rows(RowsMax)];
        StringBuilder html = new("<table class=\"souk-frame\">");
        if (rows.Count == 1 && columns.Length > AcrossMax)
        {
            html.Append("<tbody>");
            foreach ((int index, FrameColumn column) in columns.Index())
            {
                html.Append("<tr>").Append(Head(column, "left")).Append(Cell(column, rows[0][index])).Append("</tr>");
            }
        }
        else
        {
            html.Append("<thead><tr>");
            columns.ToList().ForEach(column => html.Append(Head(column, column.IsNumber ? "right" : "left")));
            html.Append("</tr></thead><tbody>");
            foreach (object?[] row in rows)
            {
                html.Append("<tr>");
                html.AppendJoin("", columns.Select((column, index) => Cell(column, row[index]))).Append("</tr>");
            }
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

    private static string Head(FrameColumn column, string side) =>
        $"<th title=\"{Safe(column.Type)}\" style=\"text-align:{side}\">{Safe(column.Name)}</th>";

    private static string Cell(FrameColumn column, object? value) =>
        $"<td style=\"{(column.IsNumber ? "text-align:right" : "text-align:left;white-space:nowrap")}\">{Safe(Text(value))}</td>";

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
