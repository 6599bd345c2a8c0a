using System.Collections.Immutable;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Tables;
using Souk.Dashboards.Wordings;
using static Souk.Dashboards.Sections.SectionFigures;

namespace Souk.Dashboards.Sections;

/// <summary>Who takes part, how long they stay, and how few have most.</summary>
internal static class ParticipantPanels
{
    public static readonly ImmutableArray<Panel> All =
    [
        new(
            "concentration_alarms",
            data => PageWords.Plain("sections.measures-of-concentration-are-beyond", data.Rows.Count)
        ),
        new("concentration", data => PageWords.Plain("sections.concentration-of-sides-and-tokens", data.Rows.Count)),
        new("concentration_trend", Trend, ParticipantFigures.ConcentrationTrend),
        new("lorenz", Poorest, ParticipantFigures.Lorenz),
        new(
            "payout_distribution",
            data =>
                PageWords.Plain(
                    "sections.half-of-the-earners-got",
                    data.Compact(HalfOf(data, "at_most_ppm"), "amount")
                ),
            ParticipantFigures.Payouts
        ),
        new(
            "wallets",
            data =>
                PageWords.Plain(
                    "sections.wallets-seen-of-them-ever",
                    data.Number(data.Last, "seen"),
                    data.Percent(data.Last, "contributed_share_ppm")
                ),
            data =>
                Counts(
                    data,
                    PageWords.Plain("sections.wallets-seen-contributing-and-paid"),
                    PageWords.Plain("sections.wallets-so-far"),
                    "month",
                    DaySpan.Month,
                    new Drawn("seen", PageWords.Plain("sections.seen"), Tone.Grey),
                    new Drawn("contributed", PageWords.Plain("sections.contributed"), Tone.Green),
                    new Drawn("paid", PageWords.Plain("sections.paid"), Tone.Blue)
                )
        ),
        new("retention", Retention, data => CohortSide(data).ToChart(data)) { IsCohorts = true },
        new("survival", Survival, ParticipantFigures.Survival),
        new(
            "contributors",
            data => PageWords.Plain("sections.contributors-on-the-last-day", data.Number(data.Last, "contributors")),
            data =>
                Counts(
                    data,
                    PageWords.Plain("sections.active-contributors"),
                    PageWords.Plain("sections.parties-per-day"),
                    "day",
                    DaySpan.Day,
                    new Drawn("contributors", PageWords.Plain("sections.contributors"), Tone.Green)
                )
        ),
        new("acceptance", Accepted),
        new(
            "buyers",
            data => PageWords.Plain("sections.buyers-on-the-last-day", data.Number(data.Last, "buyers")),
            data =>
                Counts(
                    data,
                    PageWords.Plain("sections.active-buyers"),
                    PageWords.Plain("sections.parties-and-orders-per-day"),
                    "day",
                    DaySpan.Day,
                    new Drawn("buyers", PageWords.Plain("sections.buyers"), Tone.Blue),
                    new Drawn("orders", PageWords.Plain("sections.orders"), Tone.Grey)
                )
        ),
        new(
            "active_parties",
            data =>
                PageWords.Plain(
                    "sections.contributors-and-buyers-in-30",
                    data.Number(data.Last, "contributors"),
                    data.Number(data.Last, "buyers")
                )
        ),
        new(
            "role_earnings",
            data =>
                PageWords.Plain(
                    "sections.lifetime-earnings-of-roles",
                    data.Rows.Select(row => data.Text(row, "role")).Distinct().Count()
                )
        ),
        new(
            "top_contributors",
            data =>
                PageWords.Plain(
                    "sections.parties-were-paid",
                    data.Rows.Select(row => data.Text(row, "party")).Distinct().Count()
                )
        ),
        new(
            "activity",
            data =>
                PageWords.Plain(
                    "sections.activities-of-kinds",
                    data.Rows.Aggregate(
                        System.Numerics.BigInteger.Zero,
                        (sum, row) => sum + data.Number(row, "activities")
                    ),
                    data.Rows.Select(row => data.Text(row, "kind")).Distinct().Count()
                )
        ),
        new("retention_value", Kept),
        new("links", data => PageWords.Plain("sections.links-between-addresses-each-suspected", data.Rows.Count)),
        new("sybil_screen", Groups),
    ];

    // Rows are by group and token, the likeliest group first.
    private static string Groups(PanelData data)
    {
        int groups = data.Rows.Select(row => (data.Text(row, "behind"), data.Text(row, "rule"))).Distinct().Count();
        return PageWords.Plain(
            "sections.of-wallets-that-look-like",
            groups,
            groups == 1 ? PageWords.Plain("sections.group") : PageWords.Plain("sections.groups"),
            FoundText.Of(data.Text(data.Rows[0], "verdict"))
        );
    }

    private static string Accepted(PanelData data)
    {
        System.Numerics.BigInteger Sum(string column) =>
            data.Rows.Aggregate(System.Numerics.BigInteger.Zero, (sum, row) => sum + data.Number(row, column));
        return PageWords.Plain("sections.of-pieces-of-work-were", Sum("accepted"), Sum("works"), Sum("rejected"));
    }

    private static string Kept(PanelData data)
    {
        object?[][] next =
        [
            .. InMainSymbol(data)
                .Where(row => data.Text(row, "side") == "buyers" && data.Number(row, "months_after") == 1),
        ];
        return next.Length == 0
            ? PageWords.Plain("sections.no-cohort-of-buyers-is")
            : PageWords.Plain("sections.the-latest-buyers-paid-of", data.Percent(next[^1], "share_ppm"));
    }

    private static string Trend(PanelData data)
    {
        object?[]? last = InMainSymbol(data).LastOrDefault(row => data.Text(row, "side") == "earners");
        return last is null
            ? PageWords.Plain("sections.nobody-earned-anything-in-the")
            : PageWords.Plain(
                "sections.in-one-of-earners-got",
                data.Day(last, "month").ToString("MMMM yyyy", PageWords.Culture),
                data.Number(last, "parties"),
                data.Percent(last, "top_share_ppm")
            );
    }

    private static string Poorest(PanelData data)
    {
        object?[] half = HalfOf(data, "parties_ppm");
        return PageWords.Plain(
            "sections.the-poorest-of-earners-have",
            data.Percent(half, "parties_ppm"),
            data.Percent(half, "income_share_ppm")
        );
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
        return contributors.Length == 0 ? PageWords.Plain("sections.nobody-has-contributed-yet")
            : quarter is null ? PageWords.Plain("sections.all-contributors-stay-for-more", (QuarterSteps + 1) * 30)
            : PageWords.Plain(
                "sections.of-contributors-stay-for-more",
                data.Percent(quarter, "survival_ppm"),
                (data.Number(quarter, "step") + 1) * 30
            );
    }

    private static string Retention(PanelData data)
    {
        CohortTable side = CohortSide(data);
        Cohort[] past = [.. side.Rows.Where(cohort => cohort.Returned.ContainsKey(1))];
        long size = past.Sum(cohort => cohort.Size);
        return size == 0
            ? PageWords.Plain("sections.nobody-could-come-back-yet")
            : PageWords.Plain(
                "sections.of-came-back-the-month",
                PanelData.PercentOf(past.Sum(cohort => cohort.Returned[1]) * 1_000_000 / size),
                FoundText.Of(side.Side)
            );
    }

    // Of contributors, who make the supply, where there are any; the tables have buyers too.
    private static CohortTable CohortSide(PanelData data)
    {
        IReadOnlyList<CohortTable> sides = CohortTable.Of(data);
        return sides.FirstOrDefault(one => one.Side == "contributors") ?? sides[0];
    }
}
