using System.Numerics;

namespace Souk.Simulation.Numerics;

/// <summary>Powers of ratios with rational exponents, exact to the last digit of a scaled integer.</summary>
/// <remarks>
/// The result is the floor of scale × (n / d)^(p / q). Exponents of one are computed exactly; others with 256 bits after
/// the point, rounded to 240, which decides the floor unless the true value is within 2⁻²⁴⁰ of an integer from below. That
/// is what sam0x17/safe-bigmath 013c499, `src/integer.rs`, `pow_ratio_scaled`, returns. A call takes some ten microseconds.
/// </remarks>
internal static class RationalPower
{
    private const int Bits = 256;
    private const int GuardBits = 16;

    private static readonly BigInteger _one = BigInteger.One << Bits;

    // 2 artanh(1/3) = ln 2.
    private static readonly BigInteger _ln2 = 2 * Artanh(_one / 3);

    /// <summary>The floor of <paramref name="scale"/> × (numerator / denominator)^(exponent / divisor).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A denominator or divisor of zero.</exception>
    /// <exception cref="OverflowException">The result exceeds 128 bits.</exception>
    public static UInt128 FloorScaled(
        UInt128 numerator,
        UInt128 denominator,
        ulong exponent,
        ulong divisor,
        ulong scale
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(denominator);
        ArgumentOutOfRangeException.ThrowIfZero(divisor);
        if (numerator == 0 || exponent == 0)
        {
            return exponent == 0 ? scale : 0;
        }

        if (exponent == divisor)
        {
            return WideMath.MultiplyDivide(numerator, scale, denominator);
        }

        BigInteger log = Log(numerator, denominator) * exponent / divisor;
        BigInteger rounded = (Exp(log) + (BigInteger.One << (GuardBits - 1))) >> GuardBits;
        return (UInt128)((rounded * scale) >> (Bits - GuardBits));
    }

    private static BigInteger Log(BigInteger numerator, BigInteger denominator)
    {
        // Brings the ratio near one: |z| below a third.
        int shift = (int)(numerator.GetBitLength() - denominator.GetBitLength());
        BigInteger scaledNumerator = shift < 0 ? numerator << -shift : numerator;
        BigInteger scaledDenominator = shift > 0 ? denominator << shift : denominator;
        BigInteger z = ((scaledNumerator - scaledDenominator) << Bits) / (scaledNumerator + scaledDenominator);
        return (2 * Artanh(z)) + (shift * _ln2);
    }

    private static BigInteger Artanh(BigInteger z)
    {
        BigInteger square = (z * z) >> Bits;
        BigInteger power = z;
        BigInteger sum = z;
        for (int k = 3; !power.IsZero; k += 2)
        {
            // Towards zero, so that the loop ends for negative numbers, too.
            power = power * square / _one;
            sum += power / k;
        }

        return sum;
    }

    private static BigInteger Exp(BigInteger x)
    {
        int twos = (int)BigInteger.Divide(x, _ln2);
        BigInteger rest = x - (twos * _ln2);
        BigInteger term = _one;
        BigInteger sum = _one;
        for (int k = 1; !term.IsZero; k++)
        {
            term = term * rest / (_one * k);
            sum += term;
        }

        return twos >= 0 ? sum << twos : sum >> -twos;
    }
}
