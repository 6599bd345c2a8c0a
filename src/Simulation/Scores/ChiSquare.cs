using Souk.Simulation.Numerics;

namespace Souk.Simulation.Scores;

/// <summary>The law of a sum of squared standard normal draws.</summary>
public static class ChiSquare
{
    /// <summary>How likely the sum is at least <paramref name="value"/>.</summary>
    /// <param name="degrees">From 1 on.</param>
    /// <remarks>Finite sums: Abramowitz and Stegun 26.4.4 (odd degrees) and 26.4.5 (even).</remarks>
    public static double Tail(double value, int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        if (value <= 0)
        {
            return 1;
        }

        double root = Math.Sqrt(value);
        bool isOdd = degrees % 2 == 1;
        // Each term is the one before times value / (its number): 1, 3, 5, … or 2, 4, 6, …
        double term = isOdd ? 2 * NormalLaw.Density(root) * root : DeterministicMath.Exp(-value / 2);
        double sum = isOdd ? 2 * NormalLaw.Tail(root) : term;
        for (int k = isOdd ? 3 : 2; k <= degrees; k += 2)
        {
            if (isOdd)
            {
                sum += term;
                term *= value / k;
            }
            else if (k < degrees)
            {
                term *= value / k;
                sum += term;
            }
        }

        return Math.Min(1, sum);
    }
}
