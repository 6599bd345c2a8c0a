using Souk.Simulation.Experiments;

namespace Souk.Research.Notebooks;

/// <summary>What both kinds of scenarios give.</summary>
/// <param name="Exact">Of one run, exact amounts in base units; null where they are not known.</param>
internal sealed record SimulatedRuns(
    string Title,
    string ScenarioHash,
    uint Seed,
    int Runs,
    string EngineVersion,
    string Digest,
    DateOnly FirstDay,
    IReadOnlyList<MetricSeries> Metrics,
    UnitsSink? Exact
)
{
    public int Days => Metrics[0].Days;

    /// <exception cref="ArgumentException">No such metric; names those that there are.</exception>
    public MetricSeries Of(string metric) =>
        Metrics.FirstOrDefault(series => series.Spec.Key == metric)
        ?? throw new ArgumentException(
            $"'{metric}' is no metric of {Title}; there are {string.Join(", ", Metrics.Select(series => series.Spec.Key))}.",
            nameof(metric)
        );

    public DateOnly[] Dates => [.. Enumerable.Range(0, Days).Select(FirstDay.AddDays)];
}
