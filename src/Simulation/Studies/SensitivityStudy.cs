using Souk.Simulation.Designs;
using Souk.Simulation.Experiments;
using Souk.Simulation.Sensitivities;

namespace Souk.Simulation.Studies;

/// <summary>What moves a metric of a scenario: screening, a tornado, or shares of variance.</summary>
public static class SensitivityStudy
{
    /// <summary>Effects over each parameter's range, by trajectories.</summary>
    /// <param name="space">Trajectories that leave it are drawn again; null for the whole space.</param>
    public static IReadOnlyList<MorrisEffect> Screen(
        PointEvaluator evaluator,
        int metric,
        int trajectories,
        ConstrainedSpace? space = null,
        IProgress<EnsembleProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        MorrisScreening screening = new(
            evaluator.Variations.Count,
            trajectories,
            evaluator.Seed,
            space is null or { IsFree: true } ? null : space.Keeps
        );
        return screening.Of(Means(evaluator.Play(screening.Points, progress, cancellation), metric));
    }

    /// <summary>The outcome in the middle of all ranges and at both ends of each.</summary>
    public static IReadOnlyList<TornadoBar> Tornado(
        PointEvaluator evaluator,
        int metric,
        IProgress<EnsembleProgress>? progress = null,
        CancellationToken cancellation = default
    ) => Tornado(evaluator, TornadoPoints(evaluator, progress, cancellation), metric);

    /// <summary>The same of points that are played already.</summary>
    public static IReadOnlyList<TornadoBar> Tornado(PointEvaluator evaluator, PointOutcomes played, int metric)
    {
        double[] means = Means(played, metric);
        return
        [
            .. evaluator.Variations.Select((_, i) => new TornadoBar(means[0], means[1 + (2 * i)], means[2 + (2 * i)])),
        ];
    }

    /// <summary>What a tornado is made of: the middle is point 0, then come both ends of each range, in their order.</summary>
    public static PointOutcomes TornadoPoints(
        PointEvaluator evaluator,
        IProgress<EnsembleProgress>? progress = null,
        CancellationToken cancellation = default
    ) =>
        evaluator.Play(
            Design.Of(DesignKind.OneAtATime, evaluator.Variations, 1, evaluator.Seed),
            progress,
            cancellation
        );

    /// <summary>Shares of the variance of the mean over runs.</summary>
    /// <param name="rows">N of N × (k + 2) points.</param>
    public static IReadOnlyList<SobolIndex> Variance(
        PointEvaluator evaluator,
        int metric,
        int rows,
        IProgress<EnsembleProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        SobolIndices indices = new(evaluator.Variations.Count, rows, evaluator.Seed);
        return indices.Of(Means(evaluator.Play(indices.Points, progress, cancellation), metric));
    }

    private static double[] Means(PointOutcomes outcomes, int metric) =>
        [.. Enumerable.Range(0, outcomes.Points).Select(point => outcomes.Mean(point, metric))];
}

/// <summary>One parameter at its ends, the others in the middle.</summary>
/// <param name="Middle">The outcome with all in the middle.</param>
/// <param name="Low">At the parameter's first end.</param>
/// <param name="High">At its second end.</param>
public readonly record struct TornadoBar(double Middle, double Low, double High)
{
    public double Swing => Math.Abs(High - Low);
}
