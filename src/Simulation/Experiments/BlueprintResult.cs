using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Metrics;

namespace Souk.Simulation.Experiments;

/// <summary>The runs of a scenario, by metric, with what identifies them and what they must be read with.</summary>
public sealed record BlueprintResult
{
    public required Blueprint Blueprint { get; init; }

    /// <summary>Canonical hash of the scenario; with seed and engine version it identifies the result.</summary>
    public required string ScenarioHash { get; init; }

    public required uint Seed { get; init; }

    /// <summary>Runs that are in the result: replicates 0 to this less one.</summary>
    public required int Runs { get; init; }

    /// <summary>Runs that were asked for: more where somebody cancelled.</summary>
    public required int RunsAsked { get; init; }

    /// <summary>SHA-256 over every value and every final balance of all runs, in replicate order.</summary>
    public required string Digest { get; init; }

    /// <summary>The digest of each run, by replicate, lower-case hexadecimal.</summary>
    public required IReadOnlyList<string> RunDigests { get; init; }

    /// <summary>`sequential phase`, `floating-point reference`; usually empty.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    public required IReadOnlyList<MetricSeries> Metrics { get; init; }

    public string EngineVersion => Engine.EngineVersion.Current;

    /// <summary>Days of each run: fewer than the scenario's where a single run was cancelled.</summary>
    public int Days => Metrics.Count == 0 ? Blueprint.HorizonDays : Metrics[0].Days;

    public bool IsCancelled => Runs < RunsAsked || Days < Blueprint.HorizonDays;

    /// <summary>Paths of parameters behind which stands nothing but an assumption.</summary>
    public IReadOnlyList<string> AssumedInputs => BlueprintExplanation.AssumedInputs(Blueprint);

    /// <summary>The metric of a key; null where the scenario has none of it.</summary>
    public MetricSeries? Find(string key) => Metrics.FirstOrDefault(series => series.Spec.Key == key);

    /// <summary>A metric that the scenario names as its headline.</summary>
    /// <exception cref="ArgumentException">It names what it does not have.</exception>
    public MetricSeries Headline(string key) =>
        Find(key)
        ?? throw new ArgumentException($"{Blueprint.Name} has no metric '{key}' for its headline.", nameof(key));

    public DateOnly DateAt(int day) => Blueprint.Start.AddDays(day);

    internal static BlueprintResult Of(
        Blueprint blueprint,
        IReadOnlyList<MetricSpec> metrics,
        uint seed,
        RunResult[] runs,
        int runsAsked
    )
    {
        string hash = blueprint.Hash;
        return new()
        {
            Blueprint = blueprint,
            ScenarioHash = hash,
            Seed = seed,
            Runs = runs.Length,
            RunsAsked = runsAsked,
            Digest = RunDigest.Combine(hash, seed, runs),
            RunDigests = [.. runs.Select(run => Convert.ToHexStringLower(run.Digest))],
            Labels = runs[0].Labels,
            Metrics = [.. metrics.Select((spec, metric) => MetricSeries.Of(spec, metric, runs))],
        };
    }
}
