using System.Globalization;
using Souk.Charts;
using Souk.Charts.Figures;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Experiments;
using Souk.Simulation.Uncertainties;

namespace Souk.Dashboards.Scenarios;

/// <summary>What so many runs say of one metric, beside the baseline's runs with the same luck.</summary>
public sealed record Bands(MetricSeries Changed, MetricSeries Baseline, DateOnly Start, int Runs, bool IsChanged)
{
    /// <summary>Single futures that are drawn over the bands.</summary>
    private const int PathsMax = 3;

    /// <summary>Runs from which chances are told; fewer are a first guess.</summary>
    internal const int ChanceRunsMin = 20;

    /// <summary>A treasury that lasts for less is short.</summary>
    private const int RunwayDays = 183;

    /// <summary>Of its start: what is below is used up.</summary>
    private const double UsedUp = 0.01;

    public string Key => Changed.Spec.Key;

    /// <summary>The value of which the reader wants the chance of ending below; null takes the first day's median.</summary>
    public double? Threshold { get; init; }

    /// <summary>Days of the scenario; 0 where all are there. More than there are while the first run goes on.</summary>
    public int DaysAsked { get; init; }

    /// <summary>Whether these are the first days of the first run, which goes on.</summary>
    public bool IsBegun => Changed.Days < DaysAsked;

    /// <summary>Whole runs behind the bands.</summary>
    public int RunsDone => IsBegun ? 0 : Runs;

    /// <summary>Whether these are months of treasury left, which a metric's runs are worked into.</summary>
    public bool IsRunway => Key == Runway.Key;

    private string RunsWord =>
        IsBegun
            ? PageWords.Plain("scenarios.of-days-of-one-run", Changed.Days, DaysAsked)
            : $"{Runs} {(Runs == 1 ? PageWords.Plain("scenarios.run") : PageWords.Plain("scenarios.runs"))}";

    /// <summary>The union of these bands with those of all models that might be right; null where there is one model, or
    /// where the others are not played yet.</summary>
    public ModelEnvelope? Union { get; init; }

    /// <summary>Why there is no union although the scenario has several models; null where there is one or none is asked for.</summary>
    public string? WhyOne { get; init; }

    /// <summary>What it means, in words of possibility: under all models, then under the scenario's own.</summary>
    public string Sentence =>
        Union is { } union ? $"{ModelUnion.Sentence(union, "it", Changed.Spec.Unit)} {OwnSentence}"
        : WhyOne is null ? OwnSentence
        : $"{WhyOne} {OwnSentence}";

    private string OwnSentence
    {
        get
        {
            if (IsBegun)
            {
                return PageWords.Plain("scenarios.only-are-done-read-it", RunsWord);
            }

            if (IsRunway)
            {
                return RunwayBands.Sentence(Changed);
            }

            int last = Changed.Days - 1;
            string low = Number(Changed.QuantileByDay(0.05)[last]);
            string high = Number(Changed.QuantileByDay(0.95)[last]);
            string range =
                low == high
                    ? PageWords.Plain("scenarios.at", low)
                    : PageWords.Plain("scenarios.between-and", low, high);
            string first = PageWords.Plain("scenarios.in-90-of-100-simulated", range, Changed.Spec.Unit);
            return Runs < ChanceRunsMin
                    ? PageWords.Plain(
                        "scenarios.only-done-read-it-as",
                        first,
                        Runs,
                        Runs == 1 ? PageWords.Plain("scenarios.run-is") : PageWords.Plain("scenarios.runs-are")
                    )
                : IsChanged ? $"{first} {Chance(last)} {Difference(last)}"
                : $"{first} {Chance(last)}";
        }
    }

    /// <summary>How often it ends below a value, and how often a treasury does not last.</summary>
    private string Chance(int last)
    {
        double threshold = Threshold ?? Changed.QuantileByDay(0.5)[0];
        int below = Enumerable.Range(0, Runs).Count(run => Changed[run, last] < threshold);
        string chance = PageWords.Plain(
            "scenarios.in-of-100-it-ends",
            OfHundred(below),
            Number(threshold),
            Changed.Spec.Unit,
            Threshold is null ? PageWords.Plain("scenarios.where-it-starts") : ""
        );
        if (!Runway.IsTreasury(Key) || last < RunwayDays || Changed.QuantileByDay(0.5)[0] <= 0)
        {
            return chance;
        }

        int spent = Enumerable.Range(0, Runs).Count(run => UsedUpAfter(Changed.Run(run)) < RunwayDays);
        return PageWords.Plain("scenarios.in-of-100-it-lasts", chance, OfHundred(spent));
    }

    /// <summary>Days until a run's treasury is used up; all of its days where it never is.</summary>
    private static int UsedUpAfter(ReadOnlySpan<double> run)
    {
        for (int day = 0; day < run.Length; day++)
        {
            if (run[day] < run[0] * UsedUp)
            {
                return day;
            }
        }

        return run.Length;
    }

    private string OfHundred(int runs) => ((100 * runs + Runs / 2) / Runs).ToString(CultureInfo.InvariantCulture);

    private string Difference(int last)
    {
        int end = Math.Min(last, Baseline.Days - 1);
        int higher = Enumerable.Range(0, Runs).Count(run => Changed[run, end] > Baseline[run, end]);
        int lower = Enumerable.Range(0, Runs).Count(run => Changed[run, end] < Baseline[run, end]);
        return PageWords.Plain(
            "scenarios.with-the-same-luck-as",
            higher,
            lower,
            Runs,
            Number(Baseline.QuantileByDay(0.5)[end]),
            Number(Changed.QuantileByDay(0.5)[end])
        );
    }

