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

    /// <summary>The mean of a happening in the 28 days before a day; null where there are less.</summary>
    public double? UsualOf(Happening happening, int day) =>
        day < HistoryDays ? null : Happenings[happening].AsSpan(day - HistoryDays, HistoryDays).ToArray().Average();

    /// <summary>By how little a rate may move without having been changed: base units are floored.</summary>
    public const double RateMoveLeast = 0.01;

    /// <summary>The sizes of a rate's moves: of each day with something to take a part of, the distance of the logarithm of its part
    /// from that of the last such day; 0 where it is below <see cref="RateMoveLeast"/>.</summary>
    internal static double[] RateMovesOf(double[] parts, double[] wholes)
    {
        double[] moves = new double[parts.Length];
        double last = double.NaN;
        for (int day = 0; day < moves.Length; day++)
        {
            if (!(wholes[day] > 0 && parts[day] > 0))
            {
                continue;
            }

            double log = Math.Log(parts[day] / wholes[day]);
            moves[day] = Math.Abs(log - last) >= RateMoveLeast ? Math.Abs(log - last) : 0;
            last = log;
        }

        return moves;
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
