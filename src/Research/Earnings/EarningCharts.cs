using System.Globalization;
using Souk.Charts;
using Souk.Charts.Figures;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Simulation.Earnings;

namespace Souk.Research.Earnings;

/// <summary>Whether it pays to contribute, as charts: the same in pages, notebooks and files.</summary>
public static class EarningCharts
{
    /// <summary>Roles that are drawn: two lines each can still be told apart.</summary>
    private const int RolesDrawn = 3;

    private static readonly Tone[] s_tones = [Tone.Blue, Tone.Orange, Tone.Green];

    /// <summary>What each role earned and what it cost, since the start, by day: where income crosses cost they break even.</summary>
    public static Chart BreakEven(ContributorEarnings earnings)
    {
        RoleEarnings[] drawn = [.. earnings.Roles.OrderByDescending(role => role.All.Income[^1]).Take(RolesDrawn)];
        int[] days = Thinning.Evenly(earnings.Roles[0].All.Income.Count);
        Positions x = Positions.On([.. days.Select(day => earnings.Start.AddDays(day))]);
        return new Chart
        {
            Title = "Break-even of contributors",
            X = new Axis("Date"),
            Y = new Axis("Since the start", "USD", FromZero: true),
            Note = Note(earnings),
            Series =
            [
                .. drawn.SelectMany(
                    (role, at) =>
                        new[]
                        {
                            Line($"{role.Part}: income", s_tones[at], role.All.Income),
                            Line($"{role.Part}: cost", s_tones[at], role.All.Cost) with
                            {
                                Dashed = true,
                            },
                        }
                ),
            ],
        };

        LineSeries Line(string name, Tone tone, IReadOnlyList<double> values) =>
            new(name, tone, x, [.. days.Select(day => values[day])]);
    }

    /// <summary>What one of each cohort earned by the last day and what it cost, by role and by when they came.</summary>
    public static Chart Cohorts(ContributorEarnings earnings)
    {
        (string Name, EarningPath Path)[] bars =
        [
            .. earnings.Roles.SelectMany(role =>
                role.Cohorts.Select(cohort =>
                    (
                        earnings.Roles.Count == 1
                            ? NameOf(earnings, cohort.Cohort)
                            : $"{role.Part}, {NameOf(earnings, cohort.Cohort)}",
                        cohort.Path
                    )
                )
            ),
        ];
        Positions x = Positions.On([.. bars.Select(bar => bar.Name)]);
        return new Chart
        {
            Title = "Break-even by cohort",
            X = new Axis("First worked"),
            Y = new Axis("Of one person by the last day", "USD", FromZero: true),
            Bars = BarLayout.Grouped,
            Note = Note(earnings),
            Series =
            [
                new BarSeries("Income", Tone.Blue, x, [.. bars.Select(bar => bar.Path.Income[^1] / bar.Path.People)]),
                new BarSeries("Cost", Tone.Orange, x, [.. bars.Select(bar => bar.Path.Cost[^1] / bar.Path.People)]),
            ],
        };
    }

    /// <summary>When a cohort came, in words.</summary>
    public static string NameOf(ContributorEarnings earnings, EarningCohort cohort) =>
        cohort.Last == 0
            ? "the first day"
            : $"from {earnings.Start.AddDays(cohort.First).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    private static string Note(ContributorEarnings earnings) =>
        $"Mean of {earnings.Runs} {(earnings.Runs == 1 ? "run" : "runs")}. Cost is what is spent on the work and the wage that one asks for it; pay in tokens counts at the closing price of its day.";
}
