using System.Globalization;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Designs;
using Souk.Simulation.Metrics;
using Souk.Simulation.Studies;

namespace Souk.Dashboards.Scenarios;

/// <summary>How often a metric ends below a threshold, over a grid of two parameters.</summary>
/// <param name="Threshold">In the metric's unit.</param>
/// <param name="Shares">Of runs that fail, by row (<paramref name="Down"/>) and column (<paramref name="Across"/>), both rising.</param>
public sealed record FailureMap(
    Variation Across,
    Variation Down,
    double Threshold,
    IReadOnlyList<IReadOnlyList<double>> Shares
)
{
    /// <summary>Values of each parameter, the ends among them.</summary>
    public const int Steps = 5;

    /// <param name="evaluator">Of two variations.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static FailureMap Of(
        PointEvaluator evaluator,
        string metric,
        double threshold,
        CancellationToken cancellation
    )
    {
        double[][] points =
        [
            .. Enumerable
                .Range(0, Steps * Steps)
                .Select(point =>
                    new[] { (double)(point % Steps) / (Steps - 1), (double)(point / Steps) / (Steps - 1) }
                ),
        ];
        PointOutcomes outcomes = evaluator.Play(points, cancellation: cancellation);
        int index = evaluator.MetricOf(metric);
        double ShareOf(int point) => outcomes.Values(point, index).Average(value => value < threshold ? 1.0 : 0.0);
        return new FailureMap(
            evaluator.Variations[0],
            evaluator.Variations[1],
            threshold,
            [
                .. Enumerable
                    .Range(0, Steps)
                    .Select(row =>
                        (double[])[.. Enumerable.Range(0, Steps).Select(column => ShareOf((row * Steps) + column))]
                    ),
            ]
        )
        {
            Played = PointRun.OfMap(evaluator.Variations[0], evaluator.Variations[1], outcomes, index),
            Digest = outcomes.Digest,
        };
    }

    /// <summary>All runs behind the shares.</summary>
    public IReadOnlyList<PointRun> Played { get; init; } = [];

    /// <summary>Of all these runs.</summary>
    public string Digest { get; init; } = "";

    /// <summary>A value with its unit, to six digits; as it is where it is no number.</summary>
    public static string Shortened(string value)
    {
        string unit = value.TrimStart([.. "-.0123456789"]);
        return double.TryParse(value[..^unit.Length], CultureInfo.InvariantCulture, out double number)
            ? number.ToString("G6", CultureInfo.InvariantCulture) + unit
            : value;
    }

    /// <summary>The value of a parameter at a step, as <c>Blueprint.With</c> reads it.</summary>
    public static string ValueAt(Variation variation, int step) => variation.At((double)step / (Steps - 1));

    /// <summary>The grid as a figure: what fails often is dark.</summary>
    /// <param name="metric">Of which the threshold is.</param>
    public Chart ToChart(MetricSpec metric)
    {
        string[] Values(Variation variation) =>
            [.. Enumerable.Range(0, Steps).Select(step => Shortened(ValueAt(variation, step)))];
        return new Chart
        {
            Title = PageWords.Plain("scenarios.where-fails", metric.Title.ToLowerInvariant()),
            X = new Axis(Across.Path),
            Y = new Axis(Down.Path),
            Series =
            [
                new HeatSeries(
                    PageWords.Plain("scenarios.runs-that-fail"),
                    Tone.Vermilion,
                    Values(Across),
                    Values(Down),
                    Shares
                ),
            ],
            Note = PageWords.Plain("scenarios.share-of-runs-that-end", Threshold, metric.Unit),
        };
    }

    /// <summary>Cells in which more than half of the runs fail.</summary>
    public int FailingCells => Shares.Sum(row => row.Count(share => share > 0.5));

    public string Sentence =>
        FailingCells == 0
            ? PageWords.Plain("scenarios.in-none-of-the-combinations", Steps * Steps)
            : PageWords.Plain("scenarios.in-of-combinations-it-ends", FailingCells, Steps * Steps);
}
