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
        if (divisor == 0)
        {
            throw new DivideByZeroException();
        }

        UInt128 low = Multiply(a, b, out UInt128 high);
        if (high == 0)
        {
            (UInt128 quotient, remainder) = UInt128.DivRem(low, divisor);
            return quotient;
        }

        if (high >= divisor)
        {
            throw new OverflowException($"{a} × {b} / {divisor} exceeds 128 bits.");
        }

        return Divide(high, low, divisor, out remainder);
    }

    /// <summary>The low half of a product and its high half.</summary>
    internal static UInt128 Multiply(UInt128 a, UInt128 b, out UInt128 high)
    {
        unchecked
        {
            ulong a0 = (ulong)a;
            ulong a1 = (ulong)(a >> 64);
            ulong b0 = (ulong)b;
            ulong b1 = (ulong)(b >> 64);
            UInt128 low = Math.BigMul(a0, b0);
            UInt128 middle = Math.BigMul(a1, b0) + (low >> 64);
            UInt128 other = Math.BigMul(a0, b1) + (ulong)middle;
            high = Math.BigMul(a1, b1) + (middle >> 64) + (other >> 64);
            return (other << 64) | (ulong)low;
        }
    }

    /// <summary>A quotient of 256 by 128 bits; the high half must be below the divisor.</summary>
    /// <remarks>Knuth, TAOCP 2, 4.3.1, algorithm D with 64-bit digits: two quotient digits.</remarks>
    internal static UInt128 Divide(UInt128 high, UInt128 low, UInt128 divisor, out UInt128 remainder)
    {
        unchecked
        {
            int shift = (int)UInt128.LeadingZeroCount(divisor);
            divisor <<= shift;
            if (shift > 0)
            {
                high = (high << shift) | (low >> (128 - shift));
                low <<= shift;
            }

            ulong digit1 = QuotientDigit(ref high, (ulong)(low >> 64), divisor);
            ulong digit0 = QuotientDigit(ref high, (ulong)low, divisor);
            remainder = high >> shift;
            return new UInt128(digit1, digit0);
        }
    }

    /// <summary>The next digit of a quotient by a divisor whose highest bit is set; the remainder stays below it.</summary>
    internal static ulong QuotientDigit(ref UInt128 remainder, ulong next, UInt128 divisor)
    {
        unchecked
        {
            ulong divisorHigh = (ulong)(divisor >> 64);
            ulong divisorLow = (ulong)divisor;
            (UInt128 digit, UInt128 rest) = UInt128.DivRem(remainder, divisorHigh);
            while (digit > ulong.MaxValue || digit * divisorLow > ((rest << 64) | next))
            {
                digit--;
                rest += divisorHigh;
                if (rest > ulong.MaxValue)
                {
                    break;
                }
            }

            remainder = ((remainder << 64) | next) - (digit * divisor);
            return (ulong)digit;
        }
    }
}
