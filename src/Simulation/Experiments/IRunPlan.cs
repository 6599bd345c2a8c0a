using Souk.Simulation.Engine;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Experiments;

/// <summary>What workers play: which replicate of which model each run is.</summary>
internal interface IRunPlan
{
    uint Seed { get; }

    uint ReplicateOf(int run);

    /// <summary>Whether two runs are of one model, so that its memory may be used again.</summary>
    bool ShareModel(int run, int other);

    /// <exception cref="ScenarioException">The run cannot start.</exception>
    Model Build(int run);
}
