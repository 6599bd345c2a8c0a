namespace Souk.Dashboards.EventStudies;

/// <summary>One market, or one run of a scenario, by day: what happened to it, and what people and price did.</summary>
/// <param name="First">Day 0 of all its columns.</param>
/// <param name="Happenings">Amounts of each day, in a unit of their own; of the price the size of its move. What is not known
/// is missing.</param>
/// <param name="Outcomes">Entries and exits are people, spending is money, price is 100 times its logarithm. NaN before and
/// after the days on which it can be known.</param>
/// <param name="Stages">What a flywheel is made of, by name.</param>
public sealed record DayBook(
    string Name,
    DateOnly First,
    IReadOnlyDictionary<Happening, double[]> Happenings,
    IReadOnlyDictionary<DayOutcome, double[]> Outcomes,
    IReadOnlyDictionary<string, double[]> Stages
)
{
    /// <summary>Days before one on which something may be called unusual.</summary>
    public const int HistoryDays = 28;

    /// <summary>How many times the mean of the days before makes a day unusual.</summary>
    public const double UnusualTimes = 3;

    /// <summary>Days on which a happening is more than three times its mean of the 28 days before.</summary>
    public IEnumerable<int> UnusualDays(Happening happening)
    {
        double[] amounts = Happenings[happening];
        double sum = amounts.Take(HistoryDays).Sum();
        for (int day = HistoryDays; day < amounts.Length; day++)
        {
            if (amounts[day] > 0 && amounts[day] > UnusualTimes * Math.Max(sum, 0) / HistoryDays)
            {
                yield return day;
            }

            sum += amounts[day] - amounts[day - HistoryDays];
        }
    }

    /// <summary>The sizes of a price's moves: of each day the distance of its logarithm from that of the day before.</summary>
    internal static double[] MovesOf(double[] logs) =>
        [
            .. logs.Select(
                (log, day) =>
                    day > 0 && double.IsFinite(log) && double.IsFinite(logs[day - 1])
                        ? Math.Abs(log - logs[day - 1])
                        : 0
            ),
        ];
}
