using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.Scenarios;

/// <summary>Where a scenario stands between power, decentralisation and transparency, each from 0 to 1.</summary>
/// <param name="Part">The part of kind `measure.axes` that scores it.</param>
public sealed record AxesScore(Part Part, int Runs, IReadOnlyList<AxisScore> Axes)
{
    /// <summary>Of its exhibit and files.</summary>
    public const string Key = "axes";

    private const string Kind = "measure.axes";

    /// <summary>Stated by the scenario; the other two are measured in its runs.</summary>
    private const string Stated = "transparency";

    private static readonly string[] s_axes = ["power", "decentralisation", Stated];

    /// <summary>Whether a scenario is scored.</summary>
    public static bool IsIn(Blueprint blueprint) => blueprint.Parts.Any(part => part.Kind.Name == Kind);

    /// <summary>By the scenario's first part that scores it; null where none does.</summary>
    public static AxesScore? Of(BlueprintResult result) =>
        result.Blueprint.Parts.FirstOrDefault(part => part.Kind.Name == Kind) is { } scoring
            ? new AxesScore(
                scoring,
                result.Runs,
                [
                    .. s_axes.Select(axis => new AxisScore(
                        axis,
                        axis == Stated,
                        result.Metrics.First(metric => metric.Spec.Key == $"{scoring.Name}.{axis}")
                    )),
                ]
            )
            : null;

    /// <summary>What it comes to.</summary>
    public string Sentence =>
        PageWords.Plain(
            "scenarios.on-the-last-day-the",
            Runs,
            Runs == 1 ? PageWords.Plain("scenarios.run") : PageWords.Plain("scenarios.runs"),
            string.Join(", ", Axes.Select(axis => FormattableString.Invariant($"{axis.Name} {axis.Median:0.00}")))
        );

    public Chart ToChart()
    {
        Positions x = Positions.On([.. Axes.Select(axis => axis.Name)]);
        return new Chart
        {
            Title = PageWords.Plain("scenarios.power-decentralisation-transparency"),
            X = new Axis(PageWords.Plain("scenarios.axis")),
            Y = new Axis(PageWords.Plain("scenarios.score-0-to-1"), FromZero: true),
            Bars = BarLayout.Grouped,
            Series =
            [
                new BarSeries(
                    PageWords.Plain("scenarios.first-day"),
                    Tone.Grey,
                    x,
                    [.. Axes.Select(axis => axis.First)]
                ),
                new BarSeries(
                    PageWords.Plain("scenarios.last-day-median"),
                    Tone.Blue,
                    x,
                    [.. Axes.Select(axis => axis.Median)]
                ),
            ],
            Note = PageWords.Plain("scenarios.scores-are-ours-docs-people"),
        };
    }

    /// <param name="about">Which scenario, seed and engine.</param>
    public Exhibit ToExhibit(IEnumerable<(string Name, string Text)> about) =>
        new(
            Key,
            ToChart().Title,
            ExportTable.Of(
                Axes,
                ("axis", row => row.Name),
                ("first_day", row => row.First),
                ("last_day_p05", row => row.Low),
                ("last_day_p50", row => row.Median),
                ("last_day_p95", row => row.High),
                ("is_stated", row => row.IsStated),
                ("meaning", row => row.Meaning)
            ),
            ToChart()
        )
        {
            About = [("units", "0 to 1"), ("part", Part.Name), .. about, ("runs", $"{Runs}")],
        };
}

/// <summary>One axis.</summary>
/// <param name="IsStated">Whether the scenario says it; otherwise it follows from the runs.</param>
public sealed record AxisScore(string Name, bool IsStated, MetricSeries Score)
{
    public string Meaning => Score.Spec.Meaning;

    /// <summary>The median on the first day.</summary>
    public double First => Score.QuantileByDay(0.5)[0];

    public double Low => Score.QuantileByDay(0.05)[^1];

    public double Median => Score.QuantileByDay(0.5)[^1];

    public double High => Score.QuantileByDay(0.95)[^1];
}
