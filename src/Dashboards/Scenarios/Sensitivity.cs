using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Designs;
using Souk.Simulation.Metrics;
using Souk.Simulation.Studies;

namespace Souk.Dashboards.Scenarios;

/// <summary>What moves a metric of a scenario on the last day, the strongest first, and where two of them together fail.</summary>
/// <param name="Runs">Of each point; all points share their luck.</param>
/// <param name="Middle">The metric with all parameters in the middle of their ranges.</param>
/// <param name="Map">Null where less than two parameters are moved.</param>
public sealed record Sensitivity(
    MetricSpec Metric,
    int Runs,
    double Middle,
    IReadOnlyList<(Variation Range, TornadoBar Bar)> Swings,
    FailureMap? Map
)
{
    /// <summary>Days that one study may play, over all points and runs: a few seconds.</summary>
    public const long DaysMax = 40_000;

    /// <summary>Runs of a point at most.</summary>
    private const int RunsMax = 8;
    private const double FailureShare = 0.5;

    /// <summary>Moves each range by itself, then the two strongest together.</summary>
    /// <param name="threshold">Below it the metric counts as failed; null takes half of the middle.</param>
    /// <param name="runsAsked">Of each point; null takes all that one study may play, and draws the failure map too.</param>
    /// <exception cref="ArgumentException">Another metric than the scenario has, or no range.</exception>
    /// <exception cref="Simulation.Scenarios.ScenarioException">Some point cannot run.</exception>
    /// <exception cref="Simulation.Experiments.RunException">A rule met what it cannot do.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Sensitivity Of(
        Blueprint blueprint,
        IReadOnlyList<Variation> ranges,
        string metric,
        uint seed,
        double? threshold,
        CancellationToken cancellation,
        int? runsAsked = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(ranges.Count);
        int runs = runsAsked ?? RunsOf(blueprint, ranges.Count);
        PointEvaluator evaluator = new(blueprint, ranges, seed, runs);
        int index = evaluator.MetricOf(metric);
        IReadOnlyList<TornadoBar> bars = SensitivityStudy.Tornado(evaluator, index, cancellation: cancellation);
        (Variation Range, TornadoBar Bar)[] swings = [.. ranges.Zip(bars).OrderByDescending(pair => pair.Second.Swing)];
        double middle = bars[0].Middle;
        FailureMap? map =
            swings.Length > 1 && runsAsked is null
                ? FailureMap.Of(
                    new PointEvaluator(blueprint, [swings[0].Range, swings[1].Range], seed, runs),
                    metric,
                    threshold ?? middle * FailureShare,
                    cancellation
                )
                : null;
        return new Sensitivity(evaluator.Shape.Metrics[index], runs, middle, swings, map);
    }

    /// <summary>Runs of each point that one study may play.</summary>
    public static int RunsOf(Blueprint blueprint, int rangeCount)
    {
        int points = Math.Max((2 * rangeCount) + 1, FailureMap.Steps * FailureMap.Steps);
        return (int)Math.Clamp(DaysMax / ((long)points * blueprint.HorizonDays), 1, RunsMax);
    }

    /// <summary>What it means.</summary>
    public string Sentence
    {
        get
        {
            double sum = Swings.Sum(swing => swing.Bar.Swing);
            return sum <= 0
                ? $"Over these ranges nothing of this moves {Metric.Title.ToLowerInvariant()}."
                : $"Over these ranges {Swings[0].Range.Path} matters most: {Swings[0].Bar.Swing / sum:P0} of all swings.";
        }
    }

    /// <summary>Both ends of each range, less the middle.</summary>
    public Chart ToChart()
    {
        Positions x = Positions.On([.. Swings.Select(swing => swing.Range.Path)]);
        return new Chart
        {
            Title = $"What moves {Metric.Title.ToLowerInvariant()}",
            X = new Axis("Parameter"),
            Y = new Axis("Less the middle", Metric.Unit),
            Bars = BarLayout.Grouped,
            Series =
            [
                new BarSeries("At its low end", Tone.Blue, x, [.. Swings.Select(swing => swing.Bar.Low - Middle)]),
                new BarSeries("At its high end", Tone.Orange, x, [.. Swings.Select(swing => swing.Bar.High - Middle)]),
            ],
        };
    }

    /// <summary>The swings, and the failure map where there is one.</summary>
    /// <param name="about">Which scenario and seed.</param>
    public IEnumerable<Exhibit> ToExhibits((string Name, string Text)[] about)
    {
        yield return new Exhibit(
            "tornado",
            ToChart().Title,
            ExportTable.Of(
                Swings,
                ("parameter", row => row.Range.Path),
                ("low", row => row.Range.At(0)),
                ("outcome_low", row => row.Bar.Low),
                ("high", row => row.Range.At(1)),
                ("outcome_high", row => row.Bar.High),
                ("outcome_middle", _ => Middle),
                ("swing", row => row.Bar.Swing)
            ),
            ToChart()
        )
        {
            About = [("units", Metric.Unit), ("formula", Metric.Meaning), .. about, ("runs", $"{Runs}")],
        };
        if (Map is { } map)
        {
            yield return new Exhibit(
                "map",
                "Where it fails: share of runs below the threshold",
                ExportTable.Of(
                    Enumerable.Range(0, FailureMap.Steps * FailureMap.Steps),
                    (map.Down.Path, cell => FailureMap.ValueAt(map.Down, cell / FailureMap.Steps)),
                    (map.Across.Path, cell => FailureMap.ValueAt(map.Across, cell % FailureMap.Steps)),
                    ("share_failed", cell => map.Shares[cell / FailureMap.Steps][cell % FailureMap.Steps])
                ),
                map.ToChart(Metric)
            )
            {
                About =
                [
                    ("units", "share of runs, 0 to 1"),
                    ("threshold", FormattableString.Invariant($"{map.Threshold:R} {Metric.Unit}")),
                    .. about,
                    ("runs", $"{Runs}"),
                ],
            };
        }
    }
}
