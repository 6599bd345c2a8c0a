using Souk.Simulation.Engine;
using Souk.Simulation.Metrics;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Experiments;

/// <summary>All runs of an ensemble, by metric, with what identifies them.</summary>
public sealed record EnsembleResult
{
    public required Scenario Scenario { get; init; }

    /// <summary>Canonical hash of the scenario; with seed and engine version it identifies the result.</summary>
    public required string ScenarioHash { get; init; }

    public required uint Seed { get; init; }

    public required int Runs { get; init; }

    public required string EngineVersion { get; init; }

    /// <summary>SHA-256 over every value and every final balance of all runs, in replicate order.</summary>
    public required string Digest { get; init; }

    /// <summary>One per entry of <see cref="RunMetrics.All"/>, in its order.</summary>
    public required IReadOnlyList<MetricSeries> Metrics { get; init; }

    /// <summary>Days recorded; index d is the close of <see cref="DateAt"/>(d).</summary>
    public int Days => Scenario.HorizonDays;

    public DateOnly DateAt(int day) => Scenario.State.Date.AddDays(day);

    /// <exception cref="ArgumentException">Unknown key.</exception>
    public MetricSeries this[string key] =>
        Metrics.FirstOrDefault(metric => metric.Spec.Key == key)
        ?? throw new ArgumentException(
            $"'{key}' is not a metric; there are {string.Join(", ", Metrics.Select(m => m.Spec.Key))}.",
            nameof(key)
        );

    internal static EnsembleResult Of(Scenario scenario, uint seed, RunResult[] runs)
    {
        string hash = scenario.Hash;
        return new EnsembleResult
        {
            Scenario = scenario,
            ScenarioHash = hash,
            Seed = seed,
            Runs = runs.Length,
            EngineVersion = Engine.EngineVersion.Current,
            Digest = RunDigest.Combine(hash, seed, runs),
            Metrics = [.. RunMetrics.All.Select((spec, metric) => MetricSeries.Of(spec, metric, runs))],
        };
    }
}
