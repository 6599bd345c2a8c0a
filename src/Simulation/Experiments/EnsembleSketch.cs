using System.Security.Cryptography;
using System.Text;
using Souk.Simulation.Engine;
using Souk.Simulation.Sketches;

namespace Souk.Simulation.Experiments;

/// <summary>What is kept of runs that are forgotten: per point, metric and day the sum and the quantiles, per run its last values.</summary>
/// <remarks>Adding commutes in every bit, so that it does not matter which thread or machine played which run.</remarks>
public sealed class EnsembleSketch
{
    private readonly EnsembleShape _shape;
    private readonly int[] _bandDays;
    private readonly Dictionary<int, MetricSketch[]> _points = [];
    private readonly Dictionary<int, RunOutcome> _outcomes = [];

    /// <param name="bandDays">Days of which bands are kept, rising, none beyond the horizon.</param>
    public EnsembleSketch(EnsembleShape shape, IReadOnlyList<int> bandDays)
    {
        _shape = shape;
        _bandDays = [.. bandDays];
    }

    public EnsembleShape Shape => _shape;

    public IReadOnlyList<int> BandDays => _bandDays;

    /// <summary>Runs that are in it, by index.</summary>
    public IEnumerable<RunOutcome> Outcomes => _outcomes.Values.OrderBy(outcome => outcome.Run);

    public int Runs => _outcomes.Count;

    /// <summary>Points of which there is at least one run, rising.</summary>
    public IEnumerable<int> Points => _points.Keys.Order();

    public bool Has(int run) => _outcomes.ContainsKey(run);

    /// <summary>Sum and quantiles of a metric at a band day, over the runs of a point that are here.</summary>
    /// <param name="band">Index in <see cref="BandDays"/>.</param>
    public MetricSketch At(int point, int metric, int band) => Sketches(point)[(metric * _bandDays.Length) + band];

    /// <exception cref="ArgumentException">The run is here already.</exception>
    public void Add(int run, RunResult result)
    {
        double[] last = new double[_shape.Metrics.Count];
        for (int metric = 0; metric < last.Length; metric++)
        {
            last[metric] = result.Series(metric)[^1];
        }

        AddOutcome(new RunOutcome(run, result.Digest, last) { Labels = result.Labels });
        int point = _shape.PointOf(run);
        for (int metric = 0; metric < last.Length; metric++)
        {
            ReadOnlySpan<double> series = result.Series(metric);
            for (int band = 0; band < _bandDays.Length; band++)
            {
                At(point, metric, band).Add(series[_bandDays[band]]);
            }
        }
    }

    /// <summary>Adds a run whose values the sketches of its point hold already.</summary>
    /// <exception cref="ArgumentException">The run is here already.</exception>
    public void AddOutcome(RunOutcome outcome)
    {
        if (!_outcomes.TryAdd(outcome.Run, outcome))
        {
            throw new ArgumentException($"Run {outcome.Run} is there twice.", nameof(outcome));
        }
    }

    /// <exception cref="ArgumentException">A run of the other is here already.</exception>
    public void Add(EnsembleSketch other)
    {
        foreach (RunOutcome outcome in other._outcomes.Values)
        {
            AddOutcome(outcome);
        }

        foreach ((int point, MetricSketch[] sketches) in other._points)
        {
            MetricSketch[] own = Sketches(point);
            for (int i = 0; i < own.Length; i++)
            {
                own[i].Add(sketches[i]);
            }
        }
    }

    /// <summary>The same runs in a plan that has more or fewer replicates of the same points.</summary>
    /// <exception cref="ArgumentException">Other points, or a run that the other plan does not have.</exception>
    public EnsembleSketch In(int replicates)
    {
        EnsembleShape shape = _shape with { Replicates = replicates };
        EnsembleSketch moved = new(shape, _bandDays);
        foreach (RunOutcome outcome in _outcomes.Values)
        {
            uint replicate = _shape.ReplicateOf(outcome.Run);
            if (replicate >= replicates)
            {
                throw new ArgumentException($"Replicate {replicate} is none of {replicates}.", nameof(replicates));
            }

            int run = (_shape.PointOf(outcome.Run) * replicates) + (int)replicate;
            moved.AddOutcome(outcome with { Run = run });
        }

        foreach ((int point, MetricSketch[] sketches) in _points)
        {
            moved._points.Add(point, sketches);
        }

        return moved;
    }

    /// <summary>The digest of a point: that of the same runs by <see cref="BlueprintEnsemble"/>, if all are here.</summary>
    public string DigestOf(int point) =>
        RunDigest.Combine(
            _shape.Points[point].Hash,
            _shape.Seed,
            Enumerable
                .Range(point * _shape.Replicates, _shape.Replicates)
                .Where(Has)
                .Select(run => new RunResult(_shape.ReplicateOf(run), 0, [], _outcomes[run].Digest))
        );

    /// <summary>The digest of all points: that of the only one, else SHA-256 over theirs.</summary>
    public string Digest =>
        _shape.Points.Count == 1
            ? DigestOf(0)
            : Convert.ToHexStringLower(
                SHA256.HashData(
                    Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, _shape.Points.Count).Select(DigestOf)))
                )
            );

    private MetricSketch[] Sketches(int point)
    {
        if (!_points.TryGetValue(point, out MetricSketch[]? sketches))
        {
            sketches = new MetricSketch[_shape.Metrics.Count * _bandDays.Length];
            for (int i = 0; i < sketches.Length; i++)
            {
                sketches[i] = new MetricSketch();
            }

            _points.Add(point, sketches);
        }

        return sketches;
    }
}

/// <summary>What is kept of one run.</summary>
/// <param name="Run">Its index in the plan.</param>
/// <param name="Digest">SHA-256 over every value and every final balance.</param>
/// <param name="Last">The metrics at the close of the last day.</param>
public sealed record RunOutcome(int Run, byte[] Digest, double[] Last)
{
    public IReadOnlyList<string> Labels { get; init; } = [];
}

/// <summary>A metric on a day over runs.</summary>
public sealed class MetricSketch
{
    public QuantileSketch Quantiles { get; } = new();

    public ExactSum Sum { get; } = new();

    /// <summary>The mean, rounded once.</summary>
    public double Mean => Sum.Over(Quantiles.Count);

    public void Add(double value)
    {
        Quantiles.Add(value);
        Sum.Add(value);
    }

    public void Add(MetricSketch other)
    {
        Quantiles.Add(other.Quantiles);
        Sum.Add(other.Sum);
    }
}
