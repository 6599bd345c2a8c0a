using System.Globalization;
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
using Souk.Simulation.Scenarios;
using Souk.Simulation.Sensitivities;
using Souk.Simulation.Studies;

namespace Souk.Dashboards.Scenarios;

/// <summary>How much of what a metric varies on the last day each range explains, alone and with all that it does together with
/// others: Sobol indices, the largest total first.</summary>
/// <param name="Rows">N of N × (k + 2) points, each played once with the same luck.</param>
/// <param name="RowsMax">Where it ends.</param>
public sealed record VarianceShares(
    MetricSpec Metric,
    int Rows,
    int RowsMax,
    IReadOnlyList<(Variation Range, SobolIndex Index)> Shares
)
{
    /// <summary>Names its files.</summary>
    public const string Key = "variance";

    /// <summary>The first answer.</summary>
    public const int RowsMin = 4;

    private const int RowsEnd = 128;

    /// <summary>Of the way: no round share, so that a parameter of whole steps does not take what lies there.</summary>
    private const double OddShare = 0.371_930_247;

    /// <summary>Days that all rows may play: ten times a tornado's.</summary>
    private const long DaysMax = 10 * Sensitivity.DaysMax;

    /// <summary>The same of days times agents.</summary>
    private const long AgentDaysMax = 600_000_000;

    /// <summary>Rows below which intervals say little.</summary>
    private const int GuessRows = 32;

    /// <summary>Rows that a study plays at most: a power of two, less the longer a scenario is and the more people it has, and the
    /// same on every machine.</summary>
    public static int RowsOf(Blueprint blueprint, int rangeCount)
    {
        long days = (rangeCount + 2L) * blueprint.HorizonDays;
        long agents = Math.Max(1, BlueprintModel.Build(blueprint).AgentCount);
        long rows = Math.Clamp(Math.Min(DaysMax / days, AgentDaysMax / (days * agents)), RowsMin, RowsEnd);
        return 1 << (int)Math.Log2(rows);
    }

    /// <summary>Paths of ranges that are left out, since they take only some of the values between their ends.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <exception cref="FormatException">No range takes all values between its ends.</exception>
    /// <inheritdoc cref="Sensitivity.Of"/>
    public static VarianceShares Of(
        Blueprint blueprint,
        IReadOnlyList<Variation> ranges,
        string metric,
        uint seed,
        int rows,
        CancellationToken cancellation
    )
    {
        Variation[] moved = [.. ranges.Where(range => TakesAll(blueprint, range))];
        if (moved.Length == 0)
        {
            throw new FormatException(PageWords.Plain("scenarios.none-of-these-ranges-takes"));
        }

        PointEvaluator evaluator = new(blueprint, moved, seed, runs: 1);
        int index = evaluator.MetricOf(metric);
        IReadOnlyList<SobolIndex> indices = SensitivityStudy.Variance(
            evaluator,
            index,
            rows,
            cancellation: cancellation
        );
        return new VarianceShares(
            evaluator.Shape.Metrics[index],
            rows,
            RowsOf(blueprint, ranges.Count),
            [.. moved.Zip(indices).OrderByDescending(pair => pair.Second.Total)]
        )
        {
            LeftOut = [.. ranges.Except(moved).Select(range => range.Path)],
        };
    }

    private static bool TakesAll(Blueprint blueprint, Variation range)
    {
        try
        {
            BlueprintModel.Build(blueprint.With(range.Path, range.At(OddShare)));
            return true;
        }
        catch (ScenarioException)
        {
            return false;
        }
    }

    /// <summary>What it means.</summary>
    public string Sentence
    {
        get
        {
            (Variation range, SobolIndex index) = Shares[0];
            string name = Metric.Title.ToLowerInvariant();
            string guess = Rows < GuessRows ? $" {PageWords.Plain("scenarios.only-rows-are-played-read", Rows)}" : "";
            return index.Total <= 0
                ? PageWords.Plain("scenarios.over-these-ranges-nothing-of", name)
                : PageWords.Plain(
                    "scenarios.explains-of-what-varies-by",
                    range.Path,
                    index.First,
                    name,
                    index.FirstInterval.Low,
                    index.FirstInterval.High,
                    index.Total,
                    index.TotalInterval.Low,
                    index.TotalInterval.High
                ) + guess;
        }
    }

    /// <summary>Both shares of each range.</summary>
    public Chart ToChart()
    {
        Positions x = Positions.On([.. Shares.Select(share => share.Range.Path)]);
        string left =
            LeftOut.Count > 0
                ? $" {PageWords.Plain("scenarios.left-out-since-only-some", string.Join(", ", LeftOut))}"
                : "";
        return new Chart
        {
            Title = PageWords.Plain("scenarios.what-varies-with", Metric.Title.ToLowerInvariant()),
            X = new Axis(PageWords.Plain("scenarios.parameter")),
            Y = new Axis(PageWords.Plain("scenarios.share-of-the-variance"), FromZero: true),
            Bars = BarLayout.Grouped,
            Note = PageWords.Plain("scenarios.sobol-indices-of-rows-of", Rows, Shares.Count + 2) + left,
            Series =
            [
                new BarSeries(
                    PageWords.Plain("scenarios.by-itself"),
                    Tone.Blue,
                    x,
                    [.. Shares.Select(share => share.Index.First)]
                ),
                new BarSeries(
                    PageWords.Plain("scenarios.with-others"),
                    Tone.Orange,
                    x,
                    [.. Shares.Select(share => share.Index.Total)]
                ),
            ],
        };
    }

    /// <summary>Names of the columns of <see cref="Cells"/>.</summary>
    public static IReadOnlyList<string> Headings =>
        [
            PageWords.Plain("scenarios.parameter"),
            PageWords.Plain("scenarios.from"),
            PageWords.Plain("scenarios.to"),
            PageWords.Plain("scenarios.by-itself"),
            PageWords.Plain("scenarios.95-interval"),
            PageWords.Plain("scenarios.with-others"),
            PageWords.Plain("scenarios.95-interval"),
        ];

    /// <summary>The rows as readers see them.</summary>
    public IEnumerable<IReadOnlyList<string>> Cells =>
        Shares.Select(share =>
            (IReadOnlyList<string>)
                [
                    share.Range.Path,
                    share.Range.At(0),
                    share.Range.At(1),
                    Percent(share.Index.First),
                    PageWords.Plain(
                        "scenarios.share-to-share",
                        share.Index.FirstInterval.Low,
                        share.Index.FirstInterval.High
                    ),
                    Percent(share.Index.Total),
                    PageWords.Plain(
                        "scenarios.share-to-share",
                        share.Index.TotalInterval.Low,
                        share.Index.TotalInterval.High
                    ),
                ]
        );

    /// <param name="about">Which scenario and seed.</param>
    public Exhibit ToExhibit((string Name, string Text)[] about)
    {
        Chart chart = ToChart();
        return new Exhibit(
            Key,
            chart.Title,
            ExportTable.Of(
                Shares,
                ("parameter", row => row.Range.Path),
                ("low", row => row.Range.At(0)),
                ("high", row => row.Range.At(1)),
                ("first", row => row.Index.First),
                ("first_low", row => row.Index.FirstInterval.Low),
                ("first_high", row => row.Index.FirstInterval.High),
                ("total", row => row.Index.Total),
                ("total_low", row => row.Index.TotalInterval.Low),
                ("total_high", row => row.Index.TotalInterval.High)
            ),
            chart
        )
        {
            About =
            [
                ("units", PageWords.Plain("scenarios.share-of-the-variance-unit")),
                ("formula", chart.Note!),
                ("metric", Metric.Key),
                .. about,
                ("rows", $"{Rows}"),
            ],
        };
    }

    private static string Percent(double share) => share.ToString("P0", CultureInfo.InvariantCulture);
}
