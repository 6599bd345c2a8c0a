using System.Net;
using Souk.Charts.Series;
using Souk.Charts.Themes;

namespace Souk.Charts.Pictures;

/// <summary>A chart as a picture that needs no script: for files, and for notebooks that are read offline.</summary>
/// <remarks>The same chart and theme give the same bytes.</remarks>
public static class SvgPicture
{
    private const double NarrowWidth = 330;

    /// <returns>One `svg` element.</returns>
    /// <exception cref="ArgumentException">A series has other numbers of positions and values, or is of no known kind.</exception>
    public static string Of(Chart chart, Theme theme, ChartWords words) =>
        Element(
            chart.LabelledTitle,
            ChartPainter.Width,
            ChartPainter.Height,
            svg => ChartPainter.Paint(svg, chart, theme, words)
        );

    /// <summary>Flows as a phone shows them: half as wide, the names of places over the bands, long ones cut, and the label below the title.</summary>
    /// <exception cref="ArgumentException">The chart has no flows.</exception>
    public static string Narrow(Chart chart, Theme theme, ChartWords words) =>
        Element(
            chart.LabelledTitle,
            NarrowWidth,
            ChartPainter.Height,
            svg =>
            {
                svg.Rectangle(0, 0, NarrowWidth, ChartPainter.Height, theme.Paper);
                FlowSeries flows =
                    chart.Series.OfType<FlowSeries>().FirstOrDefault()
                    ?? throw new ArgumentException($"{chart.Title} has no flows.", nameof(chart));
                if (flows.Flows.Count == 0)
                {
                    svg.Text(0, 30, words.Empty, theme.Muted, new TextStyle(12));
                    return;
                }

                double y = 16;
                foreach (string part in chart.LabelledTitle.Split(" · "))
                {
                    svg.Text(0, y, part, theme.Ink, new TextStyle(12, IsBold: true));
                    y += 16;
                }

                new FlowPainter(svg, theme, flows, NarrowWidth, hasNamesOver: true).Paint();
            }
        );

    /// <summary>The first rows of a table, up to <see cref="TablePainter.RowsMax"/>; the picture says how many there are.</summary>
    public static string Of(PrintedTable table, Theme theme, ChartWords words)
    {
        TablePainter painter = new(table);
        int rows = Math.Min(table.Rows.Count, TablePainter.RowsMax);
        return Element(
            table.Title,
            painter.Width,
            TablePainter.HeightOf(rows),
            svg => painter.Paint(svg, theme, words, 0, rows)
        );
    }

    private static string Element(string title, double width, double height, Action<ICanvas> paint)
    {
        SvgText svg = new();
        (string wide, string high) = (SvgText.Number(width), SvgText.Number(height));
        svg.Raw(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\" width=\"{wide}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(title)}\" font-family=\"{Theme.FontFamily}\">"
        );
        paint(svg);
        svg.Raw("</svg>");
        return svg.ToString();
    }
}
