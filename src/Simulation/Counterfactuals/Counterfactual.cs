using Souk.Simulation.Blueprints;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Counterfactuals;

/// <summary>What something did, by twin runs: a scenario as it is and one without it, replicate by replicate with the same luck.</summary>
/// <remarks>
/// A random number hangs on seed, replicate, the name of a part, its agent and the day, and on nothing else: whom a change does
/// not reach draws the same numbers in both runs, so that every posting that differs follows from the change.
/// </remarks>
public static class Counterfactual
{
    public const int RunsMax = 10_000;

    /// <summary>A scenario without one of its parts and without what the timeline does to it.</summary>
    /// <exception cref="ScenarioException">There is no such part.</exception>
    public static Blueprint Without(Blueprint blueprint, string part) =>
        blueprint.Find(part) is null
            ? throw new ScenarioException([
                new(part, $"is no part; there are {string.Join(", ", blueprint.Parts.Select(one => one.Name))}", 0, 0),
            ])
            : blueprint with
            {
                Parts = [.. blueprint.Parts.Where(one => one.Name != part)],
                Timeline =
                [
                    .. blueprint.Timeline.Select(happening =>
                        happening with
                        {
                            Changes = [.. happening.Changes.Where(change => change.Part != part)],
                        }
                    ),
                ],
            };

    /// <summary>Plays both, replicates 0 to <paramref name="runs"/> − 1; the postings are those of replicate 0.</summary>
    /// <param name="actual">The scenario as it is.</param>
    /// <param name="other">What it is compared with; same start and horizon.</param>
    /// <param name="threads">Never changes the result; 0 for one per core.</param>
    /// <exception cref="ScenarioException">One of them cannot run.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static CounterfactualResult Run(
        Blueprint actual,
        Blueprint other,
        uint seed,
        int runs,
        int threads = 0,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(runs, RunsMax);
        if (actual.Start != other.Start || actual.HorizonDays != other.HorizonDays)
        {
            throw new ArgumentException("Twins have one start and one horizon.", nameof(other));
        }

        TwinPair?[] pairs = new TwinPair?[runs];
        int done = 0;
        ParallelOptions options = new()
        {
            MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads,
            CancellationToken = cancellation,
        };
        try
        {
            Parallel.For(
                0,
                runs,
                options,
                replicate =>
                {
                    pairs[replicate] = TwinPair.Play(actual, other, seed, (uint)replicate, cancellation);
                    progress?.Report((double)Interlocked.Increment(ref done) / runs);
                }
            );
        }
        catch (AggregateException failures)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failures.Flatten().InnerExceptions[0]);
        }

        return new CounterfactualResult(actual, other, seed, [.. pairs.OfType<TwinPair>()]);
    }
}
