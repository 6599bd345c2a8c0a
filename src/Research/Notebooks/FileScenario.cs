using Souk.Research.Frames;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

namespace Souk.Research.Notebooks;

/// <summary>A scenario that stands alone.</summary>
internal sealed class FileScenario(Blueprint blueprint) : Scenario
{
    public override string Title => blueprint.Title;

    public override string Question => blueprint.Question;

    public override string Hash => blueprint.Hash;

    public override Scenario With(string path, string value) => new FileScenario(blueprint.With(path, value));

    public override Scenario For(int days) => new FileScenario(blueprint with { HorizonDays = days });

    internal override Blueprint Parts => blueprint;

    internal override SimulatedRuns Simulate(uint seed, int runs)
    {
        // Exact amounts of many runs would need as much memory as the runs; their bands are what is asked for.
        UnitsSink? units = runs == 1 ? new UnitsSink() : null;
        BlueprintResult result = BlueprintEnsemble.Run(
            blueprint,
            seed,
            runs,
            openSink: units is null ? null : () => units,
            cancellation: FrameStore.Cancellation()
        );
        return new SimulatedRuns(
            Title,
            result.ScenarioHash,
            seed,
            result.Runs,
            result.EngineVersion,
            result.Digest,
            result.DateAt(0),
            result.Metrics,
            units
        );
    }
}
