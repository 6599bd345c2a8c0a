using System.Collections.Immutable;
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
        new("vesting", data => $"{data.Rows.Count} vesting schedules"),
        new("holders", data => $"The supply by {data.Rows.Count} classes of holders"),
        new("emission_rate", data => $"{data.Compact(data.Last, "emission_per_day")} emitted a day, over 90 days"),
        new("price", Price),
    ];

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
