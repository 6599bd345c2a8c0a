using Souk.Charts.Series;
using Souk.Charts.Themes;

namespace Souk.Charts.Pictures;

/// <summary>Draws the series of one chart, in their order.</summary>
internal sealed class SeriesPainter(ICanvas canvas, Chart chart, Scales scales, Theme theme)
{
    private const double SlotFilled = 0.8;
    private const int FadedPercent = 35;
    private const int AreaPercent = 70;
    private const int OuterBandPercent = 18;
    private const int InnerBandPercent = 45;

    private readonly Dictionary<double, double> _above = [];
    private readonly Dictionary<double, double> _below = [];
    private readonly Dictionary<double, double> _areas = [];
    private readonly List<string> _rows =
    [
        .. chart
            .Series.OfType<TimelineSeries>()
            .SelectMany(timeline => timeline.Items)
            .Select(item => item.Row)
            .Distinct(),
    ];
    private int _groupIndex;

    public void Paint()
    {
        foreach (ChartSeries series in chart.Series)
        {
            switch (series)
            {
                case LineSeries line:
                    Stroke(scales.Numbers(line.X), line.Y, theme.Of(line.Tone), width: line.Thin ? 1 : 2, line.Dashed);
                    break;
                case AreaSeries area:
                    Area(area);
                    break;
                case BarSeries bars:
                    Bars(bars);
                    break;
                case WaterfallSeries steps:
                    Steps(steps);
                    break;
                case FanSeries fan:
                    Fan(fan);
                    break;
                case TimelineSeries timeline:
                    Timeline(timeline);
                    break;
            }
        }

        NameRows();
    }

    private void Area(AreaSeries area)
    {
        double[] at = scales.Numbers(area.X);
        double[] low = [.. at.Select(position => _areas.GetValueOrDefault(position))];
        double[] high = [.. low.Select((value, index) => value + Finite(area.Y[index]))];
        Between(at, low, high, theme.Of(area.Tone, AreaPercent));
        Stroke(at, high, theme.Of(area.Tone), width: 1, dashed: false);
        for (int index = 0; index < at.Length; index++)
        {
            _areas[at[index]] = high[index];
        }
    }

    private void Bars(BarSeries bars)
    {
        double[] at = scales.Numbers(bars.X);
        int groups = chart.Bars == BarLayout.Grouped ? chart.Series.OfType<BarSeries>().Count() : 1;
        double slot = scales.Slot * SlotFilled;
        double width = slot / groups;
        double shift = groups == 1 ? 0 : (_groupIndex++ * width) - ((slot - width) / 2);
        string fill = bars.Faded ? theme.Of(bars.Tone, FadedPercent) : theme.Of(bars.Tone);
        for (int index = 0; index < at.Length; index++)
        {
            double value = Finite(bars.Y[index]);
            Dictionary<double, double> stack = value < 0 ? _below : _above;
            double from = groups == 1 ? stack.GetValueOrDefault(at[index]) : 0;
            double left = scales.X(at[index] + shift - (width / 2));
            double right = scales.X(at[index] + shift + (width / 2));
            double top = scales.Y(Math.Max(from, from + value));
            canvas.Rectangle(left, top, right - left, scales.Y(Math.Min(from, from + value)) - top, fill);
            stack[at[index]] = from + value;
        }
    }

    private void Steps(WaterfallSeries steps)
    {
        double[] at = scales.Numbers(steps.X);
        double half = scales.Slot * SlotFilled / 2;
        IReadOnlyList<double> bases = Waterfall.BasesOf(steps);
        for (int step = 0; step < at.Length; step++)
        {
            double end = bases[step] + Finite(steps.Y[step]);
            double top = scales.Y(Math.Max(bases[step], end));
            canvas.Rectangle(
                scales.X(at[step] - half),
                top,
                scales.X(at[step] + half) - scales.X(at[step] - half),
                scales.Y(Math.Min(bases[step], end)) - top,
                theme.Of(Waterfall.ToneOf(steps, step, steps.Y[step]))
            );
        }
    }

    private void Fan(FanSeries fan)
    {
        double[] at = scales.Numbers(fan.X);
        for (int index = 0; index < fan.Bands.Count; index++)
        {
            QuantileBand band = fan.Bands[index];
            Between(at, band.Low, band.High, theme.Of(fan.Tone, index == 0 ? OuterBandPercent : InnerBandPercent));
        }

        Stroke(at, fan.Median, theme.Of(fan.Tone), width: 2.5, dashed: false);
    }

    private void Timeline(TimelineSeries timeline)
    {
        foreach (TimelineBar item in timeline.Items)
        {
            double left = scales.X(item.First.DayNumber);
            (double top, double bottom) = EdgesOf(item.Row);
            canvas.Rectangle(
                left,
                top,
                scales.X(item.Last.DayNumber + 1) - left,
                bottom - top,
                theme.Of(timeline.Tone)
            );
        }
    }

    // Over all bars: a row may have bars of several series.
    private void NameRows()
    {
        foreach (
            IGrouping<string, TimelineBar> row in chart
                .Series.OfType<TimelineSeries>()
                .SelectMany(timeline => timeline.Items)
                .GroupBy(item => item.Row)
        )
        {
            (double top, double bottom) = EdgesOf(row.Key);
            double left = scales.X(row.Min(item => item.First.DayNumber));
            canvas.Text(left + 4, ((top + bottom) / 2) + 4, row.Key, theme.Ink, new TextStyle(11));
        }
    }

    private (double Top, double Bottom) EdgesOf(string row)
    {
        int at = _rows.Count - _rows.IndexOf(row);
        return (scales.Y(at - 0.15), scales.Y(at - 0.85));
    }

    // A gap ends a line and begins another.
    private void Stroke(double[] at, IReadOnlyList<double> values, string color, double width, bool dashed)
    {
        List<List<Spot>> lines = [];
        bool isDrawing = false;
        for (int index = 0; index < at.Length; index++)
        {
            if (double.IsFinite(values[index]))
            {
                if (!isDrawing)
                {
                    lines.Add([]);
                }

                lines[^1].Add(At(at[index], values[index]));
            }

            isDrawing = double.IsFinite(values[index]);
        }

        canvas.Path(lines, color, "none", width, dashed);
    }

    private void Between(double[] at, IReadOnlyList<double> low, IReadOnlyList<double> high, string fill)
    {
        IEnumerable<Spot> upper = at.Select((position, index) => At(position, Finite(high[index])));
        IEnumerable<Spot> lower = at.Select((position, index) => At(position, Finite(low[index])));
        canvas.Path(
            [
                [.. upper, .. lower.Reverse()],
            ],
            "none",
            fill,
            width: 0
        );
    }

    private Spot At(double position, double value) => new(scales.X(position), scales.Y(value));

    private static double Finite(double value) => double.IsFinite(value) ? value : 0;
}
