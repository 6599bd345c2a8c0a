using Souk.Simulation.Designs;
using Souk.Simulation.Metrics;

namespace Souk.Simulation.Sensitivities;

/// <summary>How much of an outcome's variance each parameter explains, alone and with all its interactions.</summary>
/// <remarks>
/// Sampling: two Sobol matrices A and B, and A with one column of B for each parameter (Saltelli, Comput. Phys. Commun. 145,
/// 2002): N × (k + 2) points. First order by Saltelli et al. (Comput. Phys. Commun. 181, 2010, table 2 b), total order by
/// Jansen (same table, f). Intervals by the bootstrap over the N rows.
/// </remarks>
public sealed class SobolIndices
{
    /// <summary>Resamples behind an interval.</summary>
    private const int Resamples = 1_000;

    private readonly int _dimensions;
    private readonly int _rows;
    private readonly uint _seed;

    /// <param name="dimensions">Parameters, 1 to half of <see cref="SobolSequence.DimensionsMax"/>.</param>
    /// <param name="rows">N; powers of two are balanced.</param>
    public SobolIndices(int dimensions, int rows, uint seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        (_dimensions, _rows, _seed) = (dimensions, rows, seed);
        double[][] both = Design.Sobol(2 * dimensions, rows, seed);
        List<double[]> points = [];
        foreach (double[] row in both)
        {
            double[] first = row[..dimensions];
            points.Add(first);
            points.Add(row[dimensions..]);
            for (int dimension = 0; dimension < dimensions; dimension++)
            {
                double[] mixed = [.. first];
                mixed[dimension] = row[dimensions + dimension];
                points.Add(mixed);
            }
        }

        Points = points;
    }

    /// <summary>Where the outcome must be known: shares of the way, 0 to 1.</summary>
    public IReadOnlyList<double[]> Points { get; }

    /// <summary>The indices of each parameter.</summary>
    /// <param name="outcomes">One for each of <see cref="Points"/>.</param>
    /// <returns>All zero where the outcome does not vary.</returns>
    public IReadOnlyList<SobolIndex> Of(IReadOnlyList<double> outcomes)
    {
        if (outcomes.Count != Points.Count)
        {
            throw new ArgumentException($"{outcomes.Count} outcomes of {Points.Count} points.", nameof(outcomes));
        }

        // Centred: the first-order estimate is a difference of products, which a large mean would drown.
        double centre = outcomes.Average();
        double[] centred = [.. outcomes.Select(outcome => outcome - centre)];
        int[] all = [.. Enumerable.Range(0, _rows)];
        (double First, double Total)[] estimates = Estimate(centred, all);
        (double[] First, double[] Total)[] spread = Bootstrap(centred);
        return
        [
            .. estimates.Select(
                (estimate, i) =>
                    new SobolIndex(estimate.First, estimate.Total, Interval(spread[i].First), Interval(spread[i].Total))
            ),
        ];
    }

    private (double[] First, double[] Total)[] Bootstrap(double[] outcomes)
    {
        (double[] First, double[] Total)[] spread = new (double[], double[])[_dimensions];
        for (int dimension = 0; dimension < _dimensions; dimension++)
        {
            spread[dimension] = (new double[Resamples], new double[Resamples]);
        }

        int[] rows = new int[_rows];
        for (int resample = 0; resample < Resamples; resample++)
        {
            for (int row = 0; row < _rows; row++)
            {
                rows[row] = (int)(DesignDraws.Uniform(_seed, 1_000_000 + resample, row) * _rows);
            }

            (double First, double Total)[] estimates = Estimate(outcomes, rows);
            for (int dimension = 0; dimension < _dimensions; dimension++)
            {
                spread[dimension].First[resample] = estimates[dimension].First;
                spread[dimension].Total[resample] = estimates[dimension].Total;
            }
        }

        return spread;
    }

    private (double First, double Total)[] Estimate(double[] outcomes, int[] rows)
    {
        int width = _dimensions + 2;
        double sum = 0;
        double squares = 0;
        foreach (int row in rows)
        {
            double a = outcomes[row * width];
            double b = outcomes[(row * width) + 1];
            sum += a + b;
            squares += (a * a) + (b * b);
        }

        double mean = sum / (2 * rows.Length);
        double variance = (squares / (2 * rows.Length)) - (mean * mean);
        (double First, double Total)[] indices = new (double, double)[_dimensions];
        for (int dimension = 0; dimension < _dimensions && variance > 0; dimension++)
        {
            double first = 0;
            double total = 0;
            foreach (int row in rows)
            {
                double a = outcomes[row * width];
                double mixed = outcomes[(row * width) + 2 + dimension];
                first += outcomes[(row * width) + 1] * (mixed - a);
                total += (a - mixed) * (a - mixed);
            }

            indices[dimension] = (first / rows.Length / variance, total / (2 * rows.Length) / variance);
        }

        return indices;
    }

    private static (double Low, double High) Interval(double[] values)
    {
        Array.Sort(values);
        return (Quantile.OfSorted(values, 0.025), Quantile.OfSorted(values, 0.975));
    }
}

/// <summary>What one parameter explains of an outcome's variance.</summary>
/// <param name="First">Alone, as a share.</param>
/// <param name="Total">With all its interactions, as a share.</param>
/// <param name="FirstInterval">95 %, by the bootstrap.</param>
/// <param name="TotalInterval">95 %, by the bootstrap.</param>
public readonly record struct SobolIndex(
    double First,
    double Total,
    (double Low, double High) FirstInterval,
    (double Low, double High) TotalInterval
);
