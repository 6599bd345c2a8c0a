using System.Numerics;

namespace Souk.Simulation.Numerics;

/// <summary>Elementary functions that give the same bits on every machine.</summary>
/// <remarks>
/// The platform's own exp, log and pow differ between C libraries. These use only +, -, ×, ÷ on doubles, which IEEE 754
/// defines exactly and .NET never contracts; no fused multiply-add, no tables. Largest errors, checked against
/// arbitrary-precision references: exp 0.8 ulp, expM1 1, log and logP1 0.75, log2 0.55, pow 1. Special values are those
/// of IEEE 754 (clause 9.2.1), and every NaN that comes out is <see cref="double.NaN"/>.
/// </remarks>
public static class DeterministicMath
{
    // Half an ulp of one: below it x, expM1(x) and logP1(x) are the same double.
    private const double Tiny = 5.551115123125783e-17;
    private const double MinNormal = 2.2250738585072014e-308;

    // Beyond these expM1 is e^x, and -1.
    private const double MinusOneVanishes = 40;
    private const double PowerVanishes = -50;

    // 1 / ln 2.
    private static readonly DoubleDouble Log2E = new(1.4426950408889634, 2.0355273740931033e-17);

    /// <summary>e to the power <paramref name="x"/>: 0 below -745.14, infinity above 709.79, subnormals between.</summary>
    public static double Exp(double x) => double.IsNaN(x) ? double.NaN : Exponential.Of(Limited(x)).Round();

    /// <summary>e^x - 1, without the loss of digits near zero.</summary>
    public static double ExpM1(double x)
    {
        if (Math.Abs(x) < Tiny || double.IsNaN(x))
        {
            return double.IsNaN(x) ? double.NaN : x;
        }

        if (x is > MinusOneVanishes or < PowerVanishes)
        {
            return Exp(x) - 1;
        }

        Exponential power = Exponential.Of(x);
        if (power.Power == 0)
        {
            return x + ((x * x) * Exponential.Polynomial(x));
        }

        double scale = Exponential.PowerOfTwo(power.Power);
        DoubleDouble main = DoubleDouble.Sum(scale * power.Main, -1);
        return main.High + (main.Low + (scale * power.Low));
    }

    /// <summary>The natural logarithm: NaN below zero, minus infinity at either zero.</summary>
    public static double Log(double x) => x > 0 && x <= double.MaxValue ? Logarithm.Of(x).Round() : LogOfSpecial(x);

    /// <summary>ln(1 + x), without the loss of digits near zero: NaN below -1, minus infinity at -1.</summary>
    public static double LogP1(double x)
    {
        if (Math.Abs(x) < Tiny)
        {
            return x;
        }

        DoubleDouble sum = DoubleDouble.Sum(1, x);
        return sum.High > 0 && sum.High <= double.MaxValue
            ? Logarithm.Of(sum.High).Round(correction: sum.Low / sum.High)
            : LogOfSpecial(sum.High);
    }

    /// <summary>The logarithm to base 2, exact for powers of two.</summary>
    public static double Log2(double x)
    {
        if (!(x > 0 && x <= double.MaxValue))
        {
            return LogOfSpecial(x);
        }

        Logarithm logarithm = Logarithm.Of(x);
        DoubleDouble mantissa = logarithm.PreciseMantissa() * Log2E;
        DoubleDouble sum = DoubleDouble.Sum(logarithm.Exponent, mantissa.High);
        return sum.High + (sum.Low + mantissa.Low);
    }

    /// <summary><paramref name="x"/> to the power <paramref name="y"/>, for any doubles.</summary>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1)
        {
            return 1;
        }

        if (double.IsNaN(x) || double.IsNaN(y))
        {
            return double.NaN;
        }

        if (double.IsInfinity(y))
        {
            return PowOfInfinity(Math.Abs(x), y > 0);
        }

        bool isOdd = Math.Abs(y % 2) == 1;
        double size = PowOfSize(Math.Abs(x), y);
        if (!double.IsNegative(x))
        {
            return size;
        }

        bool isUndefined = x < 0 && !double.IsInfinity(x) && y != Math.Floor(y);
        return isUndefined ? double.NaN : (isOdd ? -size : size);
    }

    /// <summary>Writes e^x for each <paramref name="arguments"/>; the same bits as one at a time.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void Exp(ReadOnlySpan<double> arguments, Span<double> results)
    {
        RequireSameLength(arguments, results);
        int done = 0;
        if (Vector.IsHardwareAccelerated)
        {
            for (; done <= arguments.Length - Vector<double>.Count; done += Vector<double>.Count)
            {
                Exponential.Of(new Vector<double>(arguments[done..])).CopyTo(results[done..]);
            }
        }

        for (; done < arguments.Length; done++)
        {
            results[done] = Exp(arguments[done]);
        }
    }

    /// <summary>Writes ln x for each <paramref name="arguments"/>; the same bits as one at a time.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void Log(ReadOnlySpan<double> arguments, Span<double> results)
    {
        RequireSameLength(arguments, results);
        int done = 0;
        while (Vector.IsHardwareAccelerated && done <= arguments.Length - Vector<double>.Count)
        {
            Vector<double> x = new(arguments[done..]);
            if (!IsNormal(x))
            {
                LogEach(arguments.Slice(done, Vector<double>.Count), results[done..]);
            }
            else
            {
                Logarithm.OfNormal(x).CopyTo(results[done..]);
            }

            done += Vector<double>.Count;
        }

        LogEach(arguments[done..], results[done..]);
    }

    private static void LogEach(ReadOnlySpan<double> arguments, Span<double> results)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            results[i] = Log(arguments[i]);
        }
    }

    private static bool IsNormal(Vector<double> x) =>
        Vector.GreaterThanOrEqualAll(x, new Vector<double>(MinNormal))
        && Vector.LessThanOrEqualAll(x, new Vector<double>(double.MaxValue));

    private static double Limited(double x)
    {
        double below = x > Exponential.ArgumentMax ? Exponential.ArgumentMax : x;
        return below < -Exponential.ArgumentMax ? -Exponential.ArgumentMax : below;
    }

    private static double LogOfSpecial(double x)
    {
        if (x == 0)
        {
            return double.NegativeInfinity;
        }

        return x > 0 ? x : double.NaN;
    }

    private static double PowOfInfinity(double size, bool isPositive)
    {
        if (size == 1)
        {
            return 1;
        }

        return size > 1 == isPositive ? double.PositiveInfinity : 0;
    }

    // A size is not negative; the exponent is finite and not zero.
    private static double PowOfSize(double size, double y)
    {
        if (size == 0 || double.IsInfinity(size))
        {
            return size == 0 == y > 0 ? 0 : double.PositiveInfinity;
        }

        if (size == 1)
        {
            return 1;
        }

        DoubleDouble logarithm = Logarithm.Of(size).Precise();
        double estimate = y * logarithm.High;
        if (Math.Abs(estimate) > Exponential.ArgumentMax)
        {
            return estimate > 0 ? double.PositiveInfinity : 0;
        }

        DoubleDouble product = DoubleDouble.Product(y, logarithm.High);
        return Exponential.Of(product.High, product.Low + (y * logarithm.Low)).Round();
    }

    private static void RequireSameLength(ReadOnlySpan<double> arguments, Span<double> results)
    {
        if (arguments.Length != results.Length)
        {
            throw new ArgumentException($"{results.Length} results cannot take {arguments.Length} values.");
        }
    }
}
