namespace Souk.Simulation.Numerics;

/// <summary>Products and quotients of signed fixed-point numbers in 128 bits, through a 256-bit product.</summary>
internal static class SignedWideMath
{
    /// <summary>The floor of <paramref name="a"/> × <paramref name="b"/> / 2^<paramref name="bits"/>.</summary>
    /// <exception cref="OverflowException">The result does not fit in 128 signed bits.</exception>
    public static Int128 MultiplyShift(Int128 a, Int128 b, int bits)
    {
        UInt128 one = (UInt128)1 << bits;
        if (Int128.IsNegative(a) == Int128.IsNegative(b))
        {
            return checked((Int128)WideMath.MultiplyDivide(Magnitude(a), Magnitude(b), one));
        }

        return Negative(WideMath.MultiplyDivideUp(Magnitude(a), Magnitude(b), one));
    }

    /// <summary><paramref name="a"/> × 2^<paramref name="bits"/> / <paramref name="b"/>, rounded towards zero.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    /// <exception cref="OverflowException">The result does not fit in 128 signed bits.</exception>
    public static Int128 ShiftDivide(Int128 a, Int128 b, int bits)
    {
        UInt128 quotient = WideMath.MultiplyDivide(Magnitude(a), (UInt128)1 << bits, Magnitude(b));
        return Int128.IsNegative(a) == Int128.IsNegative(b) ? checked((Int128)quotient) : Negative(quotient);
    }

    // The least number's magnitude is no positive number of 128 signed bits.
    private static Int128 Negative(UInt128 magnitude) =>
        magnitude == (UInt128)1 << 127 ? Int128.MinValue : checked(-(Int128)magnitude);

    private static UInt128 Magnitude(Int128 value) =>
        unchecked(Int128.IsNegative(value) ? (UInt128)(-value) : (UInt128)value);
}
