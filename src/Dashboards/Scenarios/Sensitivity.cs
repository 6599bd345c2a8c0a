using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
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
    /// <summary>Names the file of the swings.</summary>
    public const string TornadoKey = "tornado";

    /// <summary>Names the file of the runs behind the swings.</summary>
    public const string TornadoRunsKey = "tornado-runs";

    /// <summary>Names the file of the runs behind the failure map.</summary>
    public const string MapRunsKey = "map-runs";

    /// <summary>All runs behind the swings.</summary>
    public IReadOnlyList<PointRun> Played { get; init; } = [];

    /// <summary>Of all these runs.</summary>
    public string Digest { get; init; } = "";

    /// <summary>Names the file of the failure map.</summary>
    public const string MapKey = "map";

    /// <summary>Days that one study may play, over all points and runs: a few seconds.</summary>
    public const long DaysMax = 40_000;

    /// <summary>The same of days times agents: some seconds of a scenario with many people, on two processors.</summary>
    private const long AgentDaysMax = 120_000_000;

    /// <summary>Runs of a point at most.</summary>
    private const int RunsMax = 8;
    private const double FailureShare = 0.5;

    /// <summary>Moves each range by itself.</summary>
    /// <param name="runs">Of each point.</param>
    /// <exception cref="ArgumentException">Another metric than the scenario has, or no range.</exception>
    /// <exception cref="Simulation.Scenarios.ScenarioException">Some point cannot run.</exception>
    /// <exception cref="Simulation.Experiments.RunException">A rule met what it cannot do.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Sensitivity Of(
        Blueprint blueprint,
        IReadOnlyList<Variation> ranges,
        string metric,
        uint seed,
        int runs,
        CancellationToken cancellation
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(ranges.Count);
        PointEvaluator evaluator = new(blueprint, ranges, seed, runs);
        int index = evaluator.MetricOf(metric);
        PointOutcomes played = SensitivityStudy.TornadoPoints(evaluator, cancellation: cancellation);
        IReadOnlyList<TornadoBar> bars = SensitivityStudy.Tornado(evaluator, played, index);
        (Variation Range, TornadoBar Bar)[] swings = [.. ranges.Zip(bars).OrderByDescending(pair => pair.Second.Swing)];
        return new Sensitivity(evaluator.Shape.Metrics[index], runs, bars[0].Middle, swings, Map: null)
        {
            Played = PointRun.OfTornado(ranges, played, index),
            Digest = played.Digest,
        };
    }

    /// <summary>Moves the two strongest together, with as many runs of each point.</summary>
    /// <param name="blueprint">That this is of, with the same seed.</param>
    /// <param name="threshold">Below it the metric counts as failed; null takes half of the middle.</param>
    /// <returns>Itself where less than two parameters are moved.</returns>
    /// <inheritdoc cref="Of"/>
    public Sensitivity WithMap(Blueprint blueprint, uint seed, double? threshold, CancellationToken cancellation) =>
        Swings.Count < 2
            ? this
            : this with
            {
                Map = FailureMap.Of(
                    new PointEvaluator(blueprint, [Swings[0].Range, Swings[1].Range], seed, Runs),
                    Metric.Key,
                    threshold ?? Middle * FailureShare,
                    cancellation
                ),
            };

    /// <summary>Runs of each point that one study may play: fewer the longer a scenario is and the more people it has, and the same
    /// on every machine.</summary>
    public static int RunsOf(Blueprint blueprint, int rangeCount)
    {
        int points = Math.Max((2 * rangeCount) + 1, FailureMap.Steps * FailureMap.Steps);
        long days = (long)points * blueprint.HorizonDays;
        long agents = Math.Max(1, BlueprintModel.Build(blueprint).AgentCount);
        return (int)Math.Clamp(Math.Min(DaysMax / days, AgentDaysMax / (days * agents)), 1, RunsMax);
    }

    /// <summary>What it means.</summary>
    public string Sentence
    {
        get
        {
            double sum = Swings.Sum(swing => swing.Bar.Swing);
            return sum <= 0
                ? PageWords.Plain("scenarios.over-these-ranges-nothing-of", Metric.Title.ToLowerInvariant())
                : PageWords.Plain(
                    "scenarios.over-these-ranges-matters-most",
                    Swings[0].Range.Path,
                    Swings[0].Bar.Swing / sum
                );
        }
    }

    /// <summary>Both ends of each range, less the middle.</summary>
    public Chart ToChart()
    {
        Positions x = Positions.On([.. Swings.Select(swing => swing.Range.Path)]);
        return new Chart
        {
            Title = PageWords.Plain("scenarios.what-moves", Metric.Title.ToLowerInvariant()),
            X = new Axis(PageWords.Plain("scenarios.parameter")),
            Y = new Axis(PageWords.Plain("scenarios.less-the-middle"), Metric.Unit),
            Bars = BarLayout.Grouped,
            Series =
            [
                new BarSeries(
                    PageWords.Plain("scenarios.at-its-low-end"),
                    Tone.Blue,
                    x,
                    [.. Swings.Select(swing => swing.Bar.Low - Middle)]
                ),
                new BarSeries(
                    PageWords.Plain("scenarios.at-its-high-end"),
                    Tone.Orange,
                    x,
                    [.. Swings.Select(swing => swing.Bar.High - Middle)]
                ),
            ],
        };
    }

    /// <summary>The swings, and the failure map where there is one.</summary>
    /// <param name="about">Which scenario and seed.</param>
    /// <param name="ofTornado">How the swings are had again.</param>
    /// <param name="ofMap">How the map is.</param>
    public IEnumerable<Exhibit> ToExhibits(
        (string Name, string Text)[] about,
        Recomputation ofTornado,
        Recomputation ofMap
    )
    {
        yield return new Exhibit(
            TornadoKey,
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
            About =
            [
                ("units", Metric.Unit),
                ("formula", Metric.Meaning),
                .. about,
                ("runs", $"{Runs}"),
                .. ofTornado.About,
            ],
        };
        yield return new Exhibit(
            TornadoRunsKey,
            PageWords.Plain("scenarios.runs-behind-the-swings"),
            PointRun.TableOf(Played)
        )
        {
            About = [("units", Metric.Unit), ("formula", Metric.Meaning), .. about, .. ofTornado.About],
        };
        foreach (Exhibit one in Map is { } map ? OfMap(map, about, ofMap) : [])
        {
            yield return one;
        }
    }

    private IEnumerable<Exhibit> OfMap(FailureMap map, (string Name, string Text)[] about, Recomputation computed)
    {
        yield return new Exhibit(
            MapKey,
            PageWords.Plain("scenarios.where-it-fails-share-of"),
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
                ("units", PageWords.Plain("scenarios.share-of-runs-0-to")),
                ("threshold", FormattableString.Invariant($"{map.Threshold:R} {Metric.Unit}")),
                .. about,
                ("runs", $"{Runs}"),
                .. computed.About,
            ],
        };
        yield return new Exhibit(
            MapRunsKey,
            PageWords.Plain("scenarios.runs-behind-the-map"),
            PointRun.TableOf(map.Played)
        )
        {
            About = [("units", Metric.Unit), ("formula", Metric.Meaning), .. about, .. computed.About],
        };
    }
}
