namespace Souk.Simulation.Experiments;

/// <summary>Plays a plan in blocks of replicates until an interval is narrow enough at every point, or all are played.</summary>
/// <remarks>
/// Where it stops depends on the values of whole blocks alone: not on threads, nor on where somebody interrupted it. An
/// interval that is looked at again and again holds the truth a little less often than it says, the less the narrower the
/// width that is asked for (Chow and Robbins, Ann. Math. Statist. 36, 1965: as the width goes to 0 the error does).
/// </remarks>
public static class SequentialEnsemble
{
    /// <summary>Goes on from what a sketch has.</summary>
    /// <param name="plan">With as many replicates as there may be at most.</param>
    /// <param name="sketch">Empty, or what was done before under the same rule.</param>
    /// <returns>Where it stopped; null where somebody cancelled.</returns>
    /// <exception cref="ArgumentException">An unknown metric, or a sketch that went beyond where the rule stops.</exception>
    public static SequentialStop? Play(
        EnsemblePlan plan,
        EnsembleSketch sketch,
        StoppingRule rule,
        int threads = 0,
        IProgress<EnsembleProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        EnsembleShape shape = plan.Shape;
        int metric = MetricOf(shape, rule.Metric);
        for (int replicates = 0; ; )
        {
            replicates = Math.Min(replicates + StoppingRule.BlockReplicates, shape.Replicates);
            int[] runs =
            [
                .. Enumerable
                    .Range(0, shape.Runs)
                    .Where(run => shape.ReplicateOf(run) < replicates && !sketch.Has(run)),
            ];
            Following block = new(progress, sketch.Runs, runs.Length, shape.Runs);
            if (!ShardedEnsemble.Play(plan, sketch, runs, threads, null, block, cancellation))
            {
                return null;
            }

            EstimateInterval widest = Widest(sketch, metric, replicates, rule);
            if (rule.IsMetBy(widest) || replicates == shape.Replicates)
            {
                CheckNothingBeyond(sketch, replicates, rule);
                return new SequentialStop(replicates, rule.IsMetBy(widest), widest);
            }
        }
    }

    private static int MetricOf(EnsembleShape shape, string key)
    {
        int index = shape.Metrics.ToList().FindIndex(metric => metric.Key == key);
        return index >= 0
            ? index
            : throw new ArgumentException(
                $"'{key}' is no metric of the scenario; it has {string.Join(", ", shape.Metrics.Select(metric => metric.Key))}."
            );
    }

    // The point that is furthest from being known well enough speaks for all.
    private static EstimateInterval Widest(EnsembleSketch sketch, int metric, int replicates, StoppingRule rule)
    {
        EnsembleShape shape = sketch.Shape;
        ILookup<int, double> values = sketch
            .Outcomes.Where(run => shape.ReplicateOf(run.Run) < replicates)
            .ToLookup(run => shape.PointOf(run.Run), run => run.Last[metric]);
        return values
            .Select(point =>
                rule.Share is { } share
                    ? EstimateInterval.OfQuantile(point, share)
                    : EstimateInterval.OfMean([.. point])
            )
            .OrderBy(rule.IsMetBy)
            .ThenByDescending(interval => interval.Width)
            .First();
    }

    private static void CheckNothingBeyond(EnsembleSketch sketch, int replicates, StoppingRule rule)
    {
        int have = sketch.Runs / sketch.Shape.Points.Count;
        if (have > replicates)
        {
            throw new ArgumentException(
                $"'{rule}' stops at {replicates} runs of each point, and there are {have}, as of another rule: name another folder."
            );
        }
    }

    /// <summary>The progress of one block as that of the whole.</summary>
    private sealed class Following(IProgress<EnsembleProgress>? whole, int before, int block, int all)
        : IProgress<EnsembleProgress>
    {
        public void Report(EnsembleProgress value) =>
            whole?.Report(new((before + (value.Fraction * block)) / all, before + value.RunsDone));
    }
}

/// <summary>Where an ensemble stopped.</summary>
/// <param name="Replicates">Runs of each point, exactly.</param>
/// <param name="IsMet">Whether the interval is as narrow as was asked for; else the most runs were played.</param>
/// <param name="Interval">Of the point where it is widest.</param>
public sealed record SequentialStop(int Replicates, bool IsMet, EstimateInterval Interval);
