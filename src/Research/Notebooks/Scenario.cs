using System.Globalization;
using Souk.Simulation.Scenarios;

namespace Souk.Research.Notebooks;

/// <summary>A scenario to run: what is there at the start, how people behave, what the protocol's rules are.</summary>
/// <remarks>Scenarios never change: <see cref="With(string, string)"/> gives another one, with another hash.</remarks>
/// <example><code>
/// var base = Scenario.Load("masa-like");
/// var burnMore = base.With("fees.burn_share", 0.8);
/// Ensemble bands = burnMore.Ensemble(runs: 50, seed: 7);
/// </code></example>
public abstract class Scenario
{
    public abstract string Title { get; }

    /// <summary>What it is meant to answer.</summary>
    public abstract string Question { get; }

    /// <summary>SHA-256 of its content, lower-case hexadecimal; formatting and titles do not matter.</summary>
    public abstract string Hash { get; }

    /// <summary>Reads a scenario that stands alone, with its bases and its C# rules.</summary>
    /// <param name="nameOrPath">A file, or the name of one that ships, such as `masa-like`.</param>
    /// <exception cref="ScenarioException">There is none, or all that is wrong in it.</exception>
    public static Scenario Load(string nameOrPath) => new FileScenario(ScenarioFiles.Read(nameOrPath));

    /// <summary>A scenario that was written in C#.</summary>
    /// <param name="blueprint">Of <see cref="Simulation.Catalogues.ScenarioBuilder"/>.</param>
    public static Scenario Of(Simulation.Blueprints.Blueprint blueprint) => new FileScenario(blueprint);

    /// <summary>Changes a parameter as `souk simulate --set path=value` does.</summary>
    /// <param name="value">With its unit where it has one: `50 %`, `6 months`, `*1.5`.</param>
    /// <exception cref="ScenarioException">Unknown path, or a value that does not fit.</exception>
    public abstract Scenario With(string path, string value);

    /// <inheritdoc cref="With(string, string)"/>
    public Scenario With(string path, double value) => With(path, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Another horizon.</summary>
    public abstract Scenario For(int days);

    /// <summary>Runs once: replicate 0 of the seed.</summary>
    public Run Run(uint seed = 1) => new(Simulate(seed, runs: 1));

    /// <summary>Runs many times. Scenarios under one seed share their luck, so that what differs is the scenario.</summary>
    public Ensemble Ensemble(int runs, uint seed = 1) => new(Simulate(seed, runs));

    public override string ToString() => $"{Title} ({Hash[..12]})";

    internal abstract SimulatedRuns Simulate(uint seed, int runs);
}
