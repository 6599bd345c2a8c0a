using System.Collections.Immutable;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Warehouse.Metrics;
using static Souk.Dashboards.Sections.SectionFigures;

namespace Souk.Dashboards.Sections;

/// <summary>Who takes part, how long they stay, and how few have most.</summary>
internal static class ParticipantPanels
{
    public static readonly ImmutableArray<Panel> All =
    [
        new("concentration_alarms", data => $"{data.Rows.Count} measures of concentration are beyond their thresholds"),
        new("concentration", data => $"Concentration of {data.Rows.Count} sides and tokens"),
        new("concentration_trend", Trend, ParticipantFigures.ConcentrationTrend),
        new("lorenz", Poorest, ParticipantFigures.Lorenz),
        new(
            "payout_distribution",
            data => $"Half of the earners got {data.Compact(HalfOf(data, "at_most_ppm"), "amount")} or less",
            ParticipantFigures.Payouts
        ),
        new(
            "wallets",
            data =>
                $"{data.Number(data.Last, "seen"):N0} wallets seen; {data.Percent(data.Last, "contributed_share_ppm")} of them ever contributed",
            data =>
                Counts(
                    data,
                    "Wallets seen, contributing and paid",
                    "wallets so far",
                    "month",
                    DaySpan.Month,
                    new Drawn("seen", "Seen", Tone.Grey),
                    new Drawn("contributed", "Contributed", Tone.Green),
                    new Drawn("paid", "Paid", Tone.Blue)
                )
        ),
        new("retention", Retention, data => CohortSide(data.Table).ToChart(data)) { IsCohorts = true },
        new("survival", Survival, ParticipantFigures.Survival),
        new(
            "contributors",
            data => $"{data.Number(data.Last, "contributors"):N0} contributors on the last day with any",
            data =>
                Counts(
                    data,
                    "Active contributors",
                    "parties per day",
                    "day",
                    DaySpan.Day,
                    new Drawn("contributors", "Contributors", Tone.Green)
                )
        ),
        new("acceptance", Accepted),
        new(
            "buyers",
            data => $"{data.Number(data.Last, "buyers"):N0} buyers on the last day with any",
            data =>
                Counts(
                    data,
                    "Active buyers",
                    "parties and orders per day",
                    "day",
                    DaySpan.Day,
                    new Drawn("buyers", "Buyers", Tone.Blue),
                    new Drawn("orders", "Orders", Tone.Grey)
                )
        ),
        new(
            "active_parties",
            data =>
                $"{data.Number(data.Last, "contributors"):N0} contributors and {data.Number(data.Last, "buyers"):N0} buyers in 30 days"
        ),
        new(
            "role_earnings",
            data => $"Lifetime earnings of {data.Rows.Select(row => data.Text(row, "role")).Distinct().Count()} roles"
        ),
        new(
            "top_contributors",
            data => $"{data.Rows.Select(row => data.Text(row, "party")).Distinct().Count():N0} parties were paid"
        ),
        new(
            "activity",
            data =>
                $"{data.Rows.Aggregate(System.Numerics.BigInteger.Zero, (sum, row) => sum + data.Number(row, "activities")):N0} activities of {data.Rows.Select(row => data.Text(row, "kind")).Distinct().Count()} kinds"
        ),
        new("retention_value", Kept),
        new(
            "links",
            data => $"{data.Rows.Count:N0} links between addresses, each suspected by a rule with a confidence"
        ),
        new("sybil_screen", Groups),
    ];

    // Rows are by group and token, the likeliest group first.
    private static string Groups(PanelData data)
    {
        int groups = data.Rows.Select(row => (data.Text(row, "behind"), data.Text(row, "rule"))).Distinct().Count();
        return $"{groups:N0} {(groups == 1 ? "group" : "groups")} of wallets that look like one person's, the likeliest {data.Text(data.Rows[0], "verdict")}";
    }

    private static string Accepted(PanelData data)
    {
        System.Numerics.BigInteger Sum(string column) =>
            data.Rows.Aggregate(System.Numerics.BigInteger.Zero, (sum, row) => sum + data.Number(row, column));
        return $"{Sum("accepted"):N0} of {Sum("works"):N0} pieces of work were accepted and {Sum("rejected"):N0} rejected";
    }

    private static string Kept(PanelData data)
    {
        object?[][] next =
        [
            .. InMainSymbol(data)
                .Where(row => data.Text(row, "side") == "buyers" && data.Number(row, "months_after") == 1),
        ];
        return next.Length == 0
            ? "No cohort of buyers is a month old"
            : $"The latest buyers paid {data.Percent(next[^1], "share_ppm")} of their first month's money again in the next";
    }

    private static string Trend(PanelData data)
    {
        object?[]? last = InMainSymbol(data).LastOrDefault(row => data.Text(row, "side") == "earners");
        return last is null
            ? "Nobody earned anything in the token that buyers pay in"
            : $"In {data.Day(last, "month").ToString("MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture)} one of {data.Number(last, "parties"):N0} earners got {data.Percent(last, "top_share_ppm")}";
    }

    private static string Poorest(PanelData data)
    {
        object?[] half = HalfOf(data, "parties_ppm");
        return $"The poorest {data.Percent(half, "parties_ppm")} of earners have {data.Percent(half, "income_share_ppm")} of the income";
    }

    // The first row by which half of the parties or more are counted.
    private static object?[] HalfOf(PanelData data, string column) =>
        InMainSymbol(data).First(row => data.Number(row, column) >= 500_000);

    /// <summary>Steps of 30 days after which survival is told.</summary>
    private const int QuarterSteps = 3;

    private static string Survival(PanelData data)
    {
        object?[][] contributors = [.. data.Rows.Where(row => data.Text(row, "side") == "contributors")];
        object?[]? quarter = contributors.LastOrDefault(row => data.Number(row, "step") <= QuarterSteps);
        // Steps at which nobody ends have no row.
        return contributors.Length == 0 ? "Nobody has contributed yet"
            : quarter is null ? $"All contributors stay for more than {(QuarterSteps + 1) * 30} days"
            : $"{data.Percent(quarter, "survival_ppm")} of contributors stay for more than {(data.Number(quarter, "step") + 1) * 30} days";
    }

    private static string Retention(PanelData data)
    {
        string side = CohortSide(data.Table).Side;
        object?[][] second =
        [
            .. data.Rows.Where(row => data.Text(row, "side") == side && data.Number(row, "months_after") == 1),
        ];
        System.Numerics.BigInteger size = second.Aggregate(
            System.Numerics.BigInteger.Zero,
            (sum, row) => sum + data.Number(row, "cohort_size")
        );
        System.Numerics.BigInteger kept = second.Aggregate(
            System.Numerics.BigInteger.Zero,
            (sum, row) => sum + data.Number(row, "retained")
        );
        return size.IsZero
            ? "Nobody could come back yet"
            : $"{PanelData.PercentOf((long)(kept * 1_000_000 / size))} of {side} came back the month after";
    }

    // Of contributors, who make the supply, where there are any; the tables have buyers too.
    private static CohortTable CohortSide(MetricTable table)
    {
        IReadOnlyList<CohortTable> sides = CohortTable.Of(table);
        return sides.FirstOrDefault(one => one.Side == "contributors") ?? sides[0];
    }
}
