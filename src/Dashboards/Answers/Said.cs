using System.Collections.Immutable;

namespace Souk.Dashboards.Answers;

/// <summary>What people and files say that metrics of one market can read.</summary>
/// <param name="Parts">Tables and views that hold a row which metrics of the market read, as queries name them.</param>
public sealed record Said(ImmutableArray<string> Parts)
{
    /// <summary>Nobody said anything.</summary>
    public static readonly Said Nothing = new([]);

    /// <summary>Whether anybody declared who addresses belong to that hold or held the market's token.</summary>
    public bool HasLabels => Parts.Contains("party.label");

    /// <summary>Whether a row of a file goes into the metric's answer: prices of a file, rounds, promises, whose an address is.</summary>
    /// <remarks>A query that asks for promises where there are none rests on chains alone.</remarks>
    public bool IsReadBy(Warehouse.Metrics.Metric metric) =>
        Parts.Any(part => metric.Sql.Contains(part, StringComparison.Ordinal));
}
