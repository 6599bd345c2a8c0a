using System.Numerics;

namespace Souk.Simulation.Mechanisms.Emissions;

/// <summary>Exponentials in integers: the same digits on every machine, for rules that are compared to the base unit.</summary>
/// <remarks>
/// Works at 256 fractional bits by reduction modulo ln 2 and the Taylor series; each of about 60 terms is cut off, so the
/// error stays below 2^-248. About ten microseconds a call, so once per step rather than per agent.
/// </remarks>
internal static class FixedPoint
{
    /// <summary>Fractional bits of all numbers here.</summary>
    public const int Bits = 256;

    public static readonly BigInteger One = BigInteger.One << Bits;

    private static readonly BigInteger _ln2 = Ln2();

    /// <summary>e to the power −x, for x of at least zero; both with <see cref="Bits"/> fractional bits.</summary>
    public static BigInteger ExpNegative(BigInteger x)
    {
        BigInteger halvings = BigInteger.DivRem(x, _ln2, out BigInteger rest);
        if (halvings > Bits)
        {
            return 0;
        }

        BigInteger sum = One;
        BigInteger term = One;
        for (int n = 1; !term.IsZero; n++)
        {
            term = (term * rest >> Bits) / n;
            sum += n % 2 == 0 ? term : -term;
        }

        return sum >> (int)halvings;
    }

    /// <summary>½ to the power <paramref name="numerator"/> / <paramref name="denominator"/>.</summary>
    public static BigInteger HalfToThe(long numerator, long denominator)
    {
        (long whole, long rest) = Math.DivRem(numerator, denominator);
        return whole > Bits ? 0 : ExpNegative(_ln2 * rest / denominator) >> (int)whole;
    }

    // ln 2 = Σ 1 / (n 2^n), with guard bits for the terms cut off.
    private static BigInteger Ln2()
    {
        const int Guard = 64;
        BigInteger sum = 0;
        for (int n = 1; n <= Bits + Guard; n++)
        {
            sum += (BigInteger.One << (Bits + Guard - n)) / n;
        }

        return sum >> Guard;
    }
}
