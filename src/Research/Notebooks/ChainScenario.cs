using Souk.DuckDb;
using Souk.Research.Forecasts;
using Souk.Research.Frames;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;
using Forecast = Souk.Simulation.Scenarios.Scenario;

namespace Souk.Research.Notebooks;

/// <summary>A scenario that starts from where a market stands in a warehouse.</summary>
internal sealed class ChainScenario(Forecast scenario, string title) : Scenario
{
    public override string Title => title;

    public override string Question => "Where does the token of the indexed market go from here?";

    public override string Hash => scenario.Hash;

    public static ChainScenario Read(DuckDBConnection connection, string nameOrPath)
    {
        string path = ScenarioFiles.Find(nameOrPath);
        return new ChainScenario(ScenarioSource.Read(connection, path), Path.GetFileNameWithoutExtension(path));
    }

    public override Scenario With(string path, string value) =>
        new ChainScenario(scenario.With(path, value).Validated(), title);

    public override Scenario For(int days) => new ChainScenario(scenario with { HorizonDays = days }, title);

    internal override Simulation.Blueprints.Blueprint Parts =>
        throw new ScenarioException(
            new ScenarioError(
                "",
                $"{title} starts from a chain. Sensitivity and calibration vary scenarios of parts: take one by Scenario.Load."
            )
        );

    internal override SimulatedRuns Simulate(uint seed, int runs)
    {
        EnsembleResult result = Souk.Simulation.Experiments.Ensemble.Run(
            scenario,
            seed,
            runs,
            cancellation: FrameStore.Cancellation()
        );
        return new SimulatedRuns(
            title,
            result.ScenarioHash,
            seed,
            result.Runs,
            result.EngineVersion,
            result.Digest,
            result.DateAt(0),
            result.Metrics,
            Exact: null
        );
    }
}
