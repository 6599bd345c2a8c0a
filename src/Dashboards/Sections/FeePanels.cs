using System.Collections.Immutable;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Wordings;
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
                PageWords.Plain(
                    "sections.buyers-paid-in-the-last",
                    data.Compact(Row(data), "gmv"),
                    data.Percent(Row(data), "take_rate_ppm"),
                    MonthOf(data, Row(data))
                ),
            data =>
                TokenBars(
                    data,
                    PageWords.Plain("sections.fees-and-revenue-by-month"),
                    "month",
                    DaySpan.Month,
                    new Drawn("fees", PageWords.Plain("sections.all-fees"), Tone.Orange),
                    new Drawn("revenue", PageWords.Plain("sections.of-it-revenue"), Tone.Blue)
                ) with
                {
                    Bars = Charts.BarLayout.Grouped,
                }
        ),
        new(
            "gmv_adjusted",
            data => PageWords.Plain("sections.of-the-last-month-s", data.Percent(Row(data), "suspected_share_ppm")),
            data =>
                TokenBars(
                    data,
                    PageWords.Plain("sections.volume-without-suspected-sales"),
                    "month",
                    DaySpan.Month,
                    new Drawn("adjusted", PageWords.Plain("sections.not-suspected"), Tone.Blue),
                    new Drawn("suspected_entity", PageWords.Plain("sections.suspected-one-entity"), Tone.Orange),
                    new Drawn("suspected_loop", PageWords.Plain("sections.suspected-loop"), Tone.Yellow),
                    new Drawn("suspected_self", PageWords.Plain("sections.suspected-self"), Tone.Vermilion)
                )
        ),
        new(
            "subsidy",
            Subsidy,
            data =>
                TokenBars(
                    data,
                    PageWords.Plain("sections.income-from-buyers-and-from"),
                    "month",
                    DaySpan.Month,
                    new Drawn("from_buyers", PageWords.Plain("sections.from-buyers"), Tone.Blue),
                    new Drawn("from_rewards", PageWords.Plain("sections.from-rewards"), Tone.Green)
                )
        ),
        new("rates", Rates),
        new(
            "consume_volume",
            data =>
                TellsOfAccess(data)
                    ? PageWords.Plain("sections.of-what-was-bought-in", data.Percent(Row(data), "consumed_share_ppm"))
                    : PageWords.Plain("sections.no-contract-tells-of-access", data.MainSymbol),
            data =>
                TokenBars(
                    data,
                    PageWords.Plain("sections.bought-and-taken-up-by"),
                    "month",
                    DaySpan.Month,
                    [
                        new Drawn("bought", PageWords.Plain("sections.bought"), Tone.Grey),
                        .. TellsOfAccess(data)
                            ? [new Drawn("consumed", PageWords.Plain("sections.taken-up"), Tone.Blue)]
                            : Array.Empty<Drawn>(),
                    ]
                ) with
                {
                    Bars = Charts.BarLayout.Grouped,
                }
        ),
        new("multiples", Multiples),
        new("market_index", Index),
        new("orders", data => PageWords.Plain("sections.orders-of-sizes-in-the", data.Rows.Count)),
        new(
            "payments",
            data =>
                PageWords.Plain(
                    "sections.payment-legs-by-day-and",
                    data.Rows.Aggregate(System.Numerics.BigInteger.Zero, (sum, row) => sum + data.Number(row, "legs"))
                )
        ),
        new("wash_screen", data => PageWords.Plain("sections.sales-are-suspected-of-being", data.Rows.Count)),
    ];

    /// <summary>Whether rows of "consume_volume" in the token that buyers pay in ever say that something was taken up: contracts of
    /// some markets do not.</summary>
    public static bool TellsOfAccess(PanelData data) =>
        data.Rows.Any(row => data.IsMain(row) && !data.Number(row, "consumed").IsZero);

    private static object?[] Row(PanelData data) => InMainSymbol(data)[^1];

    // Buyers and rewards often use different tokens, and a share of either is none of all.
    private static string Subsidy(PanelData data)
    {
        DateOnly month = data.Rows.Max(row => data.Day(row, "month"));
        object?[][] rows = [.. data.Rows.Where(row => data.Day(row, "month") == month).OrderByDescending(data.IsMain)];
        string others = string.Concat(
            rows.Skip(1)
                .Select(row =>
                    PageWords.Plain(
                        "sections.share-in-token",
                        data.Percent(row, "subsidy_share_ppm"),
                        data.Text(row, "symbol")
                    )
                )
        );
        return PageWords.Plain(
            "sections.of-the-last-month-s-2",
            data.Percent(rows[0], "subsidy_share_ppm"),
            data.Text(rows[0], "symbol"),
            others
        );
    }

    private static string Rates(PanelData data)
    {
        object?[] row = Row(data);
        string rate = data.Percent(row, "fee_rate_ppm");
        return data.Number(row, "converted").IsZero && data.Number(row, "burned").IsZero
            ? PageWords.Plain("sections.fees-buy-no-token", rate)
            : PageWords.Plain("sections.fees-are-of-what-is", rate, data.Percent(row, "burn_share_ppm"));
    }

    // A month that goes on has had some of its days only.
    private static string MonthOf(PanelData data, object?[] row)
    {
        DateOnly month = data.Day(row, "month");
        string name = month.ToString("MMMM yyyy", PageWords.Culture);
        return data.Market.AsOf.Day < month.AddMonths(1).AddDays(-1) ? PageWords.Plain("sections.so-far", name) : name;
    }

    private static string Multiples(PanelData data)
    {
        object?[]? priced = data.Rows.FirstOrDefault(row => !data.Number(row, "pf_milli").IsZero);
        return priced is null
            ? PageWords.Plain("sections.without-a-price-or-a")
            : PageWords.Plain("sections.the-token-costs-times-a", (double)data.Number(priced, "pf_milli") / 1_000);
    }

    private static string Index(PanelData data) =>
        PageWords.Plain(
            "sections.assets-are-listed-were-sold",
            data.Number(data.Last, "assets"),
            data.Number(data.Last, "traded"),
            (double)data.Number(data.Last, "turnover_milli") / 1_000
        );
}
