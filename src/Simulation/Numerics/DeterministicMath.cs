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
    private const int ExpDegree = 14;
    private const int LogTermCount = 12;
    private const int ExponentBias = 1023;
    private const int MantissaBits = 52;

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
        double sum = 1;
        for (int k = ExpDegree; k >= 1; k--)
        {
            sum = 1 + (sum * r / k);
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
        for (int k = LogTermCount; k >= 1; k--)
        {
            sum = (sum + (1.0 / ((2 * k) + 1))) * square;
        }

        return (exponent * Ln2High) + ((2 * s * (1 + sum)) + (exponent * Ln2Low));
    }

    /// <summary><paramref name="x"/> to the power <paramref name="y"/> for positive <paramref name="x"/>.</summary>
    public static double Pow(double x, double y) => y == 0 || x == 1 ? 1 : Exp(y * Log(x));

    private static double PowerOfTwo(int exponent) =>
        BitConverter.Int64BitsToDouble((long)(exponent + ExponentBias) << MantissaBits);
}
