using Souk.Simulation.Designs;
using Souk.Simulation.Optimisers;
using Souk.Simulation.Studies;

namespace Souk.Simulation.Calibration;

/// <summary>Fits parameters of a scenario to observed metrics: the method of simulated moments.</summary>
/// <remarks>
/// McFadden (Econometrica 57, 1989), Pakes and Pollard (same issue): the parameters that bring the simulated means nearest to
/// the observed values, each difference in units of what it would scatter by. The observation is one history, so that its
/// scatter is that of a run, estimated in the middle of the ranges; the mean over R runs adds 1/R of it. The search is CMA-ES
/// under common random numbers. Intervals are those of the linearised model, (JᵀJ)⁻¹ (1 + 1/R), from differences at the best
/// point; moments of one run on neighbouring days are taken as independent, which makes them too narrow: thin daily series out.
/// Constraints bind the points that are tried and so the fitted one, not the ends of its intervals.
/// </remarks>
public sealed class MomentCalibration
{
    /// <summary>A difference of this share of the range tells a slope.</summary>
    private const double Probe = 0.02;

    /// <summary>Two-sided, 95 %.</summary>
    private const double Normal95 = 1.959964;

    private readonly PointEvaluator _evaluator;
    private readonly IReadOnlyList<MomentTarget> _targets;
    private readonly TargetCells _cells;
    private readonly ConstrainedSpace? _space;

    /// <param name="targets">At least as many as there are parameters.</param>
    /// <param name="space">What the fitted point keeps to; null for all of the ranges.</param>
    /// <exception cref="ArgumentException">A metric that the scenario does not have, a day beyond its horizon, or too few
    /// targets.</exception>
    public MomentCalibration(
        PointEvaluator evaluator,
        IReadOnlyList<MomentTarget> targets,
        ConstrainedSpace? space = null
    )
    {
        (_evaluator, _targets, _space) = (evaluator, targets, space is { IsFree: false } ? space : null);
        _cells = new TargetCells(evaluator, targets);
    }

    /// <summary>Searches.</summary>
    /// <param name="evaluations">Points that may be tried.</param>
    /// <param name="progress">Told the share of evaluations that is done.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public MomentFit Fit(int evaluations, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(evaluations, 1);
        double[] start = _space is null ? [.. _evaluator.Variations.Select(_ => 0.5)] : [.. _space.Start];
        double[] scales = Scales(Play([start], cancellation));
        CmaEs search = new(start, _evaluator.Seed);
        (double Distance, double[] Point) best = (double.PositiveInfinity, start);
        int tried = 0;
        while (tried < evaluations && search.Spread > 1e-6)
        {
            IReadOnlyList<double[]> points = search.Ask();
            double[] outside = [.. points.Select(point => _space?.Excess(point) ?? 0)];
            double?[] distances = Distances(points, outside, scales, cancellation);
            for (int i = 0; i < points.Count; i++)
            {
                best = distances[i] < best.Distance ? (distances[i]!.Value, points[i]) : best;
            }

            // Points outside are not played, and rank behind all inside by how far out they are.
            double worst = distances.Max() ?? 0;
            search.Tell([.. distances.Select((distance, i) => distance ?? ((worst + 1) * (2 + outside[i])))]);
            tried += search.Population;
            progress?.Report(Math.Min(1, (double)tried / evaluations));
        }

