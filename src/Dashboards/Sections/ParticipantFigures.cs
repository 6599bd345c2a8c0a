using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Wordings;
using static Souk.Dashboards.Sections.SectionFigures;

namespace Souk.Dashboards.Sections;

/// <summary>Charts of how unequal, how concentrated and how lasting a market's people are.</summary>
internal static class ParticipantFigures
{
    private const double PpmPerPercent = 10_000;
    private const int StepDays = 30;

    /// <summary>The share of income of the poorest, beside what it would be if all had the same.</summary>
    public static Chart Lorenz(PanelData data)
    {
        object?[][] rows = InMainSymbol(data);
        return Frame(
            data,
            PageWords.Plain("sections.lorenz-curve-of-income-in", data.MainSymbol),
            PageWords.Plain("sections.of-all-income"),
            [
                new LineSeries(
                    PageWords.Plain("sections.income"),
                    Tone.Blue,
                    Positions.On(PercentOf(data, rows, "parties_ppm")),
                    PercentOf(data, rows, "income_share_ppm")
                ),
                new LineSeries(
                    PageWords.Plain("sections.if-all-had-the-same"),
                    Tone.Grey,
                    Positions.On([0.0, 100]),
                    [0, 100]
                )
                {
                    Dashed = true,
                },
            ]
        ) with
        {
            X = new Axis(PageWords.Plain("sections.of-earners-the-poorest-first")),
        };
    }

    /// <summary>Which share of earners got so much or less; amounts by powers of ten.</summary>
    public static Chart Payouts(PanelData data)
    {
        object?[][] rows = InMainSymbol(data);
        return Frame(
            data,
            PageWords.Plain("sections.payouts-in", data.MainSymbol),
            PageWords.Plain("sections.of-earners-that-got-so"),
            [
                new LineSeries(
                    PageWords.Plain("sections.earners"),
                    Tone.Green,
                    Positions.On([
                        .. rows.Select(row => new Amount(data.Number(row, "amount"), data.UnitOf(row)).ToChartPoint()),
                    ]),
                    PercentOf(data, rows, "at_most_ppm")
                ),
            ]
        ) with
        {
            X = new Axis(PageWords.Plain("sections.earned-altogether"), data.MainSymbol) { IsLogarithmic = true },
        };
    }

    /// <summary>Gini coefficient and the largest party's share, of those who earn and of those who buy.</summary>
    public static Chart ConcentrationTrend(PanelData data)
    {
        (string Side, string Column, string Name, Tone Tone)[] lines =
        [
            ("earners", "gini_ppm", PageWords.Plain("sections.gini-of-earners"), Tone.Green),
            ("earners", "top_share_ppm", PageWords.Plain("sections.largest-earner-s-share"), Tone.Orange),
            ("buyers", "gini_ppm", PageWords.Plain("sections.gini-of-buyers"), Tone.Blue),
            ("buyers", "top_share_ppm", PageWords.Plain("sections.largest-buyer-s-share"), Tone.Purple),
        ];
        return Frame(
            data,
            PageWords.Plain("sections.concentration-by-month"),
            "%",
            [
                .. lines
                    .Select(line =>
                    {
                        object?[][] rows = [.. InMainSymbol(data).Where(row => data.Text(row, "side") == line.Side)];
                        return new LineSeries(
                            line.Name,
                            line.Tone,
                            Positions.On([.. rows.Select(row => data.Day(row, "month"))], DaySpan.Month),
                            PercentOf(data, rows, line.Column)
                        );
                    })
                    .Where(line => line.X.Count > 0),
            ]
        );
    }

    /// <summary>Which share is still there so many days after its first act.</summary>
    public static Chart Survival(PanelData data)
    {
        (string Side, string Name, Tone Tone)[] sides =
        [
            ("contributors", PageWords.Plain("sections.contributors"), Tone.Green),
            ("buyers", PageWords.Plain("sections.buyers"), Tone.Blue),
        ];
        return Frame(
            data,
            PageWords.Plain("sections.who-is-still-there"),
            PageWords.Plain("sections.still-active"),
            [
                .. sides
                    .Select(side =>
                    {
                        object?[][] rows = [.. data.Rows.Where(row => data.Text(row, "side") == side.Side)];
                        return new LineSeries(
                            side.Name,
                            side.Tone,
                            // All are there at first; a row tells who is at the end of its step.
                            Positions.On([
                                0.0,
                                .. rows.Select(row => ((double)data.Number(row, "step") + 1) * StepDays),
                            ]),
                            [100, .. PercentOf(data, rows, "survival_ppm")]
                        );
                    })
                    .Where(line => line.X.Count > 1),
            ]
        ) with
        {
            X = new Axis(PageWords.Plain("sections.days-since-the-first-act")),
        };
    }

    private static double[] PercentOf(PanelData data, object?[][] rows, string column) =>
        [.. rows.Select(row => (double)data.Number(row, column) / PpmPerPercent)];
}
