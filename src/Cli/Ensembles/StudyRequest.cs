using Souk.Simulation.Blueprints;
using Souk.Simulation.Designs;
using Souk.Simulation.Studies;

namespace Souk.Cli.Ensembles;

/// <summary>A scenario, what varies of it, and how it is played.</summary>
internal sealed record StudyRequest(
    Blueprint Blueprint,
    IReadOnlyList<Variation> Variations,
    uint Seed,
    int Runs,
    int Threads
)
{
    /// <summary>What points keep to.</summary>
    public ConstrainedSpace Space { get; init; } = new(Blueprint, Variations, []);

    /// <summary>Where inner ensembles are played; null for in this process, without files.</summary>
    public ShardPlace? Place { get; init; }

    /// <summary>Scenario and changes, as `souk ensemble run` takes them.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    public PointEvaluator Evaluator() =>
        new(
            Blueprint,
            Variations,
            Seed,
            Runs,
            Threads,
            Place is null ? null : new ShardedPlayer(Place, Words, Threads).Play
        );

    /// <exception cref="InvalidInputException">The scenario has no such metric.</exception>
    public static int MetricOf(PointEvaluator evaluator, string key)
    {
        try
        {
            return evaluator.MetricOf(key);
        }
        catch (ArgumentException unknown)
        {
            throw new InvalidInputException(unknown.Message.Split(" (Parameter", 2)[0]);
        }
    }
}
