using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Mechanisms.Vestings;

namespace Souk.Dashboards.Scenarios;

/// <summary>When a scenario's allocations, vestings and sales become free, as stated at its start.</summary>
public sealed record UnlockPlan(IReadOnlyList<UnlockSchedule> Schedules, DateOnly LastDay)
{
    /// <summary>Names its files.</summary>
    public const string Key = "unlock_schedules";

    /// <summary>Rows of a timeline that can be told apart.</summary>
    private const int DrawnMax = 20;

    /// <returns>Null where nothing is locked.</returns>
    /// <exception cref="Simulation.Scenarios.ScenarioException">The scenario cannot be built.</exception>
    public static UnlockPlan? Of(Blueprint blueprint) =>
        UnlockTable.SchedulesOf(blueprint) is { Count: > 0 } schedules
            ? new UnlockPlan(schedules, blueprint.Start.AddDays(blueprint.HorizonDays - 1))
            : null;

    /// <summary>An amount in its token, short.</summary>
    public static string Text(UnlockSchedule schedule, Int128 amount) =>
        $"{new Amount(amount, new TokenUnit(schedule.Symbol, schedule.Decimals)).Compact} {schedule.Symbol}";

    /// <summary>What it comes to, token by token.</summary>
    public string Sentence =>
        string.Join(
            ' ',
            Schedules
                .GroupBy(one => one.Symbol)
                .Select(token =>
                {
                    Int128 total = token.Aggregate((Int128)0, (sum, one) => sum + one.Total);
                    Int128 atLaunch = token.Aggregate((Int128)0, (sum, one) => sum + one.AtLaunch);
                    int cliffs = token.Count(one => one.HasCliff);
                    double share = total == 0 ? 0 : (double)atLaunch / (double)total;
                    return PageWords.Plain(
                        "scenarios.of-that-are-allotted-are",
                        Text(token.First(), total),
                        100 * share,
                        cliffs == 0
                            ? PageWords.Plain("scenarios.nothing-is-held-back")
                            : PageWords.Plain("scenarios.of-hold-the-rest-back", cliffs, token.Count()),
                        token.Max(one => one.End)
                    );
                })
        );

    /// <summary>The largest schedules: what is held back until a cliff, and what becomes free after it.</summary>
    public Chart ToChart()
    {
        // Tokens of different kinds are compared by nothing: the order of the parts decides between them.
        UnlockSchedule[] drawn = [.. Schedules.OrderByDescending(one => one.Total).Take(DrawnMax)];
        (string Row, UnlockSchedule One)[] rows =
        [
            .. drawn.Select((one, index) => ($"{index + 1}. {one.Bucket}, {Text(one, one.Total)}", one)),
        ];
        string left =
            drawn.Length < Schedules.Count
                ? $" {PageWords.Plain("scenarios.the-largest-of-are-drawn", drawn.Length, Schedules.Count)}"
                : "";
        return new Chart
        {
            Title = PageWords.Plain("scenarios.vesting-of-the-scenario-s"),
            X = new Axis(PageWords.Plain("scenarios.date")),
            Y = new Axis(PageWords.Plain("scenarios.bucket"), PageWords.Plain("scenarios.from-the-first-to-the")),
            Marker = new Marker(LastDay, PageWords.Plain("scenarios.last-simulated-day")),
            Note = PageWords.Plain("scenarios.as-stated-at-the-start") + left,
            Series =
            [
                new TimelineSeries(
                    PageWords.Plain("scenarios.becomes-free"),
                    Tone.Orange,
                    [.. rows.Select(row => new TimelineBar(row.Row, row.One.First, row.One.End))]
                ),
                new TimelineSeries(
                    PageWords.Plain("scenarios.held-back"),
                    Tone.Grey,
                    [
                        .. rows.Where(row => row.One.HasCliff)
                            .Select(row => new TimelineBar(row.Row, row.One.Launch, row.One.First.AddDays(-1))),
                    ]
                ),
            ],
        };
    }

    /// <summary>All schedules, amounts in base units.</summary>
    /// <param name="about">Which scenario.</param>
    public Exhibit ToExhibit(IEnumerable<(string Name, string Text)> about)
    {
        Chart chart = ToChart();
        return new Exhibit(
            Key,
            chart.Title,
            ExportTable.Of(
                Schedules,
                ("part", row => row.Part),
                ("bucket", row => row.Bucket),
                ("token", row => row.Symbol),
                ("total", row => row.Total),
                ("at_launch", row => row.AtLaunch),
                ("launch", row => row.Launch),
                ("first_after_launch", row => row.First),
                ("end", row => row.End)
            ),
            chart
        )
        {
            About =
            [
                ("units", PageWords.Plain("scenarios.base-units-of-the-token")),
                ("formula", chart.Note!),
                .. about,
            ],
        };
    }
}
