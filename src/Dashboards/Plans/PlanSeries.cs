using System.Globalization;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Plans;

/// <summary>One number of a design by month, beside the same number of the market that came of it.</summary>
/// <param name="Key">The scenario's metric.</param>
/// <param name="MetricKey">The metric that says it of the chain.</param>
/// <param name="Title">What a reader calls it.</param>
/// <param name="Meaning">What is compared with what.</param>
/// <param name="IsLevel">Whether it is what there is at the end of a month; else what came in it.</param>
/// <param name="Months">Whole months that both sides have, oldest first.</param>
public sealed record PlanSeries(
    string Key,
    string MetricKey,
    string Title,
    string Meaning,
    bool IsLevel,
    string Symbol,
    IReadOnlyList<PlanMonth> Months
)
{
    /// <summary>Months in which the chain shows less or more than the band.</summary>
    public IEnumerable<PlanMonth> Outside => Months.Where(month => month.IsOutside);

    /// <summary>How the last month went.</summary>
    public string Sentence
    {
        get
        {
            PlanMonth last = Months[^1];
            return PageWords.Plain(
                "plans.in-planned-outside-the-band",
                Title,
                Number(last.Actual),
                Symbol,
                Name(last),
                Number(last.Median),
                Outside.Count(),
                Months.Count,
                Months.Count == 1 ? PageWords.Plain("plans.month") : PageWords.Plain("plans.months")
            );
        }
    }

    /// <summary>Why a month is outside.</summary>
    public string AlertOf(PlanMonth month) =>
        PageWords.Plain(
            "plans.in-on-chain-the-planned",
            Title,
            Name(month),
            Number(month.Actual),
            Symbol,
            month.IsBelow ? PageWords.Plain("plans.below") : PageWords.Plain("plans.above"),
            Range(month)
        );

    public Chart ToChart(string? label)
    {
        Positions x = Positions.On(
            [.. Months.Select(month => IsLevel ? month.Last : month.First)],
            IsLevel ? DaySpan.Day : DaySpan.Month
        );
        return new Chart
        {
            Title = PageWords.Plain("plans.plan-against-actual", Title),
            Label = label,
            X = new Axis(PageWords.Plain("plans.month-utc")),
            Y = new Axis(
                $"{Symbol} {(IsLevel ? PageWords.Plain("plans.at-the-end-of-the") : PageWords.Plain("plans.per-month"))}"
            ),
            Series =
            [
                new FanSeries(
                    PageWords.Plain("plans.planned"),
                    Tone.Blue,
                    x,
                    [.. Months.Select(month => month.Median)],
                    [
                        new QuantileBand(
                            0.05,
                            0.95,
                            [.. Months.Select(month => month.Low)],
                            [.. Months.Select(month => month.High)]
                        ),
                    ]
                ),
                new LineSeries(
                    PageWords.Plain("plans.on-chain"),
                    Tone.Orange,
                    x,
                    [.. Months.Select(month => month.Actual)]
                ),
            ],
            Note = Meaning,
        };
    }

    /// <param name="label">Where the market's data come from; null where it is the world.</param>
    /// <param name="about">Which scenario, runs and market.</param>
    public Exhibit ToExhibit(string? label, IEnumerable<(string Name, string Text)> about) =>
        new(
            Key,
            ToChart(label).Title,
            ExportTable.Of(
                Months,
                ("first_day", row => row.First),
                ("last_day", row => row.Last),
                ("planned_p05", row => row.Low),
                ("planned_p50", row => row.Median),
                ("planned_p95", row => row.High),
                ("actual", row => row.Actual),
                ("variance", row => row.Variance),
                ("variance_share", row => row.VarianceShare),
                ("is_outside_band", row => row.IsOutside)
            ),
            ToChart(label)
        )
        {
            Label = label,
            About = [("units", PageWords.Plain("plans.whole", Symbol)), ("formula", Meaning), .. about],
        };

    public static string Name(PlanMonth month) => month.Last.ToString("MMMM yyyy", PageWords.Culture);

    /// <summary>Whole tokens, with decimals only where there are few.</summary>
    public static string Number(double value) =>
        value.ToString(Math.Abs(value) >= 1_000 ? "#,##0" : "0.####", CultureInfo.InvariantCulture);

    private static string Range(PlanMonth month) =>
        month.Low == month.High
            ? Number(month.Low)
            : PageWords.Plain("plans.to", Number(month.Low), Number(month.High));
}