        return Result(best.Point, scales, tried, cancellation);
    }

    // Null for a point outside of the constraints.
    private double?[] Distances(
        IReadOnlyList<double[]> points,
        double[] outside,
        double[] scales,
        CancellationToken cancellation
    )
    {
        double[][] inside = [.. points.Where((_, i) => outside[i] <= 0)];
        if (inside.Length == 0)
        {
            return new double?[points.Count];
        }

        PointOutcomes outcomes = Play(inside, cancellation);
        int next = 0;
        return [.. outside.Select(excess => excess <= 0 ? Distance(outcomes, next++, scales) : (double?)null)];
    }

    private MomentFit Result(double[] best, double[] scales, int tried, CancellationToken cancellation)
    {
        int k = best.Length;
        double[] ways = [.. best.Select((_, i) => Way(best, i))];
        PointOutcomes outcomes = Play(
            [best, .. Enumerable.Range(0, k).Select(i => Moved(best, i, ways[i]))],
            cancellation
        );
        double[][] slopes =
        [
            .. Enumerable
                .Range(0, k)
                .Select(i =>
                    scales
                        .Select(
                            (scale, target) =>
                                (_cells.Mean(outcomes, i + 1, target) - _cells.Mean(outcomes, 0, target))
                                / ways[i]
                                / scale
                        )
                        .ToArray()
                ),
        ];
        double[] errors = Errors(slopes);
        return new MomentFit(
            [
                .. best.Select(
                    (share, i) => Parameter(i, share, Normal95 * errors[i] * Math.Sqrt(1 + (1.0 / _evaluator.Runs)))
                ),
            ],
            Distance(outcomes, 0, scales),
            _targets.Count - k,
            [.. _targets.Select((target, i) => new FittedMoment(target, _cells.Mean(outcomes, 0, i), scales[i]))],
            tried
        );
    }

    private FittedParameter Parameter(int variation, double share, double half) =>
        new(
            _evaluator.Variations[variation].Path,
            _evaluator.Variations[variation].At(share),
            share,
            Math.Max(0, share - half),
            Math.Min(1, share + half),
            2 * half < 0.5
        );

    // The square roots of the diagonal of (JᵀJ)⁻¹, by its eigenvalues: a direction without slope has no bound.
    private static double[] Errors(double[][] slopes)
    {
        int k = slopes.Length;
        double[,] information = new double[k, k];
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                information[row, column] = slopes[row].Zip(slopes[column], (a, b) => a * b).Sum();
            }
        }

        (double[] values, double[,] vectors) = Eigen.Of(information);
        double least = 1e-12 * values.Max();
        double[] errors = new double[k];
        for (int parameter = 0; parameter < k; parameter++)
        {
            double variance = 0;
            for (int i = 0; i < k; i++)
            {
                double part = vectors[parameter, i] * vectors[parameter, i];
                variance += part <= 1e-12 ? 0 : part / Math.Max(values[i], least);
            }

            errors[parameter] = double.IsNaN(variance) ? double.PositiveInfinity : Math.Sqrt(variance);
        }

        return errors;
    }

    // What does not scatter is known to a thousandth of itself, so that exact rules do not outweigh everything else.
    private double[] Scales(PointOutcomes outcomes) =>
        [
            .. _targets.Select(
                (target, i) => Math.Max(Math.Max(_cells.Spread(outcomes, 0, i), Math.Abs(target.Value) / 1_000), 1e-12)
            ),
        ];

    private double Distance(PointOutcomes outcomes, int point, double[] scales)
    {
        double sum = 0;
        for (int i = 0; i < _cells.Count; i++)
        {
            double off = (_cells.Mean(outcomes, point, i) - _targets[i].Value) / scales[i];
            sum += off * off;
        }

        return sum;
    }

    // Towards a point that is allowed, where one of the two is.
    private double Way(double[] point, int i)
    {
        double first = point[i] + Probe <= 1 ? Probe : -Probe;
        return _space is null || _space.Keeps(Moved(point, i, first)) ? first
            : point[i] >= Probe && _space.Keeps(Moved(point, i, -Probe)) ? -Probe
            : first;
    }

    private static double[] Moved(double[] point, int i, double way)
    {
        double[] moved = [.. point];
        moved[i] += way;
        return moved;
    }

    private PointOutcomes Play(IReadOnlyList<double[]> points, CancellationToken cancellation) =>
        _evaluator.Play(points, _cells.Days, progress: null, cancellation);
}
