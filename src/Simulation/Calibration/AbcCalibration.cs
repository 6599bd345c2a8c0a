using Souk.Simulation.Metrics;
using Souk.Simulation.Numerics;
using Souk.Simulation.Studies;

namespace Souk.Simulation.Calibration;

/// <summary>Fits parameters of a scenario to observed metrics by approximate Bayesian computation: ABC-SMC.</summary>
/// <remarks>
/// Toni et al. (J. R. Soc. Interface 6, 2009), with the kernel of Beaumont et al. (Biometrika 96, 2009). The prior is uniform over
/// the ranges. A particle is a point that is played once, with luck of its own: unlike the method of moments it asks what single
/// histories look like, and needs no slopes. A generation has those that come nearer than the median of the one before; the
/// last whole generation is the posterior's sample, which is too wide rather than too narrow while tolerances still fall. Differences
/// count in units of their mean deviation over the prior. Tries are played as many at once as there are particles, by whoever plays the
/// evaluator's plans. A pure function of evaluator, targets and limits, whatever the threads and shards.
/// </remarks>
public sealed class AbcCalibration
{
    /// <summary>Particles of a generation unless said otherwise.</summary>
    public const int ParticlesDefault = 200;

    /// <summary>A generation that takes more tries than this share allows is the last.</summary>
    private const double AcceptedLeast = 0.03;

    private const int RedrawsMax = 1_000_000;
    private const uint Stream = 0xABC;

    // Of a normal law, the deviation over the mean absolute one: √(π/2).
    private const double OfMeanDeviation = 1.2533141373155;

    private readonly PointEvaluator _evaluator;
    private readonly IReadOnlyList<MomentTarget> _targets;
    private readonly TargetCells _cells;
    private readonly int _particles;
    private readonly Func<double[], bool> _isAllowed;

    /// <param name="evaluator">Its number of runs does not matter: each particle is one.</param>
    /// <param name="targets">At least as many as there are parameters.</param>
    /// <param name="isAllowed">Whether a point keeps to constraints; null where all do.</param>
    /// <exception cref="ArgumentException">A metric that the scenario does not have, a day beyond its horizon, or too few targets.
    /// </exception>
    public AbcCalibration(
        PointEvaluator evaluator,
        IReadOnlyList<MomentTarget> targets,
        int particles = ParticlesDefault,
        Func<double[], bool>? isAllowed = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(particles, 20);
        (_evaluator, _targets, _particles) = (evaluator, targets, particles);
        _cells = new TargetCells(evaluator, targets);
        _isAllowed = isAllowed ?? (_ => true);
    }

    /// <summary>Samples the posterior.</summary>
    /// <param name="evaluations">Runs that may be played; the first generation takes as many as there are particles.</param>
    /// <param name="progress">Told the share of evaluations that is done.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public AbcFit Fit(int evaluations, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(evaluations, _particles);
        Particle[] first = Play(from: null, generation: 0, attempt: 0, cancellation);
        double[] scales = [.. _targets.Select((target, i) => Scatter(first, i, target))];
        ParticleCloud cloud = ParticleCloud.Prior([.. first.Select(particle => Measured(particle, scales))]);
        List<double> tolerances = [];
        int played = _particles;
        double accepted = 1;
        while (accepted >= AcceptedLeast)
        {
            double tolerance = Median([.. cloud.Particles.Select(particle => particle.Distance)]);
            List<Particle> near = [];
            int tried = 0;
            while (near.Count < _particles && played + _particles <= evaluations)
            {
                Particle[] batch = Play(cloud, tolerances.Count + 1, tried, cancellation);
                near.AddRange(
                    batch.Select(particle => Measured(particle, scales)).Where(one => one.Distance <= tolerance)
                );
                (tried, played) = (tried + _particles, played + _particles);
                progress?.Report((double)played / evaluations);
            }

            if (near.Count < _particles)
            {
                break;
            }

            cloud = cloud.Next([.. near.Take(_particles)]);
            tolerances.Add(tolerance);
            accepted = (double)near.Count / tried;
        }

        return Result(cloud, tolerances, played, accepted);
    }

    private AbcFit Result(ParticleCloud cloud, List<double> tolerances, int played, double accepted) =>
        new(
            [.. _evaluator.Variations.Select((_, i) => Parameter(cloud, i))],
            [
                .. _targets.Select(
                    (target, i) =>
                        new FittedMoment(
                            target,
                            Median([.. cloud.Particles.Select(particle => particle.Simulated[i])]),
                            Scatter(cloud.Particles, i, target)
                        )
                ),
            ],
            tolerances,
            _particles,
            cloud.EffectiveCount,
            played,
            accepted
        );

    private FittedParameter Parameter(ParticleCloud cloud, int i)
    {
        (double low, double high) = (cloud.Quantile(i, 0.025), cloud.Quantile(i, 0.975));
        double middle = cloud.Quantile(i, 0.5);
        return new(
            _evaluator.Variations[i].Path,
            _evaluator.Variations[i].At(middle),
            middle,
            low,
            high,
            high - low < 0.5
        );
    }

    // Each try has numbers of its own, so that it does not matter who plays it, or when.
    private Particle[] Play(ParticleCloud? from, int generation, int attempt, CancellationToken cancellation)
    {
        RandomStream stream = new(_evaluator.Seed, Stream);
        double[][] shares = new double[_particles][];
        uint seed = 0;
        for (int i = 0; i < _particles; i++)
        {
            DrawSequence draws = stream.Sequence(DrawKind.Choice, attempt + i, generation);
            shares[i] = Proposal(from, ref draws);
            seed = (uint)(draws.Bits() >> 32);
        }

        PointOutcomes outcomes = _evaluator.PlayOnce(shares, seed, _cells.Days, cancellation);
        return [.. shares.Select((point, i) => new Particle(point, Simulated(outcomes, i)))];
    }

    private double[] Simulated(PointOutcomes outcomes, int point) =>
        [.. Enumerable.Range(0, _cells.Count).Select(target => _cells.Mean(outcomes, point, target))];

    private double[] Proposal(ParticleCloud? from, ref DrawSequence draws)
    {
        for (int redraw = 0; redraw < RedrawsMax; redraw++)
        {
            double[] shares = from is null ? new double[_evaluator.Variations.Count] : from.Propose(ref draws);
            for (int i = 0; from is null && i < shares.Length; i++)
            {
                shares[i] = draws.Uniform();
            }

            if (Array.TrueForAll(shares, share => share is >= 0 and <= 1) && _isAllowed(shares))
            {
                return shares;
            }
        }

        throw new InvalidOperationException($"None of {RedrawsMax:N0} points keeps to the constraints.");
    }

    private Particle Measured(Particle particle, double[] scales)
    {
        double sum = 0;
        for (int i = 0; i < scales.Length; i++)
        {
            double off = (particle.Simulated[i] - _targets[i].Value) / scales[i];
            sum += off * off;
        }

        return particle with
        {
            Distance = sum,
        };
    }

    // What hardly scatters is known to a thousandth of itself, as in the method of moments.
    private static double Scatter(Particle[] particles, int target, MomentTarget observed)
    {
        double[] values = [.. particles.Select(particle => particle.Simulated[target])];
        double median = Median([.. values]);
        double deviation = OfMeanDeviation * values.Sum(value => Math.Abs(value - median)) / values.Length;
        return Math.Max(Math.Max(deviation, Math.Abs(observed.Value) / 1_000), 1e-12);
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return Quantile.OfSorted(values, 0.5);
    }
}
