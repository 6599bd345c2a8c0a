using Souk.Simulation.Experiments;

namespace Souk.Dashboards.Scenarios;

/// <summary>Two scenarios with the same luck, each under its own model and both under every model that might be right.</summary>
/// <param name="Objection">Why there is one model only, in a sentence; null where there are several.</param>
/// <param name="Models">Both under the same model, by model; empty where there is one only.</param>
public sealed record PairResult(BlueprintComparison Own, string? Objection, IReadOnlyList<BlueprintComparison> Models);
