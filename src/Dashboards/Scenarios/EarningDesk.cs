using System.Globalization;
using Souk.Charts;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;
using Souk.Research.Earnings;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Earnings;

namespace Souk.Dashboards.Scenarios;

/// <summary>Whether it pays to contribute in a scenario: played once for its hash and seed.</summary>
public sealed class EarningDesk(BandRunner runner)
{
    /// <summary>Days that all runs together play: about a second.</summary>
    private const int DaysMax = 1_000;

    private const int RunsMax = 4;
    private const int PlayedKept = 32;

    private readonly Kept<string, EarningView> _played = new(PlayedKept);

    /// <summary>In how many runs a scenario is played.</summary>
    public static int RunsOf(Blueprint blueprint) => Math.Clamp(DaysMax / blueprint.HorizonDays, 1, RunsMax);

    /// <exception cref="Simulation.Scenarios.ScenarioException">The scenario cannot run.</exception>
    /// <exception cref="Simulation.Experiments.RunException">A rule met what it cannot do.</exception>
    public Task<EarningView> PlayAsync(Blueprint blueprint, uint seed, CancellationToken cancellation) =>
        _played.OfAsync(
            string.Create(CultureInfo.InvariantCulture, $"{blueprint.Hash} {seed}"),
            async () =>
                new EarningView(
                    await runner.InTurnAsync(
                        () => ContributorEarnings.Play(blueprint, seed, RunsOf(blueprint), cancellation),
                        cancellation
                    )
                )
        );
}

/// <summary>What it pays to contribute, as a page shows it.</summary>
public sealed class EarningView(ContributorEarnings earnings)
{
    /// <summary>Names the exhibit of all roles by day.</summary>
    public const string ByRole = "break_even";

    /// <summary>Names the exhibit of cohorts.</summary>
    public const string ByCohort = "break_even_cohorts";

    public ContributorEarnings Earnings => earnings;

    /// <summary>Each role and each of its cohorts.</summary>
    public IEnumerable<EarningRow> Rows =>
        earnings.Roles.SelectMany(role =>
            role.Cohorts.Select(cohort => new EarningRow(
                    role,
                    EarningCharts.NameOf(earnings, cohort.Cohort),
                    cohort.Path,
                    earnings.Start
                ))
                .Prepend(new EarningRow(role, "all", role.All, earnings.Start))
        );

    /// <summary>Names of the columns of <see cref="Cells"/>.</summary>
    public static IReadOnlyList<string> Headings =>
        [
            PageWords.Plain("scenarios.part"),
            PageWords.Plain("scenarios.first-worked"),
            PageWords.Plain("scenarios.people"),
            PageWords.Plain("scenarios.income-usd"),
            PageWords.Plain("scenarios.spent-usd"),
            PageWords.Plain("scenarios.wage-asked-usd"),
            PageWords.Plain("scenarios.breaks-even"),
        ];

    /// <summary>The rows as readers see them.</summary>
    public IEnumerable<IReadOnlyList<string>> Cells =>
        Rows.Select(row =>
            (IReadOnlyList<string>)
                [
                    row.Role.Part,
                    row.Cohort,
                    Whole(row.Path.People),
                    Whole(row.Path.Income[^1]),
                    Whole(row.Path.Spent[^1]),
                    Whole(row.Path.Asked[^1]),
                    row.BreakEven?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                        ?? PageWords.Plain("scenarios.not-yet"),
                ]
        );

    private static string Whole(double value) =>
        value.ToString(Math.Abs(value) < 10 ? "0.##" : "N0", CultureInfo.InvariantCulture);

    /// <summary>What it comes to.</summary>
    public string Sentence => string.Join(' ', earnings.Roles.Select(Of));

    public Chart ToChart() => EarningCharts.BreakEven(earnings);

    public Chart ToCohortChart() => EarningCharts.Cohorts(earnings);

    /// <param name="about">Which scenario and seed.</param>
    public IEnumerable<Exhibit> ToExhibits(IReadOnlyList<(string Name, string Text)> about)
    {
        Chart chart = ToChart();
        yield return new Exhibit(
            ByRole,
            chart.Title,
            ExportTable.Of(
                earnings.Roles.SelectMany(role =>
                    Enumerable.Range(0, role.All.Income.Count).Select(day => (Role: role, Day: day))
                ),
                ("part", row => row.Role.Part),
                ("role", row => row.Role.Role),
                ("day", row => earnings.Start.AddDays(row.Day)),
                ("income_usd", row => row.Role.All.Income[row.Day]),
                ("spent_usd", row => row.Role.All.Spent[row.Day]),
                ("asked_usd", row => row.Role.All.Asked[row.Day])
            ),
            chart
        )
        {
            About = [("units", chart.Y.Caption), ("formula", chart.Note!), .. about, ("runs", $"{earnings.Runs}")],
        };
        Chart cohorts = ToCohortChart();
        yield return new Exhibit(
            ByCohort,
            cohorts.Title,
            ExportTable.Of(
                Rows,
                ("part", row => row.Role.Part),
                ("role", row => row.Role.Role),
                ("first_worked", row => row.Cohort),
                ("people", row => row.Path.People),
                ("income_usd", row => row.Path.Income[^1]),
                ("spent_usd", row => row.Path.Spent[^1]),
                ("asked_usd", row => row.Path.Asked[^1]),
                ("break_even", row => row.BreakEven)
            ),
            cohorts
        )
        {
            About = [("units", "USD"), ("formula", cohorts.Note!), .. about, ("runs", $"{earnings.Runs}")],
        };
    }

    private string Of(RoleEarnings role)
    {
        if (role.Cohorts.Count == 0)
        {
            return PageWords.Plain("scenarios.nobody-of-works", role.Part);
        }

        int below = role.Cohorts.Count(cohort => cohort.Path.BreakEvenDay is null);
        string all = role.All.BreakEvenDay is { } day
            ? PageWords.Plain("scenarios.all-together-have-earned-more", role.Part, day + 1)
            : PageWords.Plain("scenarios.all-together-end-with-less", role.Part);
        return PageWords.Plain(
            "scenarios.below-its-cost",
            all,
            below == 0 ? PageWords.Plain("scenarios.no-cohort-ends")
                : below == 1 ? PageWords.Plain("scenarios.one-cohort-ends")
                : PageWords.Plain("scenarios.of-cohorts-end", below, role.Cohorts.Count)
        );
    }
}

/// <summary>A row of the table.</summary>
/// <param name="Cohort">When they first worked, in words; all for everybody.</param>
public sealed record EarningRow(RoleEarnings Role, string Cohort, EarningPath Path, DateOnly Start)
{
    /// <summary>From when on income is above cost for good; null where never.</summary>
    public DateOnly? BreakEven => Path.BreakEvenDay is { } day ? Start.AddDays(day) : null;
}
