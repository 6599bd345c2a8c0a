using System.Numerics;

namespace Souk.Simulation.Numerics;

/// <summary>e to the power x as 2^k (1 + r + low): the common part of exp, expM1 and pow.</summary>
/// <remarks>
/// Cody and Waite's reduction ("Software Manual for the Elementary Functions", 1980) to |r| at most ln(2)/2, then the
/// Taylor polynomial of degree 14, whose rest is below 1e-19. The scalar and the vector form do the same operations in
/// the same order, so that they give the same bits.
/// </remarks>
internal readonly record struct Exponential(long Power, double Main, double Low)
{
    /// <summary>Beyond it every result is infinite or zero, and the powers of two below stay in range.</summary>
    public const double ArgumentMax = 800;

    private const double Log2E = 1.4426950408889634;

    // 41 bits, so that its product with a power of at most 12 bits is exact, and what is left of ln(2).
    private const double Ln2High = 0.693147180559663;
    private const double Ln2Low = 2.8235290563031577e-13;

    // Adding 1.5 × 2^52 leaves no room for a fraction: the sum rounds to the nearest integer, ties to even.
    private const double RoundingShift = 6755399441055744;
    private const int ExponentBias = 1023;
    private const int MantissaBits = 52;

    // 1/2!, 1/3!, … 1/14!.
    private static ReadOnlySpan<double> Coefficients =>
        [
            0.5,
            0.16666666666666666,
            0.041666666666666664,
            0.008333333333333333,
            0.001388888888888889,
            0.0001984126984126984,
            2.48015873015873e-05,
            2.7557319223985893e-06,
            2.755731922398589e-07,
            2.505210838544172e-08,
            2.08767569878681e-09,
            1.6059043836821613e-10,
            1.1470745597729725e-11,
        ];

    /// <param name="x">Between -<see cref="ArgumentMax"/> and <see cref="ArgumentMax"/>, or NaN.</param>
    /// <param name="xLow">Added to x without loss: what a rounded argument lacks.</param>
    public static Exponential Of(double x, double xLow = 0)
    {
        double shifted = (x * Log2E) + RoundingShift;
        double power = shifted - RoundingShift;
        double high = x - (power * Ln2High);
        double low = (power * Ln2Low) - xLow;
        double r = high - low;
        double rLow = (high - r) - low;
        double main = 1 + r;
        double lost = (1 - main) + r;
        double rest = lost + ((rLow * main) + ((r * r) * Polynomial(r)));
        long integer = BitConverter.DoubleToInt64Bits(shifted) - BitConverter.DoubleToInt64Bits(RoundingShift);
        return new Exponential(integer, main, rest);
    }

    /// <summary>(e^r - 1 - r) / r².</summary>
    public static double Polynomial(double r)
    {
        // Even and odd powers apart: half as long a chain of dependent operations.
        ReadOnlySpan<double> coefficients = Coefficients;
        double square = r * r;
        double even = coefficients[12];
        double odd = coefficients[11];
        for (int i = 10; i > 0; i -= 2)
        {
            even = (even * square) + coefficients[i];
            odd = (odd * square) + coefficients[i - 1];
        }

        return ((even * square) + coefficients[0]) + (r * odd);
    }

    /// <summary>The one double next to the sum, times 2^k.</summary>
    public double Round()
    {
        // Two factors, because 2^1024 is not a double although e^709.78 is; the second product rounds a subnormal once.
        long half = Power >> 1;
        return (Main + Low) * PowerOfTwo(half) * PowerOfTwo(Power - half);
    }

    public static double PowerOfTwo(long exponent) =>
        BitConverter.Int64BitsToDouble((exponent + ExponentBias) << MantissaBits);

    /// <summary>e to the power of each lane, with the bits of the scalar form.</summary>
    public static Vector<double> Of(Vector<double> argument)
    {
        Vector<double> limit = new(ArgumentMax);
        Vector<double> x = Vector.ConditionalSelect(Vector.GreaterThan(argument, limit), limit, argument);
        x = Vector.ConditionalSelect(Vector.LessThan(x, -limit), -limit, x);
        Vector<double> shift = new(RoundingShift);
        Vector<double> shifted = (x * Log2E) + shift;
        Vector<double> power = shifted - shift;
        Vector<double> high = x - (power * Ln2High);
        Vector<double> low = power * Ln2Low;
        Vector<double> r = high - low;
        Vector<double> rLow = (high - r) - low;
        Vector<double> main = Vector<double>.One + r;
        Vector<double> lost = (Vector<double>.One - main) + r;
        Vector<double> rest = lost + ((rLow * main) + ((r * r) * Polynomial(r)));
        Vector<long> integer = Vector.AsVectorInt64(shifted) - Vector.AsVectorInt64(shift);

        // A shift of what was made positive: not every machine shifts signed 64-bit lanes.
        Vector<long> positive = integer + new Vector<long>(2 * (ExponentBias + 1));
        Vector<long> half = Vector.ShiftRightLogical(positive, 1) - new Vector<long>(ExponentBias + 1);
        Vector<double> result = (main + rest) * PowerOfTwo(half) * PowerOfTwo(integer - half);
        return Vector.ConditionalSelect(Vector.Equals(argument, argument), result, new Vector<double>(double.NaN));
    }

    private static Vector<double> Polynomial(Vector<double> r)
    {
        ReadOnlySpan<double> coefficients = Coefficients;
        Vector<double> square = r * r;
        Vector<double> even = new(coefficients[12]);
        Vector<double> odd = new(coefficients[11]);
        for (int i = 10; i > 0; i -= 2)
        {
            even = (even * square) + new Vector<double>(coefficients[i]);
            odd = (odd * square) + new Vector<double>(coefficients[i - 1]);
        }

        return ((even * square) + new Vector<double>(coefficients[0])) + (r * odd);
    }

    private static Vector<double> PowerOfTwo(Vector<long> exponent) =>
        Vector.AsVectorDouble(Vector.ShiftLeft(exponent + new Vector<long>(ExponentBias), MantissaBits));
}
