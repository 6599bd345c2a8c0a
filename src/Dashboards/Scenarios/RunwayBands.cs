using System.Globalization;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.Scenarios;

/// <summary>Months of treasury left, beside the bands of what a reader asked for.</summary>
internal static class RunwayBands
{
    /// <summary>A treasury that lasts for less is short.</summary>
    private const int ShortMonths = 6;

    /// <returns>Null where the reader asked for other metrics, or no treasury holds anything at the start.</returns>
    public static Bands? Of(Design design, BlueprintResult baseline, BlueprintResult changed)
    {
        if (!design.ShowsRunway || Runway.Of(changed.Metrics) is not { } left)
        {
            return null;
        }

        MetricSeries? beside = Runway.Of(baseline.Metrics);
        return new Bands(
            left,
            beside ?? left,
            changed.Blueprint.Start.AddDays(Runway.FirstDay),
            changed.Runs,
            design.IsChanged && beside is not null
        )
        {
            DaysAsked = changed.Blueprint.HorizonDays - Runway.FirstDay,
        };
    }

    /// <summary>What it means, of whole runs.</summary>
    public static string Sentence(MetricSeries left)
    {
        int last = left.Days - 1;
        string low = Months(left.QuantileByDay(0.05)[last]);
        string high = Months(left.QuantileByDay(0.95)[last]);
        int few = Enumerable.Range(0, left.Runs).Count(run => left[run, last] < ShortMonths);
        string range = low == high ? $"{low} months" : $"{low} to {high} months";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"At the pace of its last 90 days the treasury would last for {range} at the end, in 90 of 100 simulated futures under these assumptions; for less than {ShortMonths} months in {few} of {left.Runs}. It is worked out from the runs of the file's own model. That is a pace kept up from the last day on; how often a treasury is used up on the way stands where the treasury itself is drawn."
        );
    }

    private static string Months(double months) =>
        months >= Runway.MonthsMax
            ? FormattableString.Invariant($"at least {Runway.MonthsMax:0}")
            : months.ToString("0.#", CultureInfo.InvariantCulture);
}
