using System.Collections.Immutable;
using System.Numerics;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using static Souk.Dashboards.Sections.SectionFigures;

namespace Souk.Dashboards.Sections;

/// <summary>How much of the token there is, where it is, and whether it adds up.</summary>
internal static class SupplyPanels
{
    public static readonly ImmutableArray<Panel> All =
    [
        new(
            "supply_reconciliation",
            Reconciliation,
            data =>
                Areas(
                    data,
                    "Where the supply is",
                    "day",
                    new Drawn("circulating", "Circulating", Tone.Blue),
                    new Drawn("staked", "Staked", Tone.Green),
                    new Drawn("escrowed", "In escrow", Tone.Purple),
                    new Drawn("treasury", "Treasury", Tone.Sky),
                    new Drawn("locked", "Locked or sunk", Tone.Orange)
                )
        ),
        new(
            "inflation",
            data =>
                $"Net inflation {data.Percent(data.Last, "inflation_ppm_a_year")} a year, burn rate {data.Percent(data.Last, "burn_rate_ppm_a_year")}",
            data =>
                Percent(
                    data,
                    "Net inflation and burn rate",
                    "day",
                    DaySpan.Day,
                    new Drawn("inflation_ppm_a_year", "Net inflation, a year", Tone.Blue),
                    new Drawn("burn_rate_ppm_a_year", "Burn rate, a year", Tone.Vermilion)
                )
        ),
        new("vesting", data => $"{data.Rows.Count} vesting schedules", Schedules),
        new("unlock_overhang", Overhang),
        new("holders", data => $"The supply by {data.Rows.Count} classes of holders"),
        new("emission_rate", data => $"{data.Compact(data.Last, "emission_per_day")} emitted a day, over 90 days"),
        new("real_yield", Yield, Yields),
        new("price", Price),
    ];

    /// <summary>Rows of a timeline that can be told apart.</summary>
    private const int SchedulesMax = 20;

    /// <summary>From the first to the last day of each schedule, the largest first.</summary>
    private static Chart Schedules(PanelData data)
    {
        object?[][] shown = [.. data.Rows.OrderByDescending(row => data.Number(row, "total")).Take(SchedulesMax)];
        string left =
            shown.Length < data.Rows.Count ? $" The largest {shown.Length} of {data.Rows.Count} are drawn." : "";
        Chart chart = Frame(
            data,
            "Vesting schedules",
            "from the first to the last day",
            [
                new TimelineSeries(
                    "Vesting",
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
        return chart with { Marker = new Marker(data.Market.AsOf.Day, "as of"), Note = chart.Note + left };
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
            ? "Nothing is staked"
            : $"Staking pays {data.Percent(data.Rows[0], "apr_ppm")} a year, {data.Percent(data.Rows[0], "apr_less_inflation_ppm")} after inflation; fees alone {data.Percent(data.Rows[0], "from_fees_ppm")}";

    /// <summary>What staking pays by its rewards, what is left of it after inflation, and what fees alone pay.</summary>
    private static Chart Yields(PanelData data)
    {
        (string Name, string Column)[] ways =
        [
            ("Nominal", "apr_ppm"),
            ("Less inflation", "apr_less_inflation_ppm"),
            ("From fees alone", "from_fees_ppm"),
        ];
        return Frame(
            data,
            "Nominal and real yield of staking",
            "% a year",
            [
                new BarSeries(
                    "Yield",
                    Tone.Green,
                    Positions.On([.. ways.Select(way => way.Name)]),
                    [.. ways.Select(way => (double)data.Number(data.Rows[0], way.Column) / 10_000)]
                ),
            ]
        ) with
        {
            X = new Axis("Way of saying it"),
        };
    }

    private static string Overhang(PanelData data)
    {
        object?[] quarter = data.Rows.FirstOrDefault(row => data.Number(row, "days") == 90) ?? data.Last;
        return $"{data.Percent(quarter, "share_ppm")} of what circulates unlocks within {data.Number(quarter, "days")} days";
    }

    private static string Reconciliation(PanelData data)
    {
        bool closes = data.Rows.All(row =>
            data.Number(row, "difference").IsZero && data.Number(row, "overdrawn").IsZero
        );
        return closes
            ? $"The supply closes to the base unit on each of {data.Rows.Count:N0} days"
            : $"The supply does not close: {data.Compact(data.Last, "difference")} are unaccounted for";
    }

    private static string Price(PanelData data)
    {
        double quote =
            (double)data.Number(data.Last, "quote_reserve")
            / Math.Pow(10, (double)data.Number(data.Last, "quote_decimals"));
        double token =
            (double)data.Number(data.Last, "token_reserve") / Math.Pow(10, (double)data.Number(data.Last, "decimals"));
        return token == 0
            ? "The pool is empty"
            : FormattableString.Invariant(
                $"1 {data.Text(data.Last, "symbol")} = {quote / token:0.####} {data.Text(data.Last, "quote_symbol")} in the pool"
            );
    }
}
