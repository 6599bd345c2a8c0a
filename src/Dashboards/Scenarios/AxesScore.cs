using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.Scenarios;

/// <summary>Where a scenario stands between power, decentralisation and transparency, each from 0 to 1 or with what it lacks.</summary>
/// <param name="Part">Of kind `measure.axes`, which scores the first two; null where the scenario has none.</param>
/// <param name="Runs">Behind the scores; 0 where none took a run.</param>
public sealed record AxesScore(Part? Part, int Runs, IReadOnlyList<AxisScore> Axes)
{
    /// <summary>Of its exhibit and files.</summary>
    public const string Key = "axes";

    private const string Kind = "measure.axes";
    private const string Transparent = "transparency";

    /// <summary>Whether its score takes a run.</summary>
    public static bool NeedsRun(Blueprint blueprint) => PartOf(blueprint) is not null;

    /// <param name="result">Of the same scenario; null where it takes no run.</param>
    public static AxesScore Of(Blueprint blueprint, BlueprintResult? result)
    {
        Part? part = PartOf(blueprint);
        MetricSeries? Series(string axis) => part is null ? null : result?.Find($"{part.Name}.{axis}");
        return new AxesScore(
            part,
            result is null || part is null ? 0 : result.Runs,
            [
                Measured("power", Series("power"), PageWords.Plain("scenarios.no-power")),
                Measured("decentralisation", Series("decentralisation"), PageWords.Plain("scenarios.no-holders")),
                part is not null && Transparency.IsStatedBy(part) && Series(Transparent) is { } stated
                    ? Measured(Transparent, stated, "") with
                    {
                        IsStated = true,
                    }
                    : Known(Transparency.Of(blueprint)),
            ]
        );
    }

    /// <summary>What it comes to.</summary>
    public string Sentence
    {
        get
        {
            AxisScore[] measured = [.. Axes.Where(axis => axis is { Score: not null, IsOfRuns: true })];
            AxisScore last = Axes[^1];
            string runs = measured.Length == 0 ? "" : $"{OfRuns(measured)} ";
            return runs + (last.IsStated ? PageWords.Plain("scenarios.transparency-is-stated") : $"{last.Meaning}.");
        }
    }

    private string OfRuns(AxisScore[] measured) =>
        PageWords.Plain(
            "scenarios.on-the-last-day-the",
            Runs,
            Runs == 1 ? PageWords.Plain("scenarios.run") : PageWords.Plain("scenarios.runs"),
            string.Join(
                ", ",
                measured.Select(axis => FormattableString.Invariant($"{axis.Name} {axis.Score!.Median:0.00}"))
            )
        );

    public Chart ToChart()
    {
        AxisScore[] scored = [.. Axes.Where(axis => axis.Score is not null)];
        Positions x = Positions.On([.. scored.Select(axis => axis.Name)]);
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
                    [.. scored.Select(axis => axis.Score!.First)]
                ),
                new BarSeries(
                    PageWords.Plain("scenarios.last-day-median"),
                    Tone.Blue,
                    x,
                    [.. scored.Select(axis => axis.Score!.Median)]
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
                ("first_day", row => row.Score?.First),
                ("last_day_p05", row => row.Score?.Low),
                ("last_day_p50", row => row.Score?.Median),
                ("last_day_p95", row => row.Score?.High),
                ("is_stated", row => row.IsStated),
                ("meaning", row => row.Meaning)
            ),
            ToChart()
        )
        {
            About = [("units", "0 to 1"), ("part", Part?.Name ?? ""), .. about, ("runs", $"{Runs}")],
        };

    private static Part? PartOf(Blueprint blueprint) => blueprint.Parts.FirstOrDefault(part => part.Kind.Name == Kind);

    private static AxisScore Measured(string axis, MetricSeries? series, string lacks) =>
        series is null
            ? new AxisScore(axis, lacks, Score: null)
            : new AxisScore(
                axis,
                series.Spec.Meaning,
                new AxisValues(
                    series.QuantileByDay(0.5)[0],
                    series.QuantileByDay(0.05)[^1],
                    series.QuantileByDay(0.5)[^1],
                    series.QuantileByDay(0.95)[^1]
                )
            )
            {
                IsOfRuns = true,
            };

    private static AxisScore Known(Transparency known) =>
        new(
            Transparent,
            PageWords.Plain("scenarios.transparency-is-known", known.Score, known.Known, known.Values),
            new AxisValues(known.Score, known.Score, known.Score, known.Score)
        );
}

/// <summary>One axis.</summary>
/// <param name="Meaning">What it is, or what the scenario lacks.</param>
/// <param name="Score">Null where the scenario lacks what it takes.</param>
public sealed record AxisScore(string Name, string Meaning, AxisValues? Score)
{
    /// <summary>Whether the scenario says it.</summary>
    public bool IsStated { get; init; }

    /// <summary>Whether it follows from runs, and not from the scenario alone.</summary>
    public bool IsOfRuns { get; init; }
}

/// <summary>The median on the first day, and what runs end with.</summary>
public sealed record AxisValues(double First, double Low, double Median, double High);
