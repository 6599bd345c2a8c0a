using Souk.Simulation.Blueprints;
using Souk.Simulation.Designs;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Sketches;

namespace Souk.Simulation.Studies;

/// <summary>Plays points of a scenario's parameter space, all with the same luck, and tells each run's metrics on the last day.</summary>
public sealed class PointEvaluator
{
    private readonly Blueprint _blueprint;
    private readonly IReadOnlyList<Variation> _variations;
    private readonly int _threads;
    private readonly PointPlayer? _player;

    /// <param name="runs">Of each point.</param>
    /// <param name="threads">Never changes a result; 0 for one per core.</param>
    /// <param name="player">Who plays plans; null for this process.</param>
    /// <exception cref="ScenarioException">A variation does not fit the scenario at one of its ends.</exception>
    public PointEvaluator(
        Blueprint blueprint,
        IReadOnlyList<Variation> variations,
        uint seed,
        int runs,
        int threads = 0,
        PointPlayer? player = null
    )
    {
        (_blueprint, _variations, Seed, Runs, _threads) = (blueprint, variations, seed, runs, threads);
        _player = player;
        // Both ends are tried now: what cannot be should be known before hours of work.
        double[][] ends = [new double[variations.Count], [.. variations.Select(_ => 1.0)]];
        Shape = EnsemblePlan.Of(blueprint, variations, ends, seed, runs).Shape;
    }

    public uint Seed { get; }

    /// <summary>Runs of each point.</summary>
    public int Runs { get; }

    /// <summary>Metrics and days of the scenario; its points are the ends of the variations.</summary>
    public EnsembleShape Shape { get; }

    public IReadOnlyList<Variation> Variations => _variations;

    /// <summary>The index of a metric.</summary>
    /// <exception cref="ArgumentException">There is none of that name; names those that there are.</exception>
    public int MetricOf(string key)
    {
        for (int metric = 0; metric < Shape.Metrics.Count; metric++)
        {
            if (Shape.Metrics[metric].Key == key)
            {
                return metric;
            }
        }

        throw new ArgumentException(
            $"'{key}' is no metric of the scenario; it has {string.Join(", ", Shape.Metrics.Select(metric => metric.Key))}.",
            nameof(key)
        );
    }

    /// <summary>Plays points.</summary>
    /// <param name="shares">Of the way of each variation, by point.</param>
    /// <param name="cancellation">Stops within a step.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public PointOutcomes Play(
        IReadOnlyList<double[]> shares,
        IProgress<EnsembleProgress>? progress = null,
        CancellationToken cancellation = default
    ) => Play(shares, [Shape.Days - 1], progress, cancellation);

    /// <summary>Plays points, and keeps their means on several days.</summary>
    /// <param name="days">Rising, none beyond the horizon.</param>
    /// <inheritdoc cref="Play(IReadOnlyList{double[]}, IProgress{EnsembleProgress}?, CancellationToken)"/>
    public PointOutcomes Play(
        IReadOnlyList<double[]> shares,
        IReadOnlyList<int> days,
        IProgress<EnsembleProgress>? progress = null,
        CancellationToken cancellation = default
    ) => Play(EnsemblePlan.Of(_blueprint, _variations, shares, Seed, Runs), days, progress, cancellation);

    /// <summary>Plays each point once, with luck of its own.</summary>
    /// <param name="seed">Of these runs alone.</param>
    /// <inheritdoc cref="Play(IReadOnlyList{double[]}, IReadOnlyList{int}, IProgress{EnsembleProgress}?, CancellationToken)"/>
    public PointOutcomes PlayOnce(
        IReadOnlyList<double[]> shares,
        uint seed,
        IReadOnlyList<int> days,
        CancellationToken cancellation = default
    )
    {
        EnsemblePlan plan = EnsemblePlan.Of(_blueprint, _variations, shares, seed, replicates: 1).WithOwnLuck();
        return Play(plan, days, progress: null, cancellation);
    }

    /// <summary>The same with other luck.</summary>
    public PointEvaluator With(uint seed, int runs) => new(_blueprint, _variations, seed, runs, _threads, _player);

    private PointOutcomes Play(
        EnsemblePlan plan,
        IReadOnlyList<int> days,
        IProgress<EnsembleProgress>? progress,
        CancellationToken cancellation
    )
    {
        if (_player is not null)
        {
            return new PointOutcomes(_player(plan, days, cancellation));
        }

        EnsembleSketch sketch = new(plan.Shape, days);
        return ShardedEnsemble.Play(plan, sketch, Shard.Whole, _threads, null, progress, cancellation)
            ? new PointOutcomes(sketch)
            : throw new OperationCanceledException(cancellation);
    }
}

/// <summary>Plays a plan elsewhere, such as in shards on other machines. The sketch is the same in every bit.</summary>
/// <param name="days">Days of which means are kept, rising.</param>
/// <exception cref="OperationCanceledException">Cancelled.</exception>
public delegate EnsembleSketch PointPlayer(EnsemblePlan plan, IReadOnlyList<int> days, CancellationToken cancellation);

/// <summary>What came of points.</summary>
public sealed class PointOutcomes
{
    private readonly EnsembleSketch _sketch;
    private readonly double[][] _last;

    internal PointOutcomes(EnsembleSketch sketch)
    {
        _sketch = sketch;
        _last = [.. sketch.Outcomes.Select(run => run.Last)];
    }

    public int Points => _sketch.Shape.Points.Count;

    /// <summary>SHA-256 over all runs.</summary>
    public string Digest => _sketch.Digest;

    /// <summary>The mean of a metric over the runs of a point, on the last of the days that were kept.</summary>
    public double Mean(int point, int metric) => Mean(point, metric, _sketch.BandDays.Count - 1);

    /// <summary>The mean of a metric over the runs of a point.</summary>
    /// <param name="band">Index of a day that was kept.</param>
    public double Mean(int point, int metric, int band) => _sketch.At(point, metric, band).Mean;

    /// <summary>Half of the distance between the quantiles that a normal law has one deviation below and above its mean.</summary>
    /// <param name="band">Index of a day that was kept.</param>
    public double Spread(int point, int metric, int band)
    {
        QuantileSketch quantiles = _sketch.At(point, metric, band).Quantiles;
        return (quantiles.Quantile(0.8413) - quantiles.Quantile(0.1587)) / 2;
    }

    /// <summary>The metric of each run of a point.</summary>
    public IEnumerable<double> Values(int point, int metric) =>
        Enumerable.Range(point * _sketch.Shape.Replicates, _sketch.Shape.Replicates).Select(run => _last[run][metric]);
}
