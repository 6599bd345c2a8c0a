using System.Globalization;
using System.Numerics;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Calendars;
using Souk.Dashboards.Wordings;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Plans;

/// <summary>Lays the vesting parts of a design beside the vesting contracts of a market, by the names of their buckets.</summary>
internal static class PlanBuckets
{
    private static readonly string[] s_terms =
    [
        "total",
        "share",
        "start",
        "launch_share",
        "lock",
        "cliff",
        "duration",
        "step",
        "times",
        "shares",
    ];

    /// <param name="vesting">The metric "vesting" as of the compared day.</param>
    /// <param name="day">The compared day, counted from the design's first.</param>
    /// <returns>By name.</returns>
    public static IReadOnlyList<PlanBucket> Of(BlueprintResult design, MetricTable vesting, TokenUnit token, int day)
    {
        ILookup<string, Part> designed = design
            .Blueprint.Parts.Where(part => part.Kind.Name.StartsWith("vesting.", StringComparison.Ordinal))
            .ToLookup(part => NameOf(part.Name));
        ILookup<string, object?[]> deployed = vesting.Rows.ToLookup(row => NameOf(vesting.Text(row, "bucket")));
        double Sum(string name, Func<object?[], BigInteger> amount) =>
            new Amount(
                deployed[name].Aggregate(BigInteger.Zero, (sum, row) => sum + amount(row)),
                token
            ).ToChartPoint();

        return
        [
            .. designed
                .Select(bucket => bucket.Key)
                .Union(deployed.Select(bucket => bucket.Key))
                .Order(StringComparer.Ordinal)
                .Select(name => new PlanBucket(
                    name,
                    designed.Contains(name) ? string.Join("; ", designed[name].Select(WordsOf)) : null,
                    designed.Contains(name) ? LockedBy(design, designed[name], day) : null,
                    deployed.Contains(name)
                        ? string.Join("; ", deployed[name].Select(row => ScheduleOf(vesting, row)))
                        : null,
                    deployed.Contains(name) ? Sum(name, row => vesting.Integer(row, "total")) : null,
                    deployed.Contains(name)
                        ? Sum(name, row => vesting.Integer(row, "total") - vesting.Integer(row, "vested"))
                        : null
                )),
        ];
    }

    private static (double Low, double Median, double High) LockedBy(
        BlueprintResult design,
        IEnumerable<Part> parts,
        int day
    )
    {
        MetricSeries[] locked =
        [
            .. parts.Select(part => design.Metrics.First(metric => metric.Spec.Key == $"{part.Name}.locked")),
        ];
        return PlanMeasure.BandOf(
            Enumerable.Range(0, design.Runs).Select(run => locked.Sum(series => series[run, day]))
        );
    }

    // What a part says of amount and time, as its file writes it.
    private static string WordsOf(Part part) =>
        string.Join(
            ", ",
            s_terms
                .Where(part.Settings.ContainsKey)
                .Select(term => (Term: term, Words: SettingWords.Of(part.Settings[term])))
                .Where(one => one.Words.Trim().Length > 0 && one.Words != "unset")
                .Select(one => $"{one.Term.Replace('_', ' ')} {one.Words}")
        );

    private static string ScheduleOf(MetricTable vesting, object?[] row)
    {
        BigInteger start = vesting.Integer(row, "start_seconds");
        if (UnlockCalendar.WaitsForPrice(vesting, row))
        {
            return PageWords.Plain("plans.waits-for-a-price", DayOf(start));
        }

        return PageWords.Plain(
            "plans.to-nothing-before",
            DayOf(start),
            DayOf(start + vesting.Integer(row, "duration_seconds")),
            DayOf(vesting.Integer(row, "cliff_seconds"))
        );
    }

    private static string DayOf(BigInteger seconds) =>
        DateTimeOffset
            .FromUnixTimeSeconds((long)BigInteger.Clamp(seconds, 0, 253_402_300_799))
            .UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Buckets are the same if their names are, whatever their case and signs.
    private static string NameOf(string text) =>
        string.Concat(text[(text.LastIndexOf('.') + 1)..].Where(char.IsLetterOrDigit))
            .ToLower(CultureInfo.InvariantCulture);
}
