using System.Collections;
using System.Net;
using System.Reflection;
using System.Text;

namespace Souk.Kernel.Displays;

/// <summary>Sequences of things with properties as a table of their first rows.</summary>
public static class HtmlFormat
{
    public const int RowCountMax = 50;
    private const int ColumnCountMax = 30;

    /// <returns>Null for everything that reads better as text.</returns>
    internal static MimeBundle? TryTable(object value)
    {
        if (value is string or not IEnumerable)
        {
            return null;
        }

        List<object?> rows = [.. ((IEnumerable)value).Cast<object?>().Take(RowCountMax + 1)];
        Type? type = rows.FirstOrDefault()?.GetType();
        if (type is null || rows.Any(row => TextFormat.IsScalar(row) || row is IEnumerable || row?.GetType() != type))
        {
            return null;
        }

        List<PropertyInfo> columns = [.. TextFormat.Properties(type).Take(ColumnCountMax)];
        if (columns.Count == 0)
        {
            return null;
        }

        return MimeBundle.Of(
            Mime.Html,
            Table(
                columns.Select(column => column.Name),
                rows.Take(RowCountMax)
                    .Select(row => columns.Select(column => TextFormat.Of(TextFormat.Read(column, row!)))),
                rows.Count > RowCountMax ? $"The first {RowCountMax} rows." : null
            )
        );
    }

    /// <summary>A table of texts; everything is escaped.</summary>
    public static string Table(IEnumerable<string> columns, IEnumerable<IEnumerable<string>> rows, string? note)
    {
        StringBuilder html = new("<table><thead><tr>");
        Append(html, "th", columns);
        html.Append("</tr></thead><tbody>");
        foreach (IEnumerable<string> row in rows)
        {
            html.Append("<tr>");
            Append(html, "td", row);
            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
        return note is null ? html.ToString() : html.Append($"<p>{WebUtility.HtmlEncode(note)}</p>").ToString();
    }

    private static void Append(StringBuilder html, string tag, IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            html.Append($"<{tag}>").Append(WebUtility.HtmlEncode(text)).Append($"</{tag}>");
        }
    }
}
