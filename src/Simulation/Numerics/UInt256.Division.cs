using System.Numerics;

namespace Souk.Simulation.Numerics;

public readonly partial struct UInt256
{
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static UInt256 operator /(UInt256 left, UInt256 right) => DivRem(left, right, out _);

    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static UInt256 operator %(UInt256 left, UInt256 right)
    {
        DivRem(left, right, out UInt256 remainder);
        return remainder;
    }

    /// <summary>The quotient rounded down and what is left.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static UInt256 DivRem(UInt256 left, UInt256 right, out UInt256 remainder)
    {
        if (left < right)
        {
            remainder = left;
            return Zero;
        }

        return Divide(Zero, left, right, out remainder);
    }

    /// <summary>The quotient rounded up.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static UInt256 DivideUp(UInt256 left, UInt256 right)
    {
        UInt256 quotient = DivRem(left, right, out UInt256 remainder);
        return remainder.IsZero ? quotient : quotient + One;
    }

    /// <summary>The floor of <paramref name="a"/> × <paramref name="b"/> / <paramref name="divisor"/>, the product whole.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    /// <exception cref="OverflowException">The quotient exceeds 256 bits.</exception>
    public static UInt256 MultiplyDivide(UInt256 a, UInt256 b, UInt256 divisor) => MultiplyDivide(a, b, divisor, out _);

    /// <summary>The same, rounded up.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    /// <exception cref="OverflowException">The quotient exceeds 256 bits.</exception>
    public static UInt256 MultiplyDivideUp(UInt256 a, UInt256 b, UInt256 divisor)
    {
        UInt256 quotient = MultiplyDivide(a, b, divisor, out UInt256 remainder);
        return remainder.IsZero ? quotient : quotient + One;
    }

    /// <summary>The floor and what is left: a × b − quotient × divisor.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    /// <exception cref="OverflowException">The quotient exceeds 256 bits.</exception>
    public static UInt256 MultiplyDivide(UInt256 a, UInt256 b, UInt256 divisor, out UInt256 remainder)
    {
        UInt256 low = Multiply(a, b, out UInt256 high);
        return Divide(high, low, divisor, out remainder);
    }

    /// <summary>The largest number whose square is not above the value.</summary>
    /// <remarks>Newton's method from above, from a power of two that is not below the root.</remarks>
    public static UInt256 Sqrt(UInt256 value)
    {
        if (value.IsZero)
        {
            return Zero;
        }

        UInt256 root = One << Math.Min((value.BitLength + 1) / 2, 128);
        while (true)
        {
            UInt256 next = (root + (value / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }

    private static UInt256 Divide(UInt256 high, UInt256 low, UInt256 divisor, out UInt256 remainder)
    {
        if (high >= divisor)
        {
            throw divisor.IsZero
                ? new DivideByZeroException()
                : new OverflowException($"The quotient by {divisor} exceeds 256 bits.");
        }

        if (divisor.FitsUInt128)
        {
            // The high part is below the divisor, so it has at most two limbs.
            return DivideByTwoLimbs(high.Low, low, divisor.Low, out remainder);
        }

        return DivideLong(high, low, divisor, out remainder);
    }

    private static UInt256 DivideByTwoLimbs(UInt128 high, UInt256 low, UInt128 divisor, out UInt256 remainder)
    {
        if (high == 0 && low.FitsUInt128)
        {
            (UInt128 small, UInt128 rest) = UInt128.DivRem(low.Low, divisor);
            remainder = rest;
            return small;
        }

        int shift = (int)UInt128.LeadingZeroCount(divisor);
        return shift >= 64
            ? DivideByOneLimb((ulong)high, low, (ulong)divisor, out remainder)
            : DivideByTwoFullLimbs(high, low, divisor, shift, out remainder);
    }

    private static UInt256 DivideByOneLimb(ulong high, UInt256 low, ulong divisor, out UInt256 remainder)
    {
        int shift = BitOperations.LeadingZeroCount(divisor);
        Reciprocal reciprocal = new(divisor << shift);
        ulong rest = shift == 0 ? high : (high << shift) | (low._limb3 >> (64 - shift));
        low <<= shift;
        ulong digit3 = reciprocal.Divide(ref rest, low._limb3);
        ulong digit2 = reciprocal.Divide(ref rest, low._limb2);
        ulong digit1 = reciprocal.Divide(ref rest, low._limb1);
        ulong digit0 = reciprocal.Divide(ref rest, low._limb0);
        remainder = rest >> shift;
        return new(digit0, digit1, digit2, digit3);
    }

    private static UInt256 DivideByTwoFullLimbs(
        UInt128 high,
        UInt256 low,
        UInt128 divisor,
        int shift,
        out UInt256 remainder
    )
    {
        Reciprocal reciprocal = new(divisor << shift);
        UInt128 rest = shift == 0 ? high : (high << shift) | (low.High >> (128 - shift));
        low <<= shift;
        ulong digit3 = reciprocal.Divide(ref rest, low._limb3);
        ulong digit2 = reciprocal.Divide(ref rest, low._limb2);
        ulong digit1 = reciprocal.Divide(ref rest, low._limb1);
        ulong digit0 = reciprocal.Divide(ref rest, low._limb0);
        remainder = rest >> shift;
        return new(digit0, digit1, digit2, digit3);
    }

    // Knuth, TAOCP 2, 4.3.1, algorithm D, for divisors of three and four limbs. The digit estimated from three limbs of the
    // dividend and two of the divisor is at most one too large.
    private static UInt256 DivideLong(UInt256 high, UInt256 low, UInt256 divisor, out UInt256 remainder)
    {
        int shift = 256 - divisor.BitLength;
        int count = divisor._limb3 != 0 ? 4 : 3;
        divisor <<= shift;
        Span<ulong> parts = [divisor._limb0, divisor._limb1, divisor._limb2, divisor._limb3];
        parts = parts[(4 - count)..];
        shift &= 63;
        UInt256 upper = shift == 0 ? high : (high << shift) | (low >> (256 - shift));
        low <<= shift;
        Span<ulong> rest =
        [
            low._limb0,
            low._limb1,
            low._limb2,
            low._limb3,
            upper._limb0,
            upper._limb1,
            upper._limb2,
            upper._limb3,
        ];
        Span<ulong> digits = stackalloc ulong[4];
        Reciprocal reciprocal = new(divisor.High);
        for (int i = 3; i >= 0; i--)
        {
            digits[i] = NextDigit(rest.Slice(i, count + 1), parts, reciprocal);
        }

        remainder = new UInt256(rest[0], rest[1], rest[2], count == 4 ? rest[3] : 0) >> shift;
        return new(digits[0], digits[1], digits[2], digits[3]);
    }

    private static ulong NextDigit(Span<ulong> rest, ReadOnlySpan<ulong> divisor, Reciprocal reciprocal)
    {
        int count = divisor.Length;
        UInt128 top = new(rest[count], rest[count - 1]);
        if (top == 0)
        {
            return 0;
        }

        ulong digit =
            top >= new UInt128(divisor[count - 1], divisor[count - 2])
                ? ulong.MaxValue
                : reciprocal.Divide(ref top, rest[count - 2]);
        return SubtractMultiple(rest, divisor, digit) ? AddBack(rest, divisor, digit) : digit;
    }

    private static bool SubtractMultiple(Span<ulong> rest, ReadOnlySpan<ulong> divisor, ulong digit)
    {
        unchecked
        {
            ulong carry = 0;
            for (int i = 0; i < divisor.Length; i++)
            {
                UInt128 product = Math.BigMul(digit, divisor[i]) + carry;
                ulong low = (ulong)product;
                carry = (ulong)(product >> 64) + (rest[i] < low ? 1UL : 0UL);
                rest[i] -= low;
            }

            bool isNegative = rest[divisor.Length] < carry;
            rest[divisor.Length] -= carry;
            return isNegative;
        }
    }

    private static ulong AddBack(Span<ulong> rest, ReadOnlySpan<ulong> divisor, ulong digit)
    {
        unchecked
        {
            UInt128 sum = 0;
            for (int i = 0; i < divisor.Length; i++)
            {
                sum = (UInt128)rest[i] + divisor[i] + (sum >> 64);
                rest[i] = (ulong)sum;
            }

            rest[divisor.Length] += (ulong)(sum >> 64);
            return digit - 1;
        }
    }
}
