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

    /// <summary>Scenario and changes, as `souk ensemble run` takes them; the days are those of what is played.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Who plays points where they are played in shards; null for this process.</summary>
    public PointPlayer? Player => Place is null ? null : new ShardedPlayer(Place, Words, Threads).Play;

    public PointEvaluator Evaluator() => new(Blueprint, Variations, Seed, Runs, Threads, Player);

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
