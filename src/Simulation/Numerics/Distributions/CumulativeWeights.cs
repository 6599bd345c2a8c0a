namespace Souk.Simulation.Numerics.Distributions;

/// <summary>Draws a category in proportion to its weight by inversion: equal uniforms give ordered categories.</summary>
/// <remarks>Binary search. Where the order means nothing, an <see cref="AliasTable"/> is faster.</remarks>
public sealed class CumulativeWeights
{
    private readonly double[] _sums;
    private readonly int _last;

    /// <param name="weights">Not negative, finite, with a positive finite sum.</param>
    /// <exception cref="ArgumentException">No weights, or not as above.</exception>
    public CumulativeWeights(ReadOnlySpan<double> weights)
    {
        Sum(weights);
        _sums = new double[weights.Length];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += weights[i];
            _sums[i] = sum;
            _last = weights[i] > 0 ? i : _last;
        }
    }

    /// <summary>The first category whose cumulative weight is above the uniform's share of the sum.</summary>
    /// <param name="uniform">From 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside.</exception>
    public int At(double uniform)
    {
        if (uniform is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(uniform), uniform, "A uniform lies between 0 and 1.");
        }

        double wanted = uniform * _sums[^1];
        int low = 0;
        int high = _last;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (_sums[middle] > wanted)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    internal static double Sum(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        foreach (double weight in weights)
        {
            sum += weight >= 0 ? weight : throw new ArgumentException($"Weight {weight} is negative.", nameof(weights));
        }

        return sum is > 0 and <= double.MaxValue
            ? sum
            : throw new ArgumentException($"The sum {sum} of weights is not positive and finite.", nameof(weights));
    }
}
