using Souk.Charts.Themes;

namespace Souk.Charts.Series;

/// <summary>One named set of marks. Values that are NaN or infinite are gaps.</summary>
/// <param name="Name">What the legend and the hover text say.</param>
/// <param name="Tone">Which colour of the theme.</param>
public abstract record ChartSeries(string Name, Tone Tone);

/// <summary>One value per position; as many values as positions.</summary>
public abstract record PointSeries(string Name, Tone Tone, Positions X, IReadOnlyList<double> Y)
    : ChartSeries(Name, Tone);

/// <summary>A line through points.</summary>
public sealed record LineSeries(string Name, Tone Tone, Positions X, IReadOnlyList<double> Y)
    : PointSeries(Name, Tone, X, Y)
{
    public bool Dashed { get; init; }

    /// <summary>Whether to draw it finely: one of many, such as a single simulated future.</summary>
    public bool Thin { get; init; }
}

/// <summary>An area that stands on the areas named before it.</summary>
public sealed record AreaSeries(string Name, Tone Tone, Positions X, IReadOnlyList<double> Y)
    : PointSeries(Name, Tone, X, Y);

/// <summary>Upright bars; <see cref="Chart.Bars"/> says how several series share a position.</summary>
public sealed record BarSeries(string Name, Tone Tone, Positions X, IReadOnlyList<double> Y)
    : PointSeries(Name, Tone, X, Y)
{
    /// <summary>Whether to draw pale and hatched: planned, not happened.</summary>
    public bool Faded { get; init; }

    /// <summary>The series whose legend entry stands for this one too; null where it has its own.</summary>
    public string? LegendOf { get; init; }
}

/// <summary>Steps from an opening to a closing amount: each bar begins where the one before ended.</summary>
/// <param name="X">Names of the steps.</param>
/// <param name="Y">Changes; of a total the amount that the steps before it lead to.</param>
/// <param name="Totals">Which steps are totals and stand on zero; as many as steps.</param>
public sealed record WaterfallSeries(
    string Name,
    Tone Tone,
    Positions X,
    IReadOnlyList<double> Y,
    IReadOnlyList<bool> Totals
) : PointSeries(Name, Tone, X, Y);

/// <summary>Nested quantile bands around a median, widest first.</summary>
public sealed record FanSeries(
    string Name,
    Tone Tone,
    Positions X,
    IReadOnlyList<double> Median,
    IReadOnlyList<QuantileBand> Bands
) : ChartSeries(Name, Tone)
{
    /// <summary>Whether the line is an estimate and the bands its confidence intervals: they then bear the series' name,
    /// so that several can share a chart.</summary>
    public bool IsEstimate { get; init; }
}

/// <summary>The values between two quantiles, such as 0.05 and 0.95.</summary>
public sealed record QuantileBand(
    double LowProbability,
    double HighProbability,
    IReadOnlyList<double> Low,
    IReadOnlyList<double> High
)
{
    /// <summary>What it is called where it is no band of the runs that the median is of; null where it is.</summary>
    public string? Name { get; init; }
}

/// <summary>Horizontal bars from a first to a last day, one row per item: a schedule. The first of several in a chart has all rows;
/// the others lie over it.</summary>
public sealed record TimelineSeries(string Name, Tone Tone, IReadOnlyList<TimelineBar> Items) : ChartSeries(Name, Tone);

/// <summary>One item of a schedule; both days are included.</summary>
public sealed record TimelineBar(string Row, DateOnly First, DateOnly Last);

/// <summary>What goes from places on the left to places on the right: a Sankey diagram of one step.</summary>
public sealed record FlowSeries(string Name, Tone Tone, IReadOnlyList<Flow> Flows) : ChartSeries(Name, Tone);

/// <summary>A band between two places.</summary>
/// <param name="Amount">Its width; not negative.</param>
/// <param name="Tone">Of the band.</param>
public sealed record Flow(string From, string To, double Amount, Tone Tone);
