using Souk.Charts;
using Souk.Charts.Figures;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.Scenarios;

/// <summary>What accounts are paid by their ways of earning: quests, days of surfing, days of a node.</summary>
/// <param name="Part">The part of kind `people.accounts` that pays them.</param>
public sealed record EarningModes(Part Part, int Runs, DateOnly Start, IReadOnlyList<EarningMode> Modes)
{
    /// <summary>Of its exhibit and files.</summary>
    public const string Key = "earning-modes";

    private const string Kind = "people.accounts";

    private static readonly Tone[] s_tones = [Tone.Blue, Tone.Orange, Tone.Green];

    /// <summary>Whether somebody earns so in a scenario.</summary>
    public static bool AreIn(Blueprint blueprint) => blueprint.Parts.Any(part => part.Kind.Name == Kind);

    /// <summary>Of the scenario's first part of accounts; null where there is none.</summary>
    public static EarningModes? Of(BlueprintResult result)
    {
        if (result.Blueprint.Parts.FirstOrDefault(part => part.Kind.Name == Kind) is not { } accounts)
        {
            return null;
        }

        string paid = $"{accounts.Name}.paid.";
        IReadOnlyList<SettingValue> rates = accounts.List("earns");
        return new EarningModes(
            accounts,
            result.Runs,
            result.Blueprint.Start,
            [
                .. result
                    .Metrics.Where(series => series.Spec.Key.StartsWith(paid, StringComparison.Ordinal))
                    .Select(
                        (series, at) =>
                            new EarningMode(
                                series.Spec.Key[paid.Length..],
                                rates[Math.Min(at, rates.Count - 1)].Number,
                                series
                            )
                    ),
            ]
        );
    }

    /// <summary>What it comes to, by the medians of the last day.</summary>
    public string Sentence
    {
        get
        {
            double all = Modes.Sum(mode => mode.Median);
            string unit = Modes[0].Paid.Spec.Unit;
            return all <= 0
                ? PageWords.Plain("scenarios.nobody-is-paid-for-quests")
                : PageWords.Plain(
                    "scenarios.by-the-last-day-accounts",
                    Bands.Number(all),
                    unit,
                    string.Join(
                        ", ",
                        Modes.Select(mode => FormattableString.Invariant($"{mode.Name} {mode.Median / all:0 %}"))
                    ),
                    Runs,
                    Runs == 1 ? PageWords.Plain("scenarios.run") : PageWords.Plain("scenarios.runs")
                );
        }
    }

    public Chart ToChart()
    {
        int[] days = Thinning.Evenly(Modes[0].Paid.Days);
        Positions x = Positions.On([.. days.Select(day => Start.AddDays(day))]);
        return new Chart
        {
            Title = PageWords.Plain("scenarios.paid-by-way-of-earning"),
            X = new Axis(PageWords.Plain("scenarios.date")),
            Y = new Axis(Modes[0].Paid.Spec.Unit, FromZero: true),
            Series =
            [
                .. Modes.Select(
                    (mode, at) =>
                        new LineSeries(
                            mode.Name,
                            s_tones[at % s_tones.Length],
                            x,
                            [.. days.Select(day => mode.Paid.QuantileByDay(0.5)[day])]
                        )
                ),
            ],
        };
    }

    /// <param name="about">Which scenario, seed and engine.</param>
    public Exhibit ToExhibit(IEnumerable<(string Name, string Text)> about) =>
        new(
            Key,
            ToChart().Title,
            ExportTable.Of(
                Modes,
                ("way", row => row.Name),
                ("rate", row => row.Rate),
                ("paid_p05", row => row.Low),
                ("paid_p50", row => row.Median),
                ("paid_p95", row => row.High),
                ("last_day_p50", row => row.LastDay)
            ),
            ToChart()
        )
        {
            About = [("units", Modes[0].Paid.Spec.Unit), ("part", Part.Name), .. about, ("runs", $"{Runs}")],
        };
}

/// <summary>One way of earning.</summary>
/// <param name="Rate">Tokens for a quest, for a day of surfing or for a day of a node, as the scenario states it.</param>
/// <param name="Paid">Since the start, in whole tokens.</param>
public sealed record EarningMode(string Name, decimal Rate, MetricSeries Paid)
{
    public double Low => Paid.QuantileByDay(0.05)[^1];

    public double Median => Paid.QuantileByDay(0.5)[^1];

    public double High => Paid.QuantileByDay(0.95)[^1];

    /// <summary>Median over runs of what was paid on the last day alone.</summary>
    public double LastDay
    {
        get
        {
            int last = Paid.Days - 1;
            double[] paid =
            [
                .. Enumerable
                    .Range(0, Paid.Runs)
                    .Select(run => Paid[run, last] - (last == 0 ? 0 : Paid[run, last - 1]))
                    .Order(),
            ];
            return Simulation.Metrics.Quantile.OfSorted(paid, 0.5);
        }
    }
}
