using System.Numerics;

namespace Souk.Simulation.Numerics;

/// <summary>A positive number as 2^<see cref="Exponent"/> times a mantissa between √½ and √2, and its logarithms.</summary>
/// <remarks>
/// ln m = 2 artanh(s) with s = (m - 1) / (m + 1), |s| below 0.1716: the series in s² has left less than 1e-19 after eleven
/// terms. It is put together as f - f²/2 + s (f²/2 + R) with f = m - 1, which is exact (Sun's fdlibm, `e_log.c`, has the
/// same identity), with one compensated sum more.
/// </remarks>
internal readonly record struct Logarithm(long Exponent, double Mantissa)
{
    // 33 bits, so that its product with an exponent is exact.
    private const double Ln2High = 0.6931471804855391;
    private const double Ln2Low = 7.440617110012397e-11;

    // The same in three parts, 41, 41 and 53 bits.
    private const double Ln2Part1 = 0.693147180559663;
    private const double Ln2Part2 = 2.8235290563014906e-13;
    private const double Ln2Part3 = 1.667085920830552e-25;

    private const double SubnormalScale = 18014398509481984; // 2^54
    private const int SubnormalShift = 54;
    private const int MantissaBits = 52;
    private const long ExponentBias = 1023;
    private const long BiasBits = ExponentBias << MantissaBits;
    private const long RootHalfBits = 0x3FE6A09E667F3BCD;
    private const double MinNormal = 2.2250738585072014e-308;
    private const double TwoTo52 = 4503599627370496;

    private const int TermCount = 11;
    private const int FirstPlainTerm = 3;

    // 2 / (2 n + 1) from n = 1.
    private static ReadOnlySpan<double> Coefficients =>
        [
            0.6666666666666666,
            0.4,
            0.2857142857142857,
            0.2222222222222222,
            0.18181818181818182,
            0.15384615384615385,
            0.13333333333333333,
            0.11764705882352941,
            0.10526315789473684,
            0.09523809523809523,
            0.08695652173913043,
            0.08,
            0.07407407407407407,
        ];

    // What the first two coefficients lack.
    private static readonly DoubleDouble TwoThirds = new(0.6666666666666666, 3.700743415417188e-17);
    private static readonly DoubleDouble TwoFifths = new(0.4, -2.2204460492503132e-17);

    /// <param name="x">Positive and finite; may be subnormal.</param>
    public static Logarithm Of(double x)
    {
        bool isSubnormal = x < MinNormal;
        long bits = BitConverter.DoubleToInt64Bits(isSubnormal ? x * SubnormalScale : x);
        long exponent = ((bits - RootHalfBits + BiasBits) >> MantissaBits) - ExponentBias;
        double mantissa = BitConverter.Int64BitsToDouble(bits - (exponent << MantissaBits));
        return new Logarithm(isSubnormal ? exponent - SubnormalShift : exponent, mantissa);
    }

    /// <summary>The natural logarithm.</summary>
    /// <param name="correction">A small number that is added to the logarithm before it is rounded.</param>
    public double Round(double correction = 0)
    {
        double f = Mantissa - 1;
        double s = f / (2 + f);
        double square = s * s;
        double series = Series(square, 0, TermCount) * square;
        double half = 0.5 * f * f;
        double exponent = Exponent;
        double scaled = exponent * Ln2High;
        double sum = scaled + f;

        // Exact, because |scaled| is zero or the larger.
        double lost = (scaled - sum) + f;
        double main = sum - half;
        double part = main - sum;
        double mainLost = (sum - (main - part)) + (-half - part);
        return main + (mainLost + (lost + ((s * (half + series)) + ((exponent * Ln2Low) + correction))));
    }

    /// <summary>The natural logarithm with a relative error below 2^-64.</summary>
    public DoubleDouble Precise()
    {
        DoubleDouble mantissa = PreciseMantissa();
        if (Exponent == 0)
        {
            return mantissa;
        }

        DoubleDouble scaled =
            new DoubleDouble(Exponent * Ln2Part1, 0) + new DoubleDouble(Exponent * Ln2Part2, Exponent * Ln2Part3);
        return scaled + mantissa;
    }

    /// <summary>The natural logarithm of the mantissa with a relative error below 2^-64.</summary>
    public DoubleDouble PreciseMantissa()
    {
        double f = Mantissa - 1;
        DoubleDouble divisor = DoubleDouble.Sum(1, Mantissa);
        double quotient = f / divisor.High;
        DoubleDouble back = DoubleDouble.Product(quotient, divisor.High);
        double rest = (((f - back.High) - back.Low) - (quotient * divisor.Low)) / divisor.High;
        DoubleDouble s = new(quotient, rest);
        DoubleDouble square = s * s;
        double plain = square.High * Series(square.High, FirstPlainTerm - 1, TermCount + 2);
        DoubleDouble fifths = DoubleDouble.OrderedSum(TwoFifths.High, plain);
        fifths = fifths with { Low = fifths.Low + TwoFifths.Low };
        DoubleDouble series = TwoThirds + (square * fifths);
        return new DoubleDouble(2 * s.High, 2 * s.Low) + ((s * square) * series);
    }

    // Of an odd number of terms. Every other power apart: half as long a chain of dependent operations.
    private static double Series(double square, int first, int end)
    {
        ReadOnlySpan<double> coefficients = Coefficients;
        double fourth = square * square;
        double even = coefficients[end - 1];
        double odd = coefficients[end - 2];
        for (int i = end - 3; i > first; i -= 2)
        {
            even = (even * fourth) + coefficients[i];
            odd = (odd * fourth) + coefficients[i - 1];
        }

        return ((even * fourth) + coefficients[first]) + (square * odd);
    }

    /// <summary>The natural logarithm of each lane, with the bits of the scalar form.</summary>
    /// <param name="x">Positive, finite and normal.</param>
    public static Vector<double> OfNormal(Vector<double> x)
    {
        Vector<long> bits = Vector.AsVectorInt64(x);
        Vector<long> biased = Vector.ShiftRightLogical(bits - new Vector<long>(RootHalfBits - BiasBits), MantissaBits);
        Vector<long> integer = biased - new Vector<long>(ExponentBias);
        Vector<double> mantissa = Vector.AsVectorDouble(bits - Vector.ShiftLeft(integer, MantissaBits));

        // A small integer in the mantissa of 2^52 is a double without a conversion, which not every machine has.
        Vector<long> shifted = biased | Vector.AsVectorInt64(new Vector<double>(TwoTo52));
        Vector<double> exponent = Vector.AsVectorDouble(shifted) - new Vector<double>(TwoTo52 + ExponentBias);
        Vector<double> f = mantissa - Vector<double>.One;
        Vector<double> s = f / (new Vector<double>(2) + f);
        Vector<double> square = s * s;
        Vector<double> series = Series(square) * square;
        Vector<double> half = new Vector<double>(0.5) * f * f;
        Vector<double> scaled = exponent * Ln2High;
        Vector<double> sum = scaled + f;
        Vector<double> lost = (scaled - sum) + f;
        Vector<double> main = sum - half;
        Vector<double> part = main - sum;
        Vector<double> mainLost = (sum - (main - part)) + (-half - part);
        return main + (mainLost + (lost + ((s * (half + series)) + (exponent * Ln2Low))));
    }

    private static Vector<double> Series(Vector<double> square)
    {
        ReadOnlySpan<double> coefficients = Coefficients;
        Vector<double> fourth = square * square;
        Vector<double> even = new(coefficients[TermCount - 1]);
        Vector<double> odd = new(coefficients[TermCount - 2]);
        for (int i = TermCount - 3; i > 0; i -= 2)
        {
            even = (even * fourth) + new Vector<double>(coefficients[i]);
            odd = (odd * fourth) + new Vector<double>(coefficients[i - 1]);
        }

        return ((even * fourth) + new Vector<double>(coefficients[0])) + (square * odd);
    }
}