    private bool IsConstant =>
        Changed.QuantileByDay(0.95).Max() <= Changed.QuantileByDay(0.05).Min()
        && (Union is null || Union.P95.Max() <= Union.P05.Min());

    public Chart ToChart()
    {
        int[] days = Thinning.Evenly(Changed.Days);
        Positions x = Positions.On([.. days.Select(day => Start.AddDays(day))]);
        List<ChartSeries> lines = [Fan(Changed, Union, Tone.Blue, days, Start)];
        if (Runs >= PathsMax)
        {
            // The first runs: as more are done the same futures stay.
            lines.AddRange(
                s_pathTones.Select(
                    (tone, run) =>
                        new LineSeries(
                            PageWords.Plain("scenarios.future", run + 1),
                            tone,
                            x,
                            [.. days.Select(day => Changed[run, day])]
                        )
                        {
                            Thin = true,
                        }
                )
            );
        }

        if (IsChanged)
        {
            lines.Add(
                new LineSeries(PageWords.Plain("scenarios.baseline-median"), Tone.Grey, x, On(days, Baseline, 0.5))
                {
                    Dashed = true,
                }
            );
        }

        return new Chart
        {
            Title = $"{Changed.Spec.Title}: {RunsWord}",
            X = new Axis(PageWords.Plain("scenarios.date")),
            Y = new Axis(Changed.Spec.Unit, FromZero: IsRunway),
            Series = lines,
        };
    }

    /// <summary>Quantiles of every day, with the baseline's median.</summary>
    /// <param name="about">Which scenario, seed and engine.</param>
    public Exhibit ToExhibit(IEnumerable<(string Name, string Text)> about) =>
        new(
            Key,
            Changed.Spec.Title,
            ExportTable.Of(
                Enumerable.Range(0, Changed.Days),
                [
                    .. ColumnsOf(Changed, Start),
                    .. ColumnsOf(Union),
                    .. IsChanged
                        ? [("baseline_p50", day => day < Baseline.Days ? Baseline.QuantileByDay(0.5)[day] : null)]
                        : Array.Empty<(string, Func<int, object?>)>(),
                ]
            ),
            ToChart()
        )
        {
            About = [("units", Changed.Spec.Unit), ("formula", Changed.Spec.Meaning), .. about],
        };

    internal static IEnumerable<(string Name, Func<int, object?> Value)> ColumnsOf(
        MetricSeries series,
        DateOnly start
    ) =>
        [
            ("day", day => start.AddDays(day)),
            .. s_shares.Select(share =>
                (
                    FormattableString.Invariant($"p{share * 100:00}"),
                    (Func<int, object?>)(day => series.QuantileByDay(share)[day])
                )
            ),
        ];

    /// <summary>The ends of the union by day; none where there is no union.</summary>
    internal static IEnumerable<(string Name, Func<int, object?> Value)> ColumnsOf(ModelEnvelope? union) =>
        union is null ? [] : [("all_models_p05", day => union.P05[day]), ("all_models_p95", day => union.P95[day])];

    /// <summary>The quantiles on some days, as a table for readers.</summary>
    public IEnumerable<(DateOnly Day, double[] Quantiles)> Rows(int countMax) => RowsOf(Changed, Start, countMax);

    /// <inheritdoc cref="Rows"/>
    internal static IEnumerable<(DateOnly Day, double[] Quantiles)> RowsOf(
        MetricSeries series,
        DateOnly start,
        int countMax
    ) =>
        Thinning
            .Evenly(series.Days, countMax)
            .Select(day =>
                (start.AddDays(day), (double[])[.. s_shares.Select(share => series.QuantileByDay(share)[day])])
            );

    /// <summary>Median and bands on some days.</summary>
    /// <param name="union">The outer band; null for none.</param>
    internal static FanSeries Fan(MetricSeries series, ModelEnvelope? union, Tone tone, int[] days, DateOnly start) =>
        new(
            series.Spec.Title,
            tone,
            Positions.On([.. days.Select(day => start.AddDays(day))]),
            On(days, series, 0.5),
            [
                .. union is null
                    ? Array.Empty<QuantileBand>()
                    :
                    [
                        new QuantileBand(0.05, 0.95, On(days, union.P05), On(days, union.P95))
                        {
                            Name = PageWords.Plain("scenarios.all-models", union.Models),
                        },
                    ],
                new QuantileBand(0.05, 0.95, On(days, series, 0.05), On(days, series, 0.95)),
                new QuantileBand(0.25, 0.75, On(days, series, 0.25), On(days, series, 0.75)),
            ]
        );

    private static double[] On(int[] days, IReadOnlyList<double> values) => [.. days.Select(day => values[day])];

    private static double[] On(int[] days, MetricSeries series, double share) =>
        [.. days.Select(day => day < series.Days ? series.QuantileByDay(share)[day] : double.NaN)];

    private static readonly Tone[] s_pathTones = [Tone.Green, Tone.Orange, Tone.Purple];

    private static readonly double[] s_shares = [0.05, 0.25, 0.5, 0.75, 0.95];

    public static string Number(double value) =>
        Math.Abs(value) >= 1_000_000 ? (value / 1_000_000).ToString("#,##0.##", CultureInfo.InvariantCulture) + " M"
        : Math.Abs(value) >= 1_000 ? value.ToString("#,##0", CultureInfo.InvariantCulture)
        : value.ToString("0.####", CultureInfo.InvariantCulture);
}
