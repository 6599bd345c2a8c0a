using Souk.Simulation.OwnRules;

namespace Souk.Simulation.Blueprints;

/// <summary>The compiled C# file of a rule.</summary>
/// <param name="Digest">SHA-256 of its words, lower-case hexadecimal: comments and formatting do not matter.</param>
/// <param name="Make">A new rule for each model.</param>
public sealed record RuleCode(string Digest, Func<ScenarioRule> Make);
