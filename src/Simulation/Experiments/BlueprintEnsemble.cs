using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Experiments;

/// <summary>Runs a scenario once or many times; replicates differ in their luck and in what uncertain parameters come to.</summary>
public static class BlueprintEnsemble
{
    public const int RunsMax = 100_000;

    /// <summary>Values that a result may hold, over runs, days and metrics: 2 GB, and as much again while bands are made.</summary>
    public const long ValuesMax = 250_000_000;

    /// <summary>Runs replicates 0 to <paramref name="runs"/> − 1.</summary>
    /// <param name="seed">Scenarios under one seed share their luck: replicate r of both draws the same numbers.</param>
    /// <param name="threads">Never changes the result; 0 for one per core. A single run shares its loops among them.</param>
    /// <param name="openSink">Makes a sink for each thread, which sees that thread's runs one after another.</param>
    /// <param name="cancellation">Stops within a step; the result then has the runs up to the first unfinished one.</param>
    /// <param name="keepsDays">Whether a single run that is cancelled gives the days that are done.</param>
    /// <exception cref="ScenarioException">The scenario cannot run, or not with what a replicate drew.</exception>
    /// <exception cref="RunException">A rule met what it cannot do.</exception>
    /// <exception cref="ArgumentOutOfRangeException">More values than memory is meant to hold.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before replicate 0 was finished, or had a day to keep.</exception>
    public static BlueprintResult Run(
        Blueprint blueprint,
        uint seed,
        int runs,
        int threads = 0,
        Func<Sink>? openSink = null,
        IProgress<EnsembleProgress>? progress = null,
        CancellationToken cancellation = default,
        bool keepsDays = false
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(runs, RunsMax);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        EnsemblePlan plan = new([blueprint], seed, runs);
        CheckSize(plan.Shape);
        RunResult?[] results = new RunResult?[runs];
        RunWorkers.Play(
            plan,
            [.. Enumerable.Range(0, runs)],
            threads == 0 ? Environment.ProcessorCount : threads,
            new EnsembleClock((long)runs * plan.Shape.Days, progress),
            () => (run, result) => results[run] = result,
            openSink,
            cancellation,
            keepsDays && runs == 1
        );
        // A gap would make the result depend on which thread was fast.
        RunResult[] finished = [.. results.TakeWhile(run => run is not null).Select(run => run!)];
        if (finished.Length == 0)
        {
            throw new OperationCanceledException(cancellation);
        }

        return BlueprintResult.Of(blueprint, plan.Shape.Metrics, seed, finished, runs);
    }

    private static void CheckSize(EnsembleShape shape)
    {
        long values = (long)shape.Runs * shape.Days * shape.Metrics.Count;
        if (values > ValuesMax)
        {
            throw new ArgumentOutOfRangeException(
                "runs",
                shape.Runs,
                $"{shape.Runs:N0} runs × {shape.Days:N0} days × {shape.Metrics.Count} metrics are {values:N0} values, above {ValuesMax:N0}: take fewer runs or days, or souk ensemble, which keeps sketches."
            );
        }
    }
}
