using Souk.Charts;
using Souk.Charts.Figures;
using Souk.Charts.Themes;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Experiments;
using Souk.Simulation.Uncertainties;

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
    /// <summary>The union of this band with that of the difference under every model; null where there is one model.</summary>
    public ModelEnvelope? Union { get; private init; }

    /// <summary>Why there is one model only, in a sentence; null where there are several.</summary>
    public string? WhyOne { get; private init; }

    /// <summary>Days that both scenarios have; 0 where all are there. More than there are while the first run goes on.</summary>
    public int DaysAsked { get; private init; }

    /// <summary>The keys that are asked for, or what readers want to see first, in this order.</summary>
    public static IReadOnlyList<Divergence> Of(PairResult pair, IReadOnlyList<string?> asked) =>
        [
            .. Design
                .ShownOf([.. pair.Own.Differences.Select(one => one.Spec.Key)], asked)
                .Select(key => Of(pair, pair.Own.Find(key)!)),
        ];

    private static Divergence Of(PairResult pair, MetricSeries difference)
    {
        string key = difference.Spec.Key;
        BlueprintComparison own = pair.Own;
        ModelEnvelope? union = ModelEnvelope.Of([.. pair.Models.Select(model => model.Find(key))]);
        return new(
            difference,
            own.First.Find(key)!,
            own.Second.Find(key)!,
            own.First.Blueprint.Start,
            own.Second.Blueprint.Title
        )
        {
            DaysAsked =
                own.First.IsCancelled || own.Second.IsCancelled
                    ? Math.Min(own.First.Blueprint.HorizonDays, own.Second.Blueprint.HorizonDays)
                    : 0,
            Union = union?.With(difference),
            WhyOne =
                union is not null ? null
                : pair.Objection is { } objection ? ModelUnion.WhyOne(objection)
                : ModelUnion.WithoutIt(key),
        };
    }

    public string Key => Difference.Spec.Key;

    /// <summary>What it means, in words of possibility: under all models, then under the scenarios' own.</summary>
    public string Sentence =>
        Union is { } union
            ? $"{ModelUnion.Sentence(union, PageWords.Plain("scenarios.the-difference"), Difference.Spec.Unit)} {OwnSentence}"
            : $"{WhyOne} {OwnSentence}";

    private string OwnSentence
    {
        get
        {
            if (Difference.Days < DaysAsked)
            {
                return PageWords.Plain(
                    "scenarios.only-are-done-read-it",
                    PageWords.Plain("scenarios.of-days-of-one-run", Difference.Days, DaysAsked)
                );
            }

            int last = Difference.Days - 1;
            int runs = Difference.Runs;
            int higher = Enumerable.Range(0, runs).Count(run => Difference[run, last] > 0);
            int lower = Enumerable.Range(0, runs).Count(run => Difference[run, last] < 0);
            if (higher + lower == 0)
            {
                return PageWords.Plain("scenarios.with-the-same-luck-both", runs);
            }

            string low = Bands.Number(Difference.QuantileByDay(0.05)[last]);
            string high = Bands.Number(Difference.QuantileByDay(0.95)[last]);
            return PageWords.Plain(
                "scenarios.with-the-same-luck-ends",
                SecondTitle,
                higher,
                lower,
                runs,
                low == high ? low : PageWords.Plain("scenarios.between-and", low, high),
                Difference.Spec.Unit,
                Bands.Number(First.QuantileByDay(0.5)[last]),
                Bands.Number(Second.QuantileByDay(0.5)[last])
            );
        }
    }

    public Chart ToChart()
    {
        int[] days = Thinning.Evenly(Difference.Days);
        return new Chart
        {
            Title = PageWords.Plain(
                Difference.Runs == 1 ? "scenarios.second-less-first-one-run" : "scenarios.second-less-first-runs",
                Difference.Spec.Title,
                Difference.Runs
            ),
            X = new Axis(PageWords.Plain("scenarios.date")),
            Y = new Axis(Difference.Spec.Unit),
            Series = [Bands.Fan(Difference, Union, Tone.Purple, days, Start)],
        };
    }

    /// <summary>Quantiles of the difference on every day, with both medians.</summary>
    /// <param name="about">Which scenarios, seed and runs.</param>
    public Exhibit ToExhibit(IEnumerable<(string Name, string Text)> about) =>
        new(
            Key,
            PageWords.Plain("scenarios.second-less-first", Difference.Spec.Title),
            ExportTable.Of(
                Enumerable.Range(0, Difference.Days),
                [
                    .. Bands.ColumnsOf(Difference, Start),
                    .. Bands.ColumnsOf(Union),
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
