using Souk.Charts.Series;
using Souk.Charts.Themes;

namespace Souk.Charts.Pictures;

/// <summary>Paints a whole chart: title, axes, series, marker and legend.</summary>
internal static class ChartPainter
{
    public const double Width = 760;
    public const double Height = 420;

    /// <summary>Of a letter of size 12, about.</summary>
    public const double CharacterWidth = 6.4;

    private const double LegendBottom = 14;
    private const double LegendGap = 26;
    private const double NameGap = 8;
    private const int CategoryCharactersMax = 16;

    /// <exception cref="ArgumentException">A series has other numbers of positions and values, or is of no known kind.</exception>
    public static void Paint(ICanvas canvas, Chart chart, Theme theme, ChartWords words)
    {
        Check(chart);
        canvas.Rectangle(0, 0, Width, Height, theme.Paper);
        canvas.Text(Scales.Left - 60, 26, chart.LabelledTitle, theme.Ink, new TextStyle(16, IsBold: true));
        if (chart.Series.All(IsEmpty))
        {
            canvas.Text(Scales.Left - 60, 60, words.Empty, theme.Muted, new TextStyle(13));
            return;
        }

        if (chart.Series.OfType<FlowSeries>().FirstOrDefault() is { } flows)
        {
            new FlowPainter(canvas, theme, flows).Paint();
            return;
        }

        if (chart.Series.OfType<HeatSeries>().FirstOrDefault() is { } heat)
        {
            new HeatPainter(canvas, theme, heat).Paint(chart.X.Caption, chart.Y.Caption);
            return;
        }

        Scales scales = new(chart, Width, Height);
        PaintValueAxis(canvas, chart, scales, theme);
        PaintPositionAxis(canvas, chart, scales, theme, words);
        new SeriesPainter(canvas, chart, scales, theme).Paint();
        PaintMarker(canvas, chart, scales, theme);
        PaintLegend(canvas, chart, theme);
    }

    private static bool IsEmpty(ChartSeries series) =>
        series switch
        {
            PointSeries points => points.X.Count == 0,
            FanSeries fan => fan.X.Count == 0,
            TimelineSeries timeline => timeline.Items.Count == 0,
            FlowSeries flows => flows.Flows.Count == 0,
            HeatSeries heat => heat.Cells.Count == 0,
            _ => false,
        };

    private static void Check(Chart chart)
    {
        foreach (HeatSeries series in chart.Series.OfType<HeatSeries>())
        {
            series.Check();
        }

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

    private static void PaintValueAxis(ICanvas canvas, Chart chart, Scales scales, Theme theme)
    {
        if (chart.Series.Any(series => series is TimelineSeries))
        {
            return;
        }

        foreach (double tick in Ticks.Of(scales.YLow, scales.YHigh))
        {
            double y = scales.Y(tick);
            canvas.Line(Scales.Left, y, Width - Scales.Right, y, tick == 0 ? theme.Muted : theme.Grid);
            canvas.Text(Scales.Left - 8, y + 4, Ticks.Text(tick), theme.Muted, new TextStyle(12, TextAnchor.End));
        }

        double middle = (Scales.Top + Height - Scales.Bottom) / 2;
        canvas.Text(16, middle, chart.Y.Caption, theme.Muted, new TextStyle(12, TextAnchor.Middle, IsUpwards: true));
    }

    private static void PaintPositionAxis(ICanvas canvas, Chart chart, Scales scales, Theme theme, ChartWords words)
    {
        double bottom = Height - Scales.Bottom;
        foreach ((double position, string text) in PositionTicks(chart, scales, words))
        {
            double x = scales.X(position);
            canvas.Line(x, bottom, x, bottom + 4, theme.Muted);
            canvas.Text(x, bottom + 18, text, theme.Muted, new TextStyle(12, TextAnchor.Middle));
        }

        canvas.Text(
            (Scales.Left + Width - Scales.Right) / 2,
            bottom + 38,
            chart.X.Caption,
            theme.Muted,
            new TextStyle(12, TextAnchor.Middle)
        );
    }

    private static IEnumerable<(double Position, string Text)> PositionTicks(
        Chart chart,
        Scales scales,
        ChartWords words
    )
    {
        if (scales.IsByCategory)
        {
            return Names(scales.Categories);
        }

        return scales.IsByDay ? Ticks.OfDays(scales.XLow, scales.XHigh, words.Culture)
            : chart.X.IsLogarithmic ? Ticks.OfPowers(scales.XLow, scales.XHigh)
            : Ticks.Of(scales.XLow, scales.XHigh).Select(tick => (tick, Ticks.Text(tick)));
    }

    // Where names would run into each other only every second, third … is written.
    private static IEnumerable<(double Position, string Text)> Names(IReadOnlyList<string> categories)
    {
        string[] names = [.. categories.Select(Short)];
        double room = (Width - Scales.Left - Scales.Right) / names.Length;
        int every = (int)Math.Ceiling(((names.Max(name => name.Length) * CharacterWidth) + NameGap) / room);
        return names.Select((name, index) => ((double)index, name)).Where((_, index) => index % every == 0);
    }

    private static void PaintMarker(ICanvas canvas, Chart chart, Scales scales, Theme theme)
    {
        if (chart.Marker is not { } marker)
        {
            return;
        }

        double x = scales.X(marker.Position);
        canvas.Line(x, Scales.Top, x, Height - Scales.Bottom, theme.Ink, width: 1, dashed: true);
        canvas.Text(x + 5, Scales.Top + 12, marker.Name, theme.Ink, new TextStyle(12));
    }

    private static void PaintLegend(ICanvas canvas, Chart chart, Theme theme)
    {
        double x = Scales.Left;
        double y = Height - LegendBottom;
        foreach (ChartSeries series in chart.Series.Where(series => series is not BarSeries { LegendOf: not null }))
        {
            canvas.Rectangle(x, y - 9, 12, 10, theme.Of(series.Tone));
            canvas.Text(x + 17, y, series.Name, theme.Ink, new TextStyle(12));
            x += 17 + LegendGap + (series.Name.Length * CharacterWidth);
        }
    }

    private static string Short(string name) =>
        name.Length <= CategoryCharactersMax ? name : name[..(CategoryCharactersMax - 1)] + "…";
}
