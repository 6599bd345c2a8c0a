using System.Collections.Immutable;
using System.Numerics;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Supplies;
using Souk.Dashboards.Wordings;
using static Souk.Dashboards.Sections.SectionFigures;

namespace Souk.Dashboards.Sections;

/// <summary>How much of the token there is, where it is, and whether it adds up.</summary>
internal static class SupplyPanels
{
    public static readonly ImmutableArray<Panel> All =
    [
        new(
            SupplyDays.Metric,
            Reconciliation,
            data =>
                Areas(
                    Together(data),
                    PageWords.Plain("sections.where-the-supply-is"),
                    "day",
                    new Drawn("circulating", PageWords.Plain("sections.circulating"), Tone.Blue),
                    new Drawn("staked", PageWords.Plain("sections.staked"), Tone.Green),
                    new Drawn("escrowed", PageWords.Plain("sections.in-escrow"), Tone.Purple),
                    new Drawn("treasury", PageWords.Plain("sections.treasury"), Tone.Sky),
                    new Drawn("locked", PageWords.Plain("sections.locked-or-sunk"), Tone.Orange)
                )
        ),
        new(
            "inflation",
            data =>
                PageWords.Plain(
                    "sections.net-inflation-a-year-burn",
                    data.Percent(data.Last, "inflation_ppm_a_year"),
                    data.Percent(data.Last, "burn_rate_ppm_a_year")
                ),
            data =>
                Percent(
                    data,
                    PageWords.Plain("sections.net-inflation-and-burn-rate"),
                    "day",
                    DaySpan.Day,
                    new Drawn("inflation_ppm_a_year", PageWords.Plain("sections.net-inflation-a-year"), Tone.Blue),
                    new Drawn("burn_rate_ppm_a_year", PageWords.Plain("sections.burn-rate-a-year"), Tone.Vermilion)
                )
        ),
        new("vesting", data => PageWords.Plain("sections.vesting-schedules", data.Rows.Count), Schedules),
        new("unlock_overhang", Overhang),
        new("holders", data => PageWords.Plain("sections.the-supply-by-classes-of", data.Rows.Count)),
        new(
            "emission_rate",
            data => PageWords.Plain("sections.emitted-a-day-over-90", data.Compact(data.Last, "emission_per_day"))
        ),
        new("real_yield", Yield, Yields),
        new("yield_trend", YieldTrend, YieldsByMonth),
        new("price", Price),
    ];

    /// <summary>The closings of all chains together: each stacked by itself would be drawn over the others.</summary>
    private static PanelData Together(PanelData data) =>
        data with
        {
            Table = SupplyDays.Of(data.Table, data.MainSymbol ?? data.Market.Token.Symbol),
        };

    /// <summary>Rows of a timeline that can be told apart.</summary>
    private const int SchedulesMax = 20;

    /// <summary>From the first to the last day of each schedule, the largest first.</summary>
    private static Chart Schedules(PanelData data)
    {
        ILookup<bool, object?[]> waits = data.Rows.ToLookup(row => !data.IsKnown(row, "duration_seconds"));
        int dated = waits[false].Count();
        object?[][] shown = [.. waits[false].OrderByDescending(row => data.Number(row, "total")).Take(SchedulesMax)];
        string left =
            (
                shown.Length < dated
                    ? $" {PageWords.Plain("sections.the-largest-of-are-drawn", shown.Length, dated)}"
                    : ""
            )
            + (
                waits.Contains(true)
                    ? $" {PageWords.Plain("sections.wait-for-a-price", string.Join(", ", waits[true].Select(row => data.Text(row, "bucket"))))}"
                    : ""
            );
        Chart chart = Frame(
            data,
            PageWords.Plain("sections.vesting-schedules-2"),
            PageWords.Plain("sections.from-the-first-to-the"),
            [
                new TimelineSeries(
                    PageWords.Plain("sections.vesting"),
                    Tone.Orange,
                    [
                        .. shown.Select(
                            (row, index) =>
                                new TimelineBar(
                                    $"{index + 1}. {data.Text(row, "bucket")}, {data.Compact(row, "total")}",
                                    DayOf(data.Number(row, "start_seconds")),
                                    DayOf(data.Number(row, "start_seconds") + data.Number(row, "duration_seconds"))
                                )
                        ),
                    ]
                ),
            ]
        );
        return chart with
        {
            Marker = new Marker(data.Market.AsOf.Day, PageWords.Plain("shared.as-of")),
            Note = chart.Note + left,
        };
    }

    // Seconds that no calendar has end at its first or last day.
    private static DateOnly DayOf(BigInteger seconds) =>
        DateOnly.FromDayNumber(
            (int)
                BigInteger.Max(
                    0,
                    BigInteger.Min(
                        DateOnly.MaxValue.DayNumber - 1,
                        (seconds / 86_400) + new DateOnly(1970, 1, 1).DayNumber
                    )
                )
        );

