using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Catalogues;

/// <summary>Leads from rules that have no order to the part that brought the first of them.</summary>
internal static class ScheduleFailure
{
    public static ScenarioError Of(ModelAssembly assembly, string problem)
    {
        Component? owner = assembly
            .Model.Rules.Select(rule => (Owner: assembly.OwnerOf(rule), Place: PlaceOf(problem, rule)))
            .Where(found => found is { Owner: not null, Place: >= 0 })
            .OrderBy(found => found.Place)
            .Select(found => found.Owner)
            .FirstOrDefault();
        if (owner is null)
        {
            return new ScenarioError("parts", problem);
        }

        Origin at = owner.Part.Origin;
        return new ScenarioError(owner.Name, problem, at.Line, at.Column) { File = at.File };
    }

    // Problems put names in quotes, cycles have arrows behind them.
    private static int PlaceOf(string problem, Rule rule)
    {
        int quoted = problem.IndexOf($"'{rule.Name}'", StringComparison.Ordinal);
        return quoted >= 0 ? quoted : problem.IndexOf($" {rule.Name} -(", StringComparison.Ordinal);
    }
}
