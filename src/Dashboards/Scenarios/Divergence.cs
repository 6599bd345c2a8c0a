using Souk.Charts;
using Souk.Charts.Themes;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.Scenarios;

/// <summary>One metric of two scenarios under common random numbers: the second less the first, run by run.</summary>
/// <param name="Difference">On the days that both have.</param>
public sealed record Divergence(
    MetricSeries Difference,
    MetricSeries First,
    MetricSeries Second,
    DateOnly Start,
    string SecondTitle
)
{
    /// <summary>The keys that are asked for, or what readers want to see first, in this order.</summary>
    public static IReadOnlyList<Divergence> Of(BlueprintComparison comparison, IReadOnlyList<string?> asked) =>
        [
            .. Design
                .ShownOf([.. comparison.Differences.Select(one => one.Spec.Key)], asked)
                .Select(key => new Divergence(
                    comparison.Differences.First(one => one.Spec.Key == key),
                    comparison.First.Metrics.First(one => one.Spec.Key == key),
                    comparison.Second.Metrics.First(one => one.Spec.Key == key),
                    comparison.First.Blueprint.Start,
                    comparison.Second.Blueprint.Title
                )),
        ];

    public string Key => Difference.Spec.Key;

    /// <summary>What it means, in words of possibility.</summary>
    public string Sentence
    {
        get
        {
            int last = Difference.Days - 1;
            int runs = Difference.Runs;
            int higher = Enumerable.Range(0, runs).Count(run => Difference[run, last] > 0);
            int lower = Enumerable.Range(0, runs).Count(run => Difference[run, last] < 0);
            if (higher + lower == 0)
            {
                return $"With the same luck both end alike in all of {runs} futures.";
            }

            string low = Bands.Number(Difference.QuantileByDay(0.05)[last]);
            string high = Bands.Number(Difference.QuantileByDay(0.95)[last]);
            return $"With the same luck “{SecondTitle}” ends higher in {higher} and lower in {lower} of {runs} futures; in 90 of 100 the difference is {(low == high ? low : $"between {low} and {high}")} {Difference.Spec.Unit}, and the median goes from {Bands.Number(First.QuantileByDay(0.5)[last])} to {Bands.Number(Second.QuantileByDay(0.5)[last])}.";
        }
    }

    public Chart ToChart()
    {
        int[] days = Bands.Sampled(Difference.Days);
        return new Chart
        {
            Title = $"{Difference.Spec.Title}: second less first, {Difference.Runs} runs",
            X = new Axis("Date"),
            Y = new Axis(Difference.Spec.Unit),
            Series = [Bands.Fan(Difference, Tone.Purple, days, Start)],
        };
    }

    /// <summary>Quantiles of the difference on every day, with both medians.</summary>
    /// <param name="about">Which scenarios, seed and runs.</param>
    public Exhibit ToExhibit(IEnumerable<(string Name, string Text)> about) =>
        new(
            Key,
            $"{Difference.Spec.Title}: second less first",
            ExportTable.Of(
                Enumerable.Range(0, Difference.Days),
                [
                    .. Bands.ColumnsOf(Difference, Start),
                    ("first_p50", day => First.QuantileByDay(0.5)[day]),
                    ("second_p50", day => Second.QuantileByDay(0.5)[day]),
                ]
            ),
            ToChart()
        )
        {
            About = [("units", Difference.Spec.Unit), ("formula", Difference.Spec.Meaning), .. about],
        };

    /// <summary>The quantiles of the difference on some days.</summary>
    public IEnumerable<(DateOnly Day, double[] Quantiles)> Rows(int countMax) =>
        Bands.RowsOf(Difference, Start, countMax);
}
