using Souk.Simulation.Blueprints;

namespace Souk.Dashboards.Scenarios;

/// <summary>How many of a scenario's inputs have nothing but an assumption behind them, as each page says that draws what follows
/// from them.</summary>
/// <param name="Count">Parameters that are assumed.</param>
/// <param name="Inputs">All parameters.</param>
public sealed record AssumedShare(int Count, int Inputs)
{
    public bool IsMost => 2 * Count > Inputs;

    public static AssumedShare Of(Blueprint blueprint) => Of(BlueprintExplanation.Of(blueprint));

    public static AssumedShare Of(IReadOnlyList<PartExplanation> parts) =>
        new(
            parts.Sum(part => part.Parameters.Count(parameter => parameter.IsAssumed)),
            parts.Sum(part => part.Parameters.Count)
        );
}
