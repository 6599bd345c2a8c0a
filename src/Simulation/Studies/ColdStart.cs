namespace Souk.Simulation.Studies;

/// <summary>What a cold start needs.</summary>
/// <param name="Value">The smallest seed that was found enough, as a scenario writes it; null where the largest is not.</param>
/// <param name="TooLittle">The largest that was found not enough; null where the smallest is.</param>
/// <param name="Tried">Seeds in the order of their trial: where in the range they lie, from 0 to 1, and the share of runs in which
/// the wheel did not turn.</param>
public sealed record Seed(
    string? Value,
    string? TooLittle,
    IReadOnlyList<(double Share, string Value, double Stalled)> Tried
)
{
    /// <summary>Whether no larger seed stalled more often than a smaller one, on which the search relies.</summary>
    public bool IsMonotone
    {
        get
        {
            double[] stalled = [.. Tried.OrderBy(one => one.Share).Select(one => one.Stalled)];
            return stalled.Zip(stalled.Skip(1)).All(pair => pair.Second <= pair.First);
        }
    }
}

/// <summary>Looks for the smallest seed with which a flywheel turns: a fund, a first cohort, a guaranteed demand.</summary>
/// <remarks>
/// By halving, so it takes that more seed never hurts; all seeds share their luck, which makes that so run by run in most
/// scenarios. Whether it held for the seeds that were tried is in <see cref="Seed.IsMonotone"/>.
/// </remarks>
public static class ColdStart
{
    /// <summary>How many seeds are tried at most: both ends, and one for each halving.</summary>
    public static int TrialsOf(int halvings) => halvings + 2;

    /// <summary>Searches between the ends of the evaluator's one variation.</summary>
    /// <param name="stalls">What a run looks like in which the wheel stands, and how often that may be.</param>
    /// <param name="halvings">Each costs a point of runs and makes the answer twice as fine.</param>
    /// <param name="progress">Told the share of trials that were made, of as many as there can be.</param>
    /// <exception cref="ArgumentException">Another number of variations, one over a list, or an unknown metric.</exception>
    public static Seed Find(
        PointEvaluator evaluator,
        ChanceConstraint stalls,
        int halvings,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default
    )
    {
        if (evaluator.Variations is not [{ IsContinuous: true } variation])
        {
            throw new ArgumentException("A seed is one parameter between two ends.", nameof(evaluator));
        }

        int metric = evaluator.MetricOf(stalls.Metric);
        List<(double Share, string Value, double Stalled)> tried = [];
        bool Turns(double share)
        {
            double stalled = stalls.ShareOf(
                evaluator
                    .Play(
                        [
                            [share],
                        ],
                        null,
                        cancellation
                    )
                    .Values(0, metric)
            );
            tried.Add((share, variation.At(share), stalled));
            progress?.Report((double)tried.Count / TrialsOf(halvings));
            return stalled <= stalls.ShareMax;
        }

        if (!Turns(1))
        {
            return new(null, variation.At(1), tried);
        }

        if (Turns(0))
        {
            return new(variation.At(0), null, tried);
        }

        (double low, double high) = (0, 1);
        for (int i = 0; i < halvings; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Turns(middle) ? (low, middle) : (middle, high);
        }

        return new(variation.At(high), variation.At(low), tried);
    }
}
