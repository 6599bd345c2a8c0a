using Souk.Simulation.Numerics;

namespace Souk.Simulation.Scores;

/// <summary>The standard normal law.</summary>
public static class NormalLaw
{
    private const double RootTwoPi = 2.5066282746310005;

    /// <summary>Beyond this the series loses digits to cancellation, and the continued fraction is short.</summary>
    private const double SeriesMax = 2.5;

    public static double Density(double z) => DeterministicMath.Exp(-z * z / 2) / RootTwoPi;

    /// <summary>How much lies below <paramref name="z"/>, to about 1e-15.</summary>
    public static double Cdf(double z) => z > 0 ? 1 - Tail(z) : Tail(-z);

    /// <summary>How much lies above <paramref name="z"/>, to about 1e-13 of itself where z is positive.</summary>
    /// <remarks>Abramowitz and Stegun 26.2.11 (series) and 26.2.14 (continued fraction, from its end).</remarks>
    public static double Tail(double z)
    {
        if (z < 0)
        {
            return 1 - Tail(-z);
        }

        return z < SeriesMax ? 0.5 - (Density(z) * Series(z)) : Density(z) / Fraction(z);
    }

    private static double Series(double z)
    {
        double sum = z;
        double term = z;
        for (int k = 3; term > 1e-18 * sum; k += 2)
        {
            term *= z * z / k;
            sum += term;
        }

        return sum;
    }

    private static double Fraction(double z)
    {
        double value = z;
        for (int k = 120; k >= 1; k--)
        {
            value = z + (k / value);
        }

        return value;
    }
}
