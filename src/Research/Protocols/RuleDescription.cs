using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Engine;

namespace Souk.Research.Protocols;

/// <summary>What a rule of a model does, in words: those of the part that brought it.</summary>
/// <param name="Meaning">Empty where nobody says.</param>
public sealed record RuleDescription(string Rule, Phase Phase, string Part, string Meaning, string Source)
{
    // What every model does, whatever its parts.
    private static readonly Dictionary<string, string> _ofModel = new()
    {
        ["opening balances"] = "Books what the scenario says that everybody holds before the first day.",
        ["today"] = "Counts the days for formulas that read the day.",
    };

    /// <summary>Whether somebody says what the rule does, and after what source.</summary>
    public bool IsDescribed => Meaning.Length > 0 && Source.Length > 0;

    /// <summary>The rules of a scenario, by phase and in the order of addition.</summary>
    public static IReadOnlyList<RuleDescription> Of(Blueprint blueprint) =>
        [
            .. BlueprintModel
                .Build(blueprint)
                .Rules.OrderBy(rule => rule.Phase)
                .Select(rule => Describe(rule, blueprint.Parts)),
        ];

    internal static RuleDescription Describe(Rule rule, IReadOnlyList<Part> parts)
    {
        if (_ofModel.TryGetValue(rule.Name, out string? meaning))
        {
            return new RuleDescription(rule.Name, rule.Phase, "", meaning, "the scenario");
        }

        // A part's rules begin with its name; the longest name is the part's own.
        Part? part = parts
            .Where(part => rule.Name == part.Name || rule.Name.StartsWith(part.Name + " ", StringComparison.Ordinal))
            .MaxBy(part => part.Name.Length);
        return new RuleDescription(
            rule.Name,
            rule.Phase,
            part?.Name ?? "",
            part?.Kind.Meaning ?? "",
            part?.Kind.Source ?? ""
        );
    }
}
