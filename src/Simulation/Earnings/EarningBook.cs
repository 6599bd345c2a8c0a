using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;

namespace Souk.Simulation.Earnings;

/// <summary>Adds up what each cohort of one role earned and spent in a run, day by day.</summary>
internal sealed class EarningBook(string part, IEarners earners, int days)
{
    /// <summary>Cohorts after the first day's at most; they are equally long.</summary>
    private const int CohortsMax = 12;

    private const int CohortDaysMin = 30;

    private readonly EarningDay _today = new(earners.Agents.Count);
    private readonly int[] _cohortOf = [.. Enumerable.Repeat(-1, earners.Agents.Count)];
    private readonly int _cohortDays = Math.Max(CohortDaysMin, (days + CohortsMax - 1) / CohortsMax);
    private readonly List<Sums> _cohorts = [];

    public string Part => part;

    public string Role => earners.Role;

    public void Close(int day)
    {
        earners.Tell(day, _today);
        for (int agent = 0; agent < _cohortOf.Length; agent++)
        {
            if (_today.Income[agent] + _today.Spent[agent] + _today.Asked[agent] <= 0)
            {
                continue;
            }

            if (_cohortOf[agent] < 0)
            {
                _cohortOf[agent] = day == 0 ? 0 : 1 + (day / _cohortDays);
                Of(_cohortOf[agent]).People++;
            }

            Sums cohort = Of(_cohortOf[agent]);
            cohort.Income[day] += _today.Income[agent];
            cohort.Spent[day] += _today.Spent[agent];
            cohort.Asked[day] += _today.Asked[agent];
        }
    }

    /// <summary>The means of several runs of the same role.</summary>
    public static RoleEarnings MeanOf(IReadOnlyList<EarningBook> runs)
    {
        List<(EarningCohort, EarningPath)> cohorts = [];
        for (int cohort = 0; cohort < runs.Max(run => run._cohorts.Count); cohort++)
        {
            Sums[] sums = [.. runs.Select(run => run.Of(cohort))];
            if (sums.Sum(sum => sum.People) > 0)
            {
                cohorts.Add(
                    (
                        runs[0].DaysOf(cohort),
                        new EarningPath(
                            sums.Average(sum => sum.People),
                            Cumulated(sums, sum => sum.Income),
                            Cumulated(sums, sum => sum.Spent),
                            Cumulated(sums, sum => sum.Asked)
                        )
                    )
                );
            }
        }

        double[] none = new double[runs[0]._days];
        return new RoleEarnings(
            runs[0].Part,
            runs[0].Role,
            cohorts.Count == 0
                ? new EarningPath(0, none, none, none)
                : EarningPath.Sum([.. cohorts.Select(cohort => cohort.Item2)]),
            cohorts
        );
    }

    private readonly int _days = days;

    private EarningCohort DaysOf(int cohort) =>
        cohort == 0
            ? new EarningCohort(0, 0)
            : new EarningCohort(Math.Max(1, (cohort - 1) * _cohortDays), Math.Min(_days, cohort * _cohortDays) - 1);

    private Sums Of(int cohort)
    {
        while (_cohorts.Count <= cohort)
        {
            _cohorts.Add(new Sums(_days));
        }

        return _cohorts[cohort];
    }

    private static double[] Cumulated(Sums[] sums, Func<Sums, double[]> series)
    {
        double[] cumulated = new double[series(sums[0]).Length];
        double reached = 0;
        for (int day = 0; day < cumulated.Length; day++)
        {
            reached += sums.Sum(sum => series(sum)[day]) / sums.Length;
            cumulated[day] = reached;
        }

        return cumulated;
    }

    private sealed class Sums(int days)
    {
        public int People { get; set; }

        public double[] Income { get; } = new double[days];

        public double[] Spent { get; } = new double[days];

        public double[] Asked { get; } = new double[days];
    }
}

/// <summary>Hands the days of a run to the books of all roles.</summary>
internal sealed class EarningSink(IReadOnlyList<EarningBook> books) : Sink
{
    public override void Close(int step, ReadOnlySpan<double> values, ReadOnlySpan<Int128> units)
    {
        foreach (EarningBook book in books)
        {
            book.Close(step);
        }
    }
}
