using Souk.Simulation.Designs;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Optimisers;

/// <summary>Searches the unit cube for the least value of a function that is known by trial alone: CMA-ES.</summary>
/// <remarks>
/// (μ/μ_w, λ)-CMA-ES with the default strategy parameters of Hansen, "The CMA Evolution Strategy: A Tutorial"
/// (arXiv:1604.00772, appendix A), positive weights only. Points beyond the cube are tried at the nearest place inside it, and
/// pay the squared distance.
/// </remarks>
public sealed class CmaEs
{
    private const double FirstStep = 0.3;

    private readonly int _dimensions;
    private readonly uint _seed;
    private readonly double[] _weights;
    private readonly double _effective;
    private readonly double[] _mean;
    private readonly double[] _stepPath;
    private readonly double[] _shapePath;
    private readonly double[,] _shape;
    private double[] _lengths;
    private double[,] _axes;
    private double _step = FirstStep;
    private double[][] _drawn = [];

    /// <param name="start">Where to begin: shares of the way, 0 to 1.</param>
    /// <param name="population">λ; 0 for 4 + ⌊3 ln n⌋.</param>
    public CmaEs(IReadOnlyList<double> start, uint seed, int population = 0)
    {
        _dimensions = start.Count;
        _seed = seed;
        Population = population > 0 ? population : 4 + (int)(3 * DeterministicMath.Log(_dimensions));
        ArgumentOutOfRangeException.ThrowIfLessThan(Population, 4, nameof(population));
        int parents = Population / 2;
        double[] raw =
        [
            .. Enumerable
                .Range(1, parents)
                .Select(i => DeterministicMath.Log((Population + 1) / 2.0) - DeterministicMath.Log(i)),
        ];
        _weights = [.. raw.Select(weight => weight / raw.Sum())];
        _effective = 1 / _weights.Sum(weight => weight * weight);
        _mean = [.. start];
        _stepPath = new double[_dimensions];
        _shapePath = new double[_dimensions];
        _shape = new double[_dimensions, _dimensions];
        for (int i = 0; i < _dimensions; i++)
        {
            _shape[i, i] = 1;
        }

        (_lengths, _axes) = Decompose();
    }

    /// <summary>Points of a generation.</summary>
    public int Population { get; }

    /// <summary>Generations told so far.</summary>
    public int Generation { get; private set; }

    /// <summary>The best point so far, inside the cube.</summary>
    public IReadOnlyList<double> Best { get; private set; } = [];

    /// <summary>The value there.</summary>
    public double BestValue { get; private set; } = double.PositiveInfinity;

    /// <summary>σ times the longest axis: below it nothing more is gained.</summary>
    public double Spread => _step * _lengths.Max();

    /// <summary>The points to try next, all inside the cube.</summary>
    public IReadOnlyList<double[]> Ask()
    {
        _drawn = new double[Population][];
        for (int row = 0; row < Population; row++)
        {
            double[] normal = new double[_dimensions];
            for (int i = 0; i < _dimensions; i++)
            {
                normal[i] =
                    _lengths[i] * NormalQuantile.At(DesignDraws.Uniform(_seed, Generation, (row * _dimensions) + i));
            }

            _drawn[row] = [.. Enumerable.Range(0, _dimensions).Select(i => _mean[i] + (_step * Turned(normal, i)))];
        }

        return [.. _drawn.Select(Inside)];
    }

    /// <summary>Tells the values of the points last asked for; infinite where a point is not allowed.</summary>
    public void Tell(IReadOnlyList<double> values)
    {
        if (values.Count != _drawn.Length)
        {
            throw new ArgumentException($"{values.Count} values of {_drawn.Length} points.", nameof(values));
        }

        for (int row = 0; row < values.Count; row++)
        {
            if (values[row] < BestValue)
            {
                (BestValue, Best) = (values[row], Inside(_drawn[row]));
            }
        }

        double scale = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(1).Max() + 1;
        int[] order =
        [
            .. Enumerable
                .Range(0, values.Count)
                .OrderBy(row => values[row] + (scale * Beyond(_drawn[row])))
                .ThenBy(row => row)
                .Take(_weights.Length),
        ];
        Move(order);
        Generation++;
    }

