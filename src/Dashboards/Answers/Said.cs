using System.Collections.Immutable;

namespace Souk.Dashboards.Answers;

/// <summary>What people and files say that metrics of one market can read.</summary>
/// <param name="HasLabels">Whether anybody declared who addresses belong to.</param>
/// <param name="Parts">Of schema reference, those that hold a row which metrics of the market read.</param>
public sealed record Said(bool HasLabels, ImmutableArray<string> Parts)
{
    /// <summary>Nobody said anything.</summary>
    public static readonly Said Nothing = new(HasLabels: false, []);

    /// <summary>Whether a row of a file goes into the metric's answer: prices of a file, rounds, promises.</summary>
    /// <remarks>A query that asks for promises where there are none rests on chains alone.</remarks>
    public bool IsReadBy(Warehouse.Metrics.Metric metric) =>
        Parts.Any(part => metric.Sql.Contains($"reference.{part}", StringComparison.Ordinal));
}
