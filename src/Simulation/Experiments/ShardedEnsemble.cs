using Souk.Simulation.Engine;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Experiments;

/// <summary>Plays a part of a plan, and keeps sketches instead of paths.</summary>
public static class ShardedEnsemble
{
    /// <summary>Plays those runs of a shard that a sketch does not have yet, and adds them to it.</summary>
    /// <param name="plan">What the sketch is of.</param>
    /// <param name="sketch">Empty, or what was done before: work goes on where it stopped.</param>
    /// <param name="threads">Never changes the result; 0 for one per core.</param>
    /// <param name="openSink">Makes for each thread what sees every path.</param>
    /// <param name="cancellation">Stops within a step: the sketch then has the runs that were finished.</param>
    /// <returns>Whether all runs of the shard are in the sketch.</returns>
    /// <exception cref="ScenarioException">A point cannot run, or not with what a replicate drew.</exception>
    /// <exception cref="RunException">A rule met what it cannot do.</exception>
    public static bool Play(
        EnsemblePlan plan,
        EnsembleSketch sketch,
        Shard shard,
        int threads = 0,
        Func<Sink>? openSink = null,
        IProgress<EnsembleProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        int first = shard.FirstOf(plan.Shape.Runs);
        int[] runs = [.. Enumerable.Range(first, shard.EndOf(plan.Shape.Runs) - first).Where(run => !sketch.Has(run))];
        return Play(plan, sketch, runs, threads, openSink, progress, cancellation);
    }

    /// <summary>Plays runs that the sketch does not have yet.</summary>
    /// <returns>Whether all of them are in the sketch.</returns>
    internal static bool Play(
        EnsemblePlan plan,
        EnsembleSketch sketch,
        int[] runs,
        int threads,
        Func<Sink>? openSink,
        IProgress<EnsembleProgress>? progress,
        CancellationToken cancellation
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        if (plan.Shape.Hash != sketch.Shape.Hash)
        {
            throw new ArgumentException("The sketch is of another plan.", nameof(sketch));
        }

        Lock gate = new();
        List<EnsembleSketch> parts = [];
        Action<int, RunResult> OpenCollector()
        {
            EnsembleSketch part = new(plan.Shape, sketch.BandDays);
            lock (gate)
            {
                parts.Add(part);
            }

            return part.Add;
        }

        if (runs.Length > 0)
        {
            EnsembleClock clock = new((long)runs.Length * plan.Shape.Days, progress);
            int workers = threads == 0 ? Environment.ProcessorCount : threads;
            RunWorkers.Play(plan, runs, workers, clock, OpenCollector, openSink, cancellation);
        }

        parts.ForEach(sketch.Add);
        return runs.All(sketch.Has);
    }
}