    private void Move(int[] order)
    {
        double n = _dimensions;
        double stepRate = (_effective + 2) / (n + _effective + 5);
        double damping = 1 + (2 * Math.Max(0, Math.Sqrt((_effective - 1) / (n + 1)) - 1)) + stepRate;
        double pathRate = (4 + (_effective / n)) / (n + 4 + (2 * _effective / n));
        double expected = Math.Sqrt(n) * (1 - (1 / (4 * n)) + (1 / (21 * n * n)));
        double[] moved = new double[_dimensions];
        for (int i = 0; i < _dimensions; i++)
        {
            double to = order.Select((row, rank) => _weights[rank] * _drawn[row][i]).Sum();
            moved[i] = (to - _mean[i]) / _step;
        }

        double[] whitened = Whitened(moved);
        for (int i = 0; i < _dimensions; i++)
        {
            _stepPath[i] =
                ((1 - stepRate) * _stepPath[i]) + (Math.Sqrt(stepRate * (2 - stepRate) * _effective) * whitened[i]);
        }

        double length = Math.Sqrt(_stepPath.Sum(part => part * part));
        double decay = DeterministicMath.Pow(1 - stepRate, 2.0 * (Generation + 1));
        bool isShort = length / Math.Sqrt(1 - decay) < (1.4 + (2 / (n + 1))) * expected;
        for (int i = 0; i < _dimensions; i++)
        {
            _shapePath[i] =
                ((1 - pathRate) * _shapePath[i])
                + (isShort ? Math.Sqrt(pathRate * (2 - pathRate) * _effective) * moved[i] : 0);
        }

        Reshape(order, isShort, pathRate);
        for (int i = 0; i < _dimensions; i++)
        {
            _mean[i] += _step * moved[i];
        }

        _step *= DeterministicMath.Exp(Math.Min(1, stepRate / damping * ((length / expected) - 1)));
        (_lengths, _axes) = Decompose();
    }

    private void Reshape(int[] order, bool isShort, double pathRate)
    {
        double n = _dimensions;
        double pathShare = 2 / (((n + 1.3) * (n + 1.3)) + _effective);
        double rankShare = Math.Min(
            1 - pathShare,
            2 * (_effective - 2 + (1 / _effective)) / (((n + 2) * (n + 2)) + _effective)
        );
        double kept = 1 - pathShare - rankShare + (isShort ? 0 : pathShare * pathRate * (2 - pathRate));
        for (int row = 0; row < _dimensions; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double rank = 0;
                for (int i = 0; i < order.Length; i++)
                {
                    double[] point = _drawn[order[i]];
                    rank +=
                        _weights[i] * ((point[row] - _mean[row]) / _step) * ((point[column] - _mean[column]) / _step);
                }

                double value =
                    (kept * _shape[row, column])
                    + (pathShare * _shapePath[row] * _shapePath[column])
                    + (rankShare * rank);
                _shape[row, column] = value;
                _shape[column, row] = value;
            }
        }
    }

    private (double[] Lengths, double[,] Axes) Decompose()
    {
        (double[] values, double[,] vectors) = Eigen.Of((double[,])_shape.Clone());
        return ([.. values.Select(value => Math.Sqrt(Math.Max(value, 1e-30)))], vectors);
    }

    private double Turned(double[] normal, int row)
    {
        double sum = 0;
        for (int i = 0; i < _dimensions; i++)
        {
            sum += _axes[row, i] * normal[i];
        }

        return sum;
    }

    // C^(−1/2) times a vector.
    private double[] Whitened(double[] vector)
    {
        double[] along = new double[_dimensions];
        for (int i = 0; i < _dimensions; i++)
        {
            double sum = 0;
            for (int row = 0; row < _dimensions; row++)
            {
                sum += _axes[row, i] * vector[row];
            }

            along[i] = sum / _lengths[i];
        }

        return [.. Enumerable.Range(0, _dimensions).Select(row => Turned(along, row))];
    }

    private static double[] Inside(double[] point) => [.. point.Select(share => Math.Clamp(share, 0, 1))];

    private static double Beyond(double[] point) =>
        point.Sum(share => Math.Clamp(share, 0, 1) is var inside ? (share - inside) * (share - inside) : 0);
}
