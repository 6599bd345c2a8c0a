namespace Souk.Simulation.Numerics;

/// <summary>Elementary functions that give the same bits on every machine.</summary>
/// <remarks>
/// The platform's own exp and log differ between C libraries. These use only additions, multiplications, divisions and
/// square roots, which IEEE 754 defines exactly and .NET does not contract. Bounds, checked by tests against the
/// platform: exp and log 4 ulp; pow 4 ulp times (1 + |y ln x|); normal quantile 1e-14 relative.
/// </remarks>
public static class DeterministicMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double Log2E = 1.4426950408889634;
    private const double ExpMax = 709.78;
    private const double ExpMin = -708.39;
    private const int ExponentBias = 1023;
    private const int MantissaBits = 52;

    // 1/k! for k from 0 to 14.
    private static ReadOnlySpan<double> InverseFactorials =>
        [
            1,
            1,
            1.0 / 2,
            1.0 / 6,
            1.0 / 24,
            1.0 / 120,
            1.0 / 720,
            1.0 / 5_040,
            1.0 / 40_320,
            1.0 / 362_880,
            1.0 / 3_628_800,
            1.0 / 39_916_800,
            1.0 / 479_001_600,
            1.0 / 6_227_020_800,
            1.0 / 87_178_291_200,
        ];

    // 1/(2k+1) for k from 1 to 12.
    private static ReadOnlySpan<double> OddInverses =>
        [
            1.0 / 3,
            1.0 / 5,
            1.0 / 7,
            1.0 / 9,
            1.0 / 11,
            1.0 / 13,
            1.0 / 15,
            1.0 / 17,
            1.0 / 19,
            1.0 / 21,
            1.0 / 23,
            1.0 / 25,
        ];

    /// <summary>e to the power <paramref name="x"/>; zero below -708.39, infinity above 709.78.</summary>
    /// <remarks>Cody-Waite reduction to |r| at most ln(2)/2, then the Taylor polynomial.</remarks>
    public static double Exp(double x)
    {
        if (double.IsNaN(x) || x > ExpMax)
        {
            return double.IsNaN(x) ? x : double.PositiveInfinity;
        }

        if (x < ExpMin)
        {
            return 0;
        }

        double power = Math.Round(x * Log2E);
        double r = x - (power * Ln2High) - (power * Ln2Low);
        double sum = InverseFactorials[^1];
        for (int k = InverseFactorials.Length - 2; k >= 0; k--)
        {
            sum = (sum * r) + InverseFactorials[k];
        }

        // Two factors, because 2^1024 is not a double although e^709.78 is.
        int half = (int)power / 2;
        return sum * PowerOfTwo(half) * PowerOfTwo((int)power - half);
    }

    /// <summary>Natural logarithm of a positive normal number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a positive, finite, normal number.</exception>
    public static double Log(double x)
    {
        if (!double.IsNormal(x) || x < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "The logarithm needs a positive normal number.");
        }

        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> MantissaBits) - ExponentBias;
        double mantissa = BitConverter.Int64BitsToDouble(
            (bits & ((1L << MantissaBits) - 1)) | ((long)ExponentBias << MantissaBits)
        );
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }

        // ln m = 2 artanh((m - 1) / (m + 1)).
        double s = (mantissa - 1) / (mantissa + 1);
        double square = s * s;
        double sum = 0;
        for (int k = OddInverses.Length - 1; k >= 0; k--)
        {
            sum = (sum + OddInverses[k]) * square;
        }

        return (exponent * Ln2High) + ((2 * s * (1 + sum)) + (exponent * Ln2Low));
    }

    /// <summary><paramref name="x"/> to the power <paramref name="y"/> for positive <paramref name="x"/>.</summary>
    public static double Pow(double x, double y) => y == 0 || x == 1 ? 1 : Exp(y * Log(x));

    private static double PowerOfTwo(int exponent) =>
        BitConverter.Int64BitsToDouble((long)(exponent + ExponentBias) << MantissaBits);
}
