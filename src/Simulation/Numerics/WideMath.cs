namespace Souk.Simulation.Numerics;

/// <summary>Exact multiply-then-divide on 128-bit numbers with a 256-bit product.</summary>
public static class WideMath
{
    /// <summary>The floor of <paramref name="a"/> × <paramref name="b"/> / <paramref name="divisor"/>.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    /// <exception cref="OverflowException">The quotient does not fit in 128 bits.</exception>
    public static UInt128 MultiplyDivide(UInt128 a, UInt128 b, UInt128 divisor) => MultiplyDivide(a, b, divisor, out _);

    /// <summary>The quotient rounded up.</summary>
    public static UInt128 MultiplyDivideUp(UInt128 a, UInt128 b, UInt128 divisor)
    {
        UInt128 quotient = MultiplyDivide(a, b, divisor, out UInt128 remainder);
        return remainder == 0 ? quotient : checked(quotient + 1);
    }

    /// <summary>The floor for amounts that are not negative.</summary>
    /// <exception cref="OverflowException">An argument is negative or the quotient exceeds 127 bits.</exception>
    public static Int128 MultiplyDivide(Int128 a, Int128 b, Int128 divisor) =>
        checked((Int128)MultiplyDivide((UInt128)a, (UInt128)b, (UInt128)divisor, out _));

    /// <summary>The floor and what is left: a × b − quotient × divisor.</summary>
    public static UInt128 MultiplyDivide(UInt128 a, UInt128 b, UInt128 divisor, out UInt128 remainder)
    {
        UInt256 quotient = UInt256.DivRem(UInt256.Multiply(a, b), divisor, out UInt256 rest);
        remainder = rest.Low;
        return (UInt128)quotient;
    }
}
