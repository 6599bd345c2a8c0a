namespace Souk.Simulation.Earnings;

/// <summary>What some people earned and what it cost them, USD since the start, by day.</summary>
/// <param name="People">Who ever worked; a mean over runs.</param>
/// <param name="Spent">Out of pocket.</param>
/// <param name="Asked">The wages that they asked for their work: what their time is worth to them.</param>
public sealed record EarningPath(
    double People,
    IReadOnlyList<double> Income,
    IReadOnlyList<double> Spent,
    IReadOnlyList<double> Asked
)
{
    /// <summary>Spent and asked together.</summary>
    public IReadOnlyList<double> Cost { get; } = [.. Spent.Zip(Asked, (spent, asked) => spent + asked)];

    /// <summary>The first day from which on income is never below cost again; null where it ends below.</summary>
    public int? BreakEvenDay
    {
        get
        {
            int day = Income.Count;
            while (day > 0 && Income[day - 1] >= Cost[day - 1])
            {
                day--;
            }

            return day == Income.Count ? null : day;
        }
    }

    /// <summary>All of them together.</summary>
    internal static EarningPath Sum(IReadOnlyList<EarningPath> paths) =>
        new(
            paths.Sum(path => path.People),
            Sum(paths, path => path.Income),
            Sum(paths, path => path.Spent),
            Sum(paths, path => path.Asked)
        );

    private static double[] Sum(IReadOnlyList<EarningPath> paths, Func<EarningPath, IReadOnlyList<double>> series) =>
        [.. Enumerable.Range(0, series(paths[0]).Count).Select(day => paths.Sum(path => series(path)[day]))];
}

/// <summary>Those of one part, who do one thing.</summary>
/// <param name="Part">Of the scenario.</param>
/// <param name="Role">What they do.</param>
/// <param name="All">All cohorts together.</param>
/// <param name="Cohorts">By the day on which they first worked; those that nobody belongs to are left out.</param>
public sealed record RoleEarnings(
    string Part,
    string Role,
    EarningPath All,
    IReadOnlyList<(EarningCohort Cohort, EarningPath Path)> Cohorts
);

/// <summary>Who first worked in the same time.</summary>
/// <param name="First">The first such day, 0 for the first one.</param>
/// <param name="Last">The last such day; those of day 0 are a cohort of their own.</param>
public readonly record struct EarningCohort(int First, int Last);
