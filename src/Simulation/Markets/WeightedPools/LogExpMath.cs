using Souk.Simulation.Numerics;

namespace Souk.Simulation.Markets.WeightedPools;

/// <summary>Powers, exponentials and logarithms of numbers with 18 decimals, in integers.</summary>
/// <remarks>
/// Source: Balancer v2, `LogExpMath` of solidity-utils (316ded0): the same digits, so the same roundings, bit for bit.
/// A number is split into known powers of e and a rest near one, whose series is short. Signs are kept apart from sizes:
/// every division there rounds towards zero, so a size does not depend on its sign.
/// </remarks>
internal static class LogExpMath
{
    private const ulong One18 = 1_000_000_000_000_000_000;
    private const ulong Near = One18 / 10;
    private const ulong FiveTo20 = 95_367_431_640_625;
    private const int ExpTermCount = 12;
    private const int LnTermLast = 11;
    private const int Ln36TermLast = 15;

    // Of the ten powers with 20 decimals, exp needs the first eight.
    private const int ExpPowerCount = 8;

    private static readonly UInt128 One20 = 100 * (UInt128)One18;
    private static readonly UInt128 One36 = (UInt128)One18 * One18;
    private static readonly UInt128 ExponentMax = 130 * (UInt128)One18;
    private static readonly UInt128 ExponentMaxBelowZero = 41 * (UInt128)One18;
    private static readonly UInt256 PowerMax = (UInt256.One << 254) / One20;

    // e¹²⁸ and e⁶⁴ without decimals, to 21 and 22 digits.
    private static readonly UInt256 E128 =
        UInt256.Parse("388770840599459509222") * UInt256.Parse("1" + new string('0', 35));
    private static readonly UInt256 E64 = UInt256.Parse("623514908081161688291") * UInt256.Parse("10000000");

    // e to the powers 32, 16, … 1/16 with 20 decimals.
    private static readonly UInt128[] Powers =
    [
        UInt128.Parse("7896296018268069516100000000000000"),
        UInt128.Parse("888611052050787263676000000"),
        UInt128.Parse("298095798704172827474000"),
        UInt128.Parse("5459815003314423907810"),
        UInt128.Parse("738905609893065022723"),
        UInt128.Parse("271828182845904523536"),
        UInt128.Parse("164872127070012814685"),
        UInt128.Parse("128402541668774148407"),
        UInt128.Parse("113314845306682631683"),
        UInt128.Parse("106449445891785942956"),
    ];

    /// <summary>x to the power y; 0⁰ is one. The true value is within one part in 10¹⁴.</summary>
    /// <param name="x">With 18 decimals, below 2²⁵⁵.</param>
    /// <param name="y">With 18 decimals, below 2²⁵⁴ / 10²⁰.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number beyond these bounds, or y ln x outside −41 to 130.</exception>
    public static UInt256 Pow(UInt256 x, UInt256 y)
    {
        if (y.IsZero)
        {
            return One18;
        }

        if (x.IsZero)
        {
            return UInt256.Zero;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(x, UInt256.One << 255);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, PowerMax);
        bool isNegative = x < One18;
        UInt256 exponent;
        if (IsNearOne(x))
        {
            (UInt128 whole, UInt128 rest) = UInt128.DivRem(Ln36(x.Low), One18);
            exponent = ((y * whole) + (y * rest / One18)) / One18;
        }
        else
        {
            exponent = y * Ln20(x) / One18;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(exponent, ExponentMax, nameof(y));
        return Exp(isNegative, exponent.Low);
    }

    /// <summary>e to a power of 18 decimals.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The power is outside −41 to 130.</exception>
    public static UInt256 Exp(bool isNegative, UInt128 exponent)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(exponent, isNegative ? ExponentMaxBelowZero : ExponentMax);
        return isNegative ? One36 / ExpOfSize(exponent) : ExpOfSize(exponent);
    }

    /// <summary>The size of the natural logarithm, with 18 decimals; it is negative where the number is below one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero, or 2²⁵⁵ and above.</exception>
    public static UInt128 Ln(UInt256 x)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(x, UInt256.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(x, UInt256.One << 255);
        return IsNearOne(x) ? Ln36(x.Low) / One18 : Ln20(x);
    }

    private static bool IsNearOne(UInt256 x) => x > (UInt256)(One18 - Near) && x < (UInt256)(One18 + Near);

    private static UInt256 ExpOfSize(UInt128 x)
    {
        UInt256 first = UInt256.One;
        if (x >= 128 * (UInt128)One18)
        {
            x -= 128 * (UInt128)One18;
            first = E128;
        }
        else if (x >= 64 * (UInt128)One18)
        {
            x -= 64 * (UInt128)One18;
            first = E64;
        }

        x *= 100;
        UInt256 product = One20;
        UInt128 power = 32 * One20;
        for (int i = 0; i < ExpPowerCount; i++, power >>= 1)
        {
            if (x >= power)
            {
                x -= power;
                product = By20(product * Powers[i]);
            }
        }

        UInt128 sum = One20 + x;
        UInt128 term = x;
        for (uint n = 2; n <= ExpTermCount && term != 0; n++)
        {
            term = By20(UInt256.Multiply(term, x)).Low / n;
            sum += term;
        }

        return By20(product * sum) * first / 100;
    }

    // With 18 decimals, of numbers that are not near one.
    private static UInt128 Ln20(UInt256 x)
    {
        if (x < One18)
        {
            x = One36 / x;
        }

        UInt128 sum = 0;
        if (x >= E128 * One18)
        {
            x /= E128;
            sum += 128 * One20;
        }

        if (x >= E64 * One18)
        {
            x /= E64;
            sum += 64 * One20;
        }

        x *= 100;
        UInt128 power = 32 * One20;
        foreach (UInt128 known in Powers)
        {
            if (x >= known)
            {
                x = x * One20 / known;
                sum += power;
            }

            power >>= 1;
        }

        UInt128 z = (UInt128)((x - One20) * One20 / (x + One20));
        UInt128 square = By20(UInt256.Multiply(z, z)).Low;
        UInt128 term = z;
        UInt128 series = z;
        for (uint n = 3; n <= LnTermLast && term != 0; n += 2)
        {
            term = By20(UInt256.Multiply(term, square)).Low;
            series += term / n;
        }

        return (sum + (2 * series)) / 100;
    }

    // The size with 36 decimals, of numbers near one.
    private static UInt128 Ln36(UInt128 x)
    {
        UInt128 x36 = x * One18;
        UInt128 distance = x36 > One36 ? x36 - One36 : One36 - x36;
        UInt128 z = By36(distance, One36, x36 + One36);
        UInt128 square = By36(z, z, One36);
        UInt128 term = z;
        UInt128 series = z;
        for (uint n = 3; n <= Ln36TermLast && term != 0; n += 2)
        {
            term = By36(term, square, One36);
            series += term / n;
        }

        return 2 * series;
    }

    // 10²⁰ = 2²⁰ × 5²⁰: a shift, and a division by one limb instead of two.
    private static UInt256 By20(UInt256 product) => (product >> 20) / FiveTo20;

    private static UInt128 By36(UInt128 a, UInt128 b, UInt128 divisor) => WideMath.MultiplyDivide(a, b, divisor);
}
