using Souk.Simulation.Metrics;

namespace Souk.Simulation.Experiments;

/// <summary>How many months a treasury would last if it went on at its pace of late.</summary>
/// <remarks>What is left over what it lost a month in the 90 days before, or since the start where that is later. In tokens: the price
/// does not matter. From day 30 on; earlier there is no pace to speak of.</remarks>
public static class Runway
{
    public const string Key = "runway";

    /// <summary>What it takes to be called this; also of a treasury that does not shrink, so that quantiles stay exact.</summary>
    public const double MonthsMax = 60;

    /// <summary>The first day on which it is told.</summary>
    public const int FirstDay = 30;

    private const int PaceDays = 90;
    private const double MonthDays = 365.25 / 12;

    /// <summary>The first treasury of a scenario that holds anything at its start.</summary>
    /// <returns>Null where there is none, or the run is over before its pace can be told.</returns>
    public static MetricSeries? Of(IReadOnlyList<MetricSeries> metrics) =>
        metrics.FirstOrDefault(series =>
            IsTreasury(series.Spec.Key) && series.Days > FirstDay && series.QuantileByDay(0.5)[0] > 0
        )
            is { } treasury
            ? Of(treasury)
            : null;

    /// <summary>Whether a metric says what a treasury holds.</summary>
    public static bool IsTreasury(string key) =>
        key == "treasury" || key.EndsWith(".treasury", StringComparison.Ordinal);

    /// <summary>Months left by run, from <see cref="FirstDay"/> on.</summary>
    /// <exception cref="ArgumentException">The runs are shorter.</exception>
    public static MetricSeries Of(MetricSeries treasury)
    {
        int days = treasury.Days - FirstDay;
        if (days < 1)
        {
            throw new ArgumentException($"{treasury.Days} days are too few: a pace is told from day {FirstDay} on.");
        }

        double[] months = new double[treasury.Runs * days];
        for (int run = 0; run < treasury.Runs; run++)
        {
            ReadOnlySpan<double> held = treasury.Run(run);
            for (int day = 0; day < days; day++)
            {
                months[(run * days) + day] = MonthsAt(held, FirstDay + day);
            }
        }

        MetricSpec spec = new(
            Key,
            "Months of treasury left",
            "months",
            $"{treasury.Spec.Title} over what it lost a month in the {PaceDays} days before; {MonthsMax:0} stands for more, too."
        );
        return MetricSeries.Of(spec, days, months);
    }

    private static double MonthsAt(ReadOnlySpan<double> held, int day)
    {
        int since = Math.Min(day, PaceDays);
        double lostPerMonth = (held[day - since] - held[day]) / since * MonthDays;
        return held[day] <= 0 ? 0
            : lostPerMonth <= 0 ? MonthsMax
            : Math.Min(MonthsMax, held[day] / lostPerMonth);
    }
}
