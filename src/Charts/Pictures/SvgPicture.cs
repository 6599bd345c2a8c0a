using Souk.Charts.Series;
using Souk.Charts.Themes;

namespace Souk.Charts.Pictures;

/// <summary>A chart as a picture that needs no script: for files, and for notebooks that are read offline.</summary>
/// <remarks>The same chart and theme give the same bytes.</remarks>
public static class SvgPicture
{
    private const double Width = 760;
    private const double Height = 420;
    private const double LegendBottom = 14;
    private const double LegendGap = 26;
    private const double CharacterWidth = 6.4;
    private const int CategoryCharactersMax = 16;

    /// <returns>One `svg` element.</returns>
    /// <exception cref="ArgumentException">A series has other numbers of positions and values, or is of no known kind.</exception>
    public static string Of(Chart chart, Theme theme)
    {
        Check(chart);
        Scales scales = new(chart, Width, Height);
        SvgText svg = new();
        svg.Raw(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {SvgText.Number(Width)} {SvgText.Number(Height)}\" width=\"{SvgText.Number(Width)}\" role=\"img\" font-family=\"{Theme.FontFamily}\">"
        );
        svg.Rectangle(0, 0, Width, Height, theme.Paper);
        svg.Text(Scales.Left - 60, 26, chart.LabelledTitle, theme.Ink, size: 16, more: " font-weight=\"600\"");
        PaintValueAxis(svg, chart, scales, theme);
        PaintPositionAxis(svg, chart, scales, theme);
        new SeriesPainter(svg, chart, scales, theme).Paint();
        PaintMarker(svg, chart, scales, theme);
        PaintLegend(svg, chart, theme);
        svg.Raw("</svg>");
        return svg.ToString();
    }

    private static void Check(Chart chart)
    {
        foreach (PointSeries series in chart.Series.OfType<PointSeries>())
        {
            if (series.X.Count != series.Y.Count)
            {
                throw new ArgumentException(
                    $"Series {series.Name} has {series.X.Count} positions and {series.Y.Count} values."
                );
            }
        }
    }

    private static void PaintValueAxis(SvgText svg, Chart chart, Scales scales, Theme theme)
    {
        if (chart.Series.Any(series => series is TimelineSeries))
        {
            return;
        }

        foreach (double tick in Ticks.Of(scales.YLow, scales.YHigh))
        {
            double y = scales.Y(tick);
            svg.Line(Scales.Left, y, Width - Scales.Right, y, tick == 0 ? theme.Muted : theme.Grid);
            svg.Text(Scales.Left - 8, y + 4, Ticks.Text(tick), theme.Muted, size: 12, anchor: "end");
        }

        double middle = (Scales.Top + Height - Scales.Bottom) / 2;
        svg.Text(
            16,
            middle,
            chart.Y.Caption,
            theme.Muted,
            size: 12,
            anchor: "middle",
            more: $" transform=\"rotate(-90 16 {SvgText.Number(middle)})\""
        );
    }

    private static void PaintPositionAxis(SvgText svg, Chart chart, Scales scales, Theme theme)
    {
        double bottom = Height - Scales.Bottom;
        foreach ((double position, string text) in PositionTicks(scales))
        {
            double x = scales.X(position);
            svg.Line(x, bottom, x, bottom + 4, theme.Muted);
            svg.Text(x, bottom + 18, text, theme.Muted, size: 12, anchor: "middle");
        }

        svg.Text(
            (Scales.Left + Width - Scales.Right) / 2,
            bottom + 38,
            chart.X.Caption,
            theme.Muted,
            size: 12,
            anchor: "middle"
        );
    }

    private static IEnumerable<(double Position, string Text)> PositionTicks(Scales scales)
    {
        if (scales.IsByCategory)
        {
            return scales.Categories.Select((name, index) => ((double)index, Short(name)));
        }

        return scales.IsByDay
            ? Ticks.OfDays(scales.XLow, scales.XHigh)
            : Ticks.Of(scales.XLow, scales.XHigh).Select(tick => (tick, Ticks.Text(tick)));
    }

    private static void PaintMarker(SvgText svg, Chart chart, Scales scales, Theme theme)
    {
        if (chart.Marker is not { } marker)
        {
            return;
        }

        double x = scales.X(marker.Day.DayNumber);
        svg.Line(x, Scales.Top, x, Height - Scales.Bottom, theme.Ink, width: 1, dashed: true);
        svg.Text(x + 5, Scales.Top + 12, marker.Name, theme.Ink, size: 12);
    }

    private static void PaintLegend(SvgText svg, Chart chart, Theme theme)
    {
        double x = Scales.Left;
        double y = Height - LegendBottom;
        foreach (ChartSeries series in chart.Series.Where(series => series is not BarSeries { LegendOf: not null }))
        {
            svg.Rectangle(x, y - 9, 12, 10, theme.Of(series.Tone));
            svg.Text(x + 17, y, series.Name, theme.Ink, size: 12);
            x += 17 + LegendGap + (series.Name.Length * CharacterWidth);
        }
    }

    private static string Short(string name) =>
        name.Length <= CategoryCharactersMax ? name : name[..(CategoryCharactersMax - 1)] + "…";
}
