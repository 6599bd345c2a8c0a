using Souk.Dashboards.Wordings;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.EventStudies;

/// <summary>The day books of the runs of a scenario: a run is a unit, as a market is.</summary>
internal static class SimulatedBooks
{
    public static IReadOnlyList<DayBook> Of(BlueprintResult result) =>
        [.. Enumerable.Range(0, result.Runs).Select(run => Of(result, run))];

    private static DayBook Of(BlueprintResult result, int run)
    {
        Dictionary<Happening, double[]> happenings = [];
        Dictionary<DayOutcome, double[]> outcomes = [];
        Dictionary<string, double[]> stages = [];
        MetricSeries[] crowds = Ending(result, ".active");
        if (crowds.Length > 0)
        {
            outcomes[DayOutcome.Entry] = Sum(crowds, one => Moves(one, run, sign: 1));
            outcomes[DayOutcome.Exit] = Sum(crowds, one => Moves(one, run, sign: -1));
        }

        if (Ending(result, ".hours") is { Length: > 0 } worked)
        {
            outcomes[DayOutcome.Hours] = Sum(worked, one => one.Run(run).ToArray());
        }

        if (Flow(result, run, ".payments") is { } spent)
        {
            outcomes[DayOutcome.Spending] = spent;
            stages[Stage.Demand] = spent;
        }

        Add(happenings, Happening.Reward, Flow(result, run, ".paid", "emitted"));
        double[]? fees = Flow(result, run, ".fees");
        Add(happenings, Happening.Fee, fees);
        Add(
            happenings,
            Happening.FeeRate,
            fees is not null && outcomes.TryGetValue(DayOutcome.Spending, out double[]? paid)
                ? DayBook.RateMovesOf(fees, paid)
                : null
        );
        Add(happenings, Happening.Burn, Flow(result, run, "burned"));
        Add(happenings, Happening.Cliff, Flow(result, run, "unlocked"));
        if (Find(result, "price") is { } price)
        {
            double[] logs = [.. price.Run(run).ToArray().Select(one => one > 0 ? 100 * Math.Log(one) : double.NaN)];
            outcomes[DayOutcome.Price] = logs;
            happenings[Happening.Price] = DayBook.MovesOf(logs);
            stages[Stage.Scarcity] = price.Run(run).ToArray();
        }

        Add(stages, Stage.Contribution, Level(result, run, ".accepted", "contributors.active"));
        Add(stages, Stage.Value, Level(result, run, ".index", ".data_price"));
        Add(stages, Stage.Burn, happenings.GetValueOrDefault(Happening.Burn));
        Add(stages, Stage.Reward, happenings.GetValueOrDefault(Happening.Reward));
        return new DayBook(
            PageWords.Plain("event-studies.run", run + 1),
            result.Blueprint.Start,
            happenings,
            outcomes,
            stages
        );
    }

    private static void Add<T>(Dictionary<T, double[]> columns, T key, double[]? values)
        where T : notnull
    {
        if (values is not null)
        {
            columns.Add(key, values);
        }
    }

    private static MetricSeries? Find(BlueprintResult result, string key) =>
        result.Metrics.FirstOrDefault(one => one.Spec.Key == key);

    // What begins with a dot is the end of a key of any part; anything else is a key.
    private static MetricSeries[] Ending(BlueprintResult result, string end) =>
        [
            .. result.Metrics.Where(one =>
                end.StartsWith('.') ? one.Spec.Key.EndsWith(end, StringComparison.Ordinal) : one.Spec.Key == end
            ),
        ];

    private static double[]? Level(BlueprintResult result, int run, params string[] ends) =>
        ends.Select(end => Ending(result, end).FirstOrDefault()?.Run(run).ToArray())
            .FirstOrDefault(found => found is not null);

    /// <summary>The sum of the first of the ends that the scenario has. What never falls counts from the start: its rise is
    /// what a day brought.</summary>
    private static double[]? Flow(BlueprintResult result, int run, params string[] ends)
    {
        MetricSeries[] found = ends.Select(end => Ending(result, end)).FirstOrDefault(some => some.Length > 0) ?? [];
        // Amounts of one unit only, the market's token before others: what is paid in another cannot be added.
        string? token = Find(result, "price")?.Spec.Unit.Split('/')[^1];
        string? unit = found.Select(one => one.Spec.Unit).OrderByDescending(one => one == token).FirstOrDefault();
        MetricSeries[] alike = [.. found.Where(one => one.Spec.Unit == unit)];
        return alike.Length == 0
            ? null
            : Sum(alike, one => IsRising(one) ? Moves(one, run, sign: 1) : one.Run(run).ToArray());
    }

    private static double[] Sum(MetricSeries[] series, Func<MetricSeries, double[]> column)
    {
        double[] sum = new double[series[0].Days];
        foreach (double[] values in series.Select(column))
        {
            for (int day = 0; day < sum.Length; day++)
            {
                sum[day] += values[day];
            }
        }

        return sum;
    }

    private static bool IsRising(MetricSeries series) =>
        Enumerable
            .Range(0, series.Runs)
            .All(run =>
                Enumerable.Range(1, Math.Max(0, series.Days - 1)).All(day => series[run, day] >= series[run, day - 1])
            );

    private static double[] Moves(MetricSeries series, int run, int sign)
    {
        double[] moves = new double[series.Days];
        for (int day = 1; day < moves.Length; day++)
        {
            moves[day] = Math.Max(0, sign * (series[run, day] - series[run, day - 1]));
        }

        return moves;
    }
}
