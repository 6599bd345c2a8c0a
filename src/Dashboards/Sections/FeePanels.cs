using System.Collections.Immutable;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using static Souk.Dashboards.Sections.SectionFigures;

namespace Souk.Dashboards.Sections;

/// <summary>What buyers pay and who keeps how much of it.</summary>
internal static class FeePanels
{
    public static readonly ImmutableArray<Panel> All =
    [
        new(
            "gmv",
            data =>
                $"Buyers paid {data.Compact(Row(data), "gmv")} in the last month; the market kept {data.Percent(Row(data), "take_rate_ppm")}",
            data =>
                TokenBars(
                    data,
                    "Fees and revenue by month",
                    "month",
                    DaySpan.Month,
                    new Drawn("fees", "All fees", Tone.Orange),
                    new Drawn("revenue", "Of it revenue", Tone.Blue)
                ) with
                {
                    Bars = Charts.BarLayout.Grouped,
                }
        ),
        new(
            "gmv_adjusted",
            data =>
                $"{data.Percent(Row(data), "suspected_share_ppm")} of the last month's volume is suspected of being self-dealing",
            data =>
                TokenBars(
                    data,
                    "Volume without suspected sales",
                    "month",
                    DaySpan.Month,
                    new Drawn("adjusted", "Not suspected", Tone.Blue),
                    new Drawn("suspected_entity", "Suspected: one entity", Tone.Orange),
                    new Drawn("suspected_loop", "Suspected: loop", Tone.Yellow),
                    new Drawn("suspected_self", "Suspected: self", Tone.Vermilion)
                )
        ),
        new(
            "subsidy",
            data =>
                $"{data.Percent(Row(data), "subsidy_share_ppm")} of the last month's income is rewards, not buyers' money",
            data =>
                TokenBars(
                    data,
                    "Income from buyers and from rewards",
                    "month",
                    DaySpan.Month,
                    new Drawn("from_buyers", "From buyers", Tone.Blue),
                    new Drawn("from_rewards", "From rewards", Tone.Green)
                )
        ),
        new(
            "rates",
            data =>
                $"Fees are {data.Percent(data.Rows[0], "fee_rate_ppm")} of what is paid; {data.Percent(data.Rows[0], "burn_share_ppm")} of what they buy is burned"
        ),
        new(
            "consume_volume",
            data =>
                $"{data.Percent(Row(data), "consumed_share_ppm")} of what was bought in the last month was also taken up",
            data =>
                TokenBars(
                    data,
                    "Bought and taken up by month",
                    "month",
                    DaySpan.Month,
                    new Drawn("bought", "Bought", Tone.Grey),
                    new Drawn("consumed", "Taken up", Tone.Blue)
                ) with
                {
                    Bars = Charts.BarLayout.Grouped,
                }
        ),
        new("multiples", Multiples),
        new("market_index", Index),
        new("orders", data => $"Orders of {data.Rows.Count:N0} sizes in the last 30 days"),
        new(
            "payments",
            data =>
                $"{data.Rows.Aggregate(System.Numerics.BigInteger.Zero, (sum, row) => sum + data.Number(row, "legs")):N0} payment legs, by day and role"
        ),
        new("wash_screen", data => $"{data.Rows.Count:N0} sales are suspected of being self-dealing, none proven"),
    ];

    private static object?[] Row(PanelData data) =>
        data.Rows.Last(row => data.MainSymbol is null || data.Text(row, "symbol") == data.MainSymbol);

    private static string Multiples(PanelData data)
    {
        object?[]? priced = data.Rows.FirstOrDefault(row => !data.Number(row, "pf_milli").IsZero);
        return priced is null
            ? "Without a price or a fee the token costs no multiple of its fees"
            : FormattableString.Invariant(
                $"The token costs {(double)data.Number(priced, "pf_milli") / 1_000:#,##0.#} times a year's fees, all that can ever be counted"
            );
    }

    private static string Index(PanelData data) =>
        FormattableString.Invariant(
            $"{data.Number(data.Last, "assets"):N0} assets are listed; {data.Number(data.Last, "traded"):N0} were sold in the last month, each listed one {(double)data.Number(data.Last, "turnover_milli") / 1_000:0.###} times"
        );
}
