using Souk.DuckDb;
using Souk.Research.States;
using Souk.Simulation.Scenarios;

namespace Souk.Research.Forecasts;

/// <summary>Lays a scenario file over the market as the warehouse has it.</summary>
public static class ScenarioSource
{
    /// <param name="path">A scenario file.</param>
    /// <param name="changes">Laid over the file, in order; see <see cref="Scenario.With"/>.</param>
    /// <exception cref="ScenarioException">The file or a change is wrong; names line or path.</exception>
    /// <exception cref="MarketStateException">The warehouse cannot say where the market stands.</exception>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    public static Scenario Read(
        DuckDBConnection connection,
        string path,
        params IReadOnlyList<(string Path, string Value)> changes
    )
    {
        ScenarioFile file = ScenarioFile.Parse(File.ReadAllText(path), Path.GetFileNameWithoutExtension(path));
        return Apply(connection, file, changes);
    }

    /// <inheritdoc cref="Read"/>
    public static Scenario Apply(
        DuckDBConnection connection,
        ScenarioFile file,
        params IReadOnlyList<(string Path, string Value)> changes
    )
    {
        Scenario scenario = file.Apply(InitialStateReader.Read(connection, file.Market));
        return changes.Aggregate(scenario, (changed, change) => changed.With(change.Path, change.Value)).Validated();
    }
}
