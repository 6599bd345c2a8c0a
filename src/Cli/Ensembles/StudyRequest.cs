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

    public PointEvaluator Evaluator() => new(Blueprint, Variations, Seed, Runs, Threads);

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
