using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Engine;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Experiments;

/// <summary>The model of one replicate, with what its uncertain parameters came to.</summary>
internal static class ReplicateModel
{
    /// <exception cref="ScenarioException">What was drawn does not fit, such as allocations above supply_max; names replicate,
    /// seed, path, value and limit. Nothing of the replicate has run.</exception>
    public static Model Build(Blueprint blueprint, uint seed, uint replicate)
    {
        try
        {
            return BlueprintModel.Build(blueprint.Draw(seed, replicate));
        }
        catch (ScenarioException failure) when (blueprint.IsUncertain)
        {
            throw new ScenarioException([
                .. failure.Errors.Select(error =>
                    error with
                    {
                        Message = $"in replicate {replicate} of seed {seed}, by what it drew: {error.Message}",
                    }
                ),
            ]);
        }
    }
}
