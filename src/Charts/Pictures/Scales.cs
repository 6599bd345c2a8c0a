using Souk.Charts.Series;

namespace Souk.Charts.Pictures;

/// <summary>What a chart spans, and where in the picture a position and a value lie.</summary>
internal sealed class Scales
{
    public const double Left = 78;
    public const double Right = 18;
    public const double Top = 46;
    public const double Bottom = 84;

    private readonly List<string> _categories = [];
    private readonly double _width;
    private readonly double _height;
    private readonly bool _isLogarithmic;

    public Scales(Chart chart, double width, double height)
    {
        _width = width;
        _height = height;
        _isLogarithmic = chart.X.IsLogarithmic;
        foreach (ChartSeries series in chart.Series)
        {
            Include(series);
        }

        IncludeStacks(chart);
        if (chart.Y.FromZero || chart.Series.Any(series => series is BarSeries or AreaSeries))
        {
            IncludeY(0);
        }

        if (chart.Marker is { } marker)
        {
            IncludeX(marker.Position);
        }

        (XLow, XHigh) = Widen(XLow, XHigh, share: 0);
        (YLow, YHigh) = Widen(YLow, YHigh, share: 0.04);
        if (IsByCategory || chart.Series.Any(series => series is BarSeries))
        {
            XLow -= Slot / 2;
            XHigh += Slot / 2;
        }
    }

    public double XLow { get; private set; } = double.PositiveInfinity;

    public double XHigh { get; private set; } = double.NegativeInfinity;

    public double YLow { get; private set; } = double.PositiveInfinity;

    public double YHigh { get; private set; } = double.NegativeInfinity;

    public bool IsByDay { get; private set; }

    public bool IsByCategory => _categories.Count > 0;

    public IReadOnlyList<string> Categories => _categories;

    /// <summary>The least distance of two positions, in units of the axis: what a bar may fill.</summary>
    public double Slot { get; private set; } = double.PositiveInfinity;

    public double X(double position) => Left + ((position - XLow) / (XHigh - XLow) * (_width - Left - Right));

    public double Y(double value) => _height - Bottom - ((value - YLow) / (YHigh - YLow) * (_height - Top - Bottom));

    /// <summary>Positions as numbers: days by their number, categories by the order in which they appear, what stands by powers
    /// of ten by its logarithm.</summary>
    public double[] Numbers(Positions positions) =>
        positions switch
        {
            DayPositions days => [.. days.Days.Select(day => (double)day.DayNumber)],
            NumberPositions numbers when _isLogarithmic => [.. numbers.Numbers.Select(Math.Log10)],
            NumberPositions numbers => [.. numbers.Numbers],
            CategoryPositions categories =>
            [
                .. categories.Categories.Select(name => (double)_categories.IndexOf(name)),
            ],
            _ => throw new ArgumentException($"No place is known for {positions.GetType().Name}."),
        };

    private void Include(ChartSeries series)
    {
        switch (series)
        {
            case WaterfallSeries steps:
                IncludePositions(steps.X);
                IncludeY(0);
                Waterfall.BasesOf(steps).Zip(steps.Y, (low, change) => low + change).ToList().ForEach(IncludeY);
                break;
            case PointSeries points:
                IncludePositions(points.X);
                points.Y.ToList().ForEach(IncludeY);
                break;
            case FanSeries fan:
                IncludePositions(fan.X);
                fan.Median.Concat(fan.Bands.SelectMany(band => band.Low.Concat(band.High))).ToList().ForEach(IncludeY);
                break;
            case TimelineSeries timeline:
                IsByDay = true;
                timeline.Items.ToList().ForEach(item => IncludeX(item.First.DayNumber));
                timeline.Items.ToList().ForEach(item => IncludeX(item.Last.DayNumber + 1));
                IncludeY(0);
                IncludeY(Math.Max(1, timeline.Items.Count));
                break;
            default:
                throw new ArgumentException($"No picture is known for {series.GetType().Name}.");
        }
    }

    private void IncludePositions(Positions positions)
    {
        IsByDay |= positions is DayPositions;
        if (positions is CategoryPositions named)
        {
            _categories.AddRange(named.Categories.Except(_categories).ToList());
        }

        double[] numbers = [.. Numbers(positions).Order().Distinct()];
        Array.ForEach(numbers, IncludeX);
        for (int index = 1; index < numbers.Length; index++)
        {
            Slot = Math.Min(Slot, numbers[index] - numbers[index - 1]);
        }

        Slot = double.IsInfinity(Slot) && numbers.Length > 0 ? 1 : Slot;
    }

    // What stands on each other reaches higher than any of its parts.
    private void IncludeStacks(Chart chart)
    {
        Dictionary<double, double> above = [];
        Dictionary<double, double> below = [];
        foreach (PointSeries series in chart.Series.OfType<PointSeries>())
        {
            bool isStacked = series is AreaSeries || (series is BarSeries && chart.Bars == BarLayout.Stacked);
            double[] at = isStacked ? Numbers(series.X) : [];
            for (int index = 0; index < at.Length; index++)
            {
                double value = double.IsFinite(series.Y[index]) ? series.Y[index] : 0;
                Dictionary<double, double> stack = value < 0 ? below : above;
                stack[at[index]] = stack.GetValueOrDefault(at[index]) + value;
                IncludeY(stack[at[index]]);
            }
        }
    }

    private void IncludeX(double position)
    {
        XLow = Math.Min(XLow, position);
        XHigh = Math.Max(XHigh, position);
    }

    private void IncludeY(double value)
    {
        if (double.IsFinite(value))
        {
            YLow = Math.Min(YLow, value);
            YHigh = Math.Max(YHigh, value);
        }
    }

    // An axis of one value, or of none, still has a length.
    private static (double Low, double High) Widen(double low, double high, double share)
    {
        if (double.IsInfinity(low))
        {
            return (0, 1);
        }

        double span = high - low;
        double more = span > 0 ? span * share : Math.Max(1, Math.Abs(low)) * 0.5;
        return (low == 0 ? 0 : low - more, high == 0 && span > 0 ? 0 : high + more);
    }
}