    private static string Yield(PanelData data) =>
        data.Number(data.Rows[0], "staked").IsZero
            ? PageWords.Plain("sections.nothing-is-staked")
            : PageWords.Plain(
                "sections.staking-pays-a-year-after",
                data.Percent(data.Rows[0], "apr_ppm"),
                data.Percent(data.Rows[0], "apr_less_inflation_ppm"),
                data.Percent(data.Rows[0], "from_fees_ppm")
            );

    private static Drawn[] Ways() =>
        [
            new("apr_ppm", PageWords.Plain("sections.nominal"), Tone.Blue),
            new("apr_less_inflation_ppm", PageWords.Plain("sections.less-inflation"), Tone.Vermilion),
            new("from_fees_ppm", PageWords.Plain("sections.from-fees-alone"), Tone.Green),
        ];

    /// <summary>What staking pays by its rewards, what is left of it after inflation, and what fees alone pay.</summary>
    private static Chart Yields(PanelData data)
    {
        Drawn[] ways = Ways();
        return Frame(
            data,
            PageWords.Plain("sections.nominal-and-real-yield-of"),
            PageWords.Plain("sections.a-year"),
            [
                new BarSeries(
                    PageWords.Plain("sections.yield"),
                    Tone.Green,
                    Positions.On([.. ways.Select(way => way.Name)]),
                    [.. ways.Select(way => (double)data.Number(data.Rows[0], way.Column) / 10_000)]
                ),
            ]
        ) with
        {
            X = new Axis(PageWords.Plain("sections.way-of-saying-it")),
        };
    }

    private static string YieldTrend(PanelData data)
    {
        object?[][] staked =
        [
            .. data.Rows.Where(row =>
                data.IsKnown(row, "apr_ppm") && data.Number(row, "chain_id") == data.Number(data.Rows[0], "chain_id")
            ),
        ];
        return staked.Length == 0
            ? PageWords.Plain("sections.nothing-was-staked-in-any-month")
            : PageWords.Plain(
                "sections.staking-paid-in-the-year-to",
                data.Percent(staked[0], "apr_ppm"),
                data.Day(staked[0], "month"),
                data.Percent(staked[^1], "apr_ppm"),
                data.Day(staked[^1], "month")
            );
    }

    /// <summary>The yields of <see cref="Yields"/> as of the end of each month; on each chain that has the token.</summary>
    private static Chart YieldsByMonth(PanelData data)
    {
        IGrouping<BigInteger, object?[]>[] chains = [.. data.Rows.GroupBy(row => data.Number(row, "chain_id"))];
        return Frame(
            data,
            PageWords.Plain("sections.yield-of-staking-by-month"),
            PageWords.Plain("sections.a-year"),
            [
                .. chains.SelectMany(chain =>
                    Ways()
                        .Select(way =>
                            PercentLine(
                                data,
                                [.. chain],
                                "month",
                                DaySpan.Month,
                                way with
                                {
                                    Name =
                                        chains.Length == 1
                                            ? way.Name
                                            : PageWords.Plain("sections.on-chain", way.Name, chain.Key),
                                }
                            )
                        )
                ),
            ]
        );
    }

    private static string Overhang(PanelData data)
    {
        object?[] quarter = data.Rows.FirstOrDefault(row => data.Number(row, "days") == 90) ?? data.Last;
        return PageWords.Plain(
            "sections.of-what-circulates-unlocks-within",
            data.Percent(quarter, "share_ppm"),
            data.Number(quarter, "days")
        );
    }

    private static string Reconciliation(PanelData data)
    {
        bool closes = data.Rows.All(row =>
            data.Number(row, "difference").IsZero && data.Number(row, "overdrawn").IsZero
        );
        return closes
            ? PageWords.Plain(
                "sections.the-supply-closes-to-the",
                data.Rows.Select(row => data.Day(row, "day")).Distinct().Count()
            )
            : PageWords.Plain(
                "sections.the-supply-does-not-close",
                Together(data) is var all ? all.Compact(all.Last, "difference") : ""
            );
    }

    private static string Price(PanelData data)
    {
        double quote =
            (double)data.Number(data.Last, "quote_reserve")
            / Math.Pow(10, (double)data.Number(data.Last, "quote_decimals"));
        double token =
            (double)data.Number(data.Last, "token_reserve") / Math.Pow(10, (double)data.Number(data.Last, "decimals"));
        return token == 0
            ? PageWords.Plain("sections.the-pool-is-empty")
            : PageWords.Plain(
                "sections.1-in-the-pool",
                data.Text(data.Last, "symbol"),
                quote / token,
                data.Text(data.Last, "quote_symbol")
            );
    }
}
