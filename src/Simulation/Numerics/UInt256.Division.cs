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

        return divisor.FitsUInt128
            ? DivideByTwoLimbs(high.Low, low, divisor.Low, out remainder)
            : DivideLong(high, low, divisor, out remainder);
    }

    private static UInt256 DivideByTwoLimbs(UInt128 high, UInt256 low, UInt128 divisor, out UInt256 remainder)
    {
        UInt128 upper;
        UInt128 first;
        if (high == 0)
        {
            (upper, first) = UInt128.DivRem(low.High, divisor);
        }
        else
        {
            upper = WideMath.Divide(high, low.High, divisor, out first);
        }

        UInt128 last;
        UInt128 lower;
        if (first == 0)
        {
            (lower, last) = UInt128.DivRem(low.Low, divisor);
        }
        else
        {
            lower = WideMath.Divide(first, low.Low, divisor, out last);
        }

        remainder = last;
        return new(upper, lower);
    }

    // Knuth, TAOCP 2, 4.3.1, algorithm D, for divisors of three and four limbs. The digit estimated from three limbs of the
    // dividend and two of the divisor is at most one too large.
    private static UInt256 DivideLong(UInt256 high, UInt256 low, UInt256 divisor, out UInt256 remainder)
    {
        int count = divisor._limb3 != 0 ? 4 : 3;
        int shift = BitOperations.LeadingZeroCount(count == 4 ? divisor._limb3 : divisor._limb2);
        Span<ulong> rest = stackalloc ulong[8];
        Span<ulong> parts = stackalloc ulong[4];
        Write(divisor << shift, parts);
        Write(low << shift, rest);
        Write(shift == 0 ? high : (high << shift) | (low >> (256 - shift)), rest[4..]);
        parts = parts[..count];
        Span<ulong> digits = stackalloc ulong[4];
        digits.Clear();
        UInt128 top = new(parts[^1], parts[^2]);
        for (int i = 7 - count; i >= 0; i--)
        {
            ulong digit = NextDigit(rest.Slice(i, count + 1), parts, top);
            if (i < 4)
            {
                digits[i] = digit;
            }
        }

        remainder = new UInt256(rest[0], rest[1], rest[2], count == 4 ? rest[3] : 0) >> shift;
        return new(digits[0], digits[1], digits[2], digits[3]);
    }

    private static ulong NextDigit(Span<ulong> rest, ReadOnlySpan<ulong> divisor, UInt128 top)
    {
        int count = divisor.Length;
        UInt128 head = new(rest[count], rest[count - 1]);
        if (head == 0)
        {
            return 0;
        }

        ulong digit = head >= top ? ulong.MaxValue : WideMath.QuotientDigit(ref head, rest[count - 2], top);
        return SubtractMultiple(rest, divisor, digit) ? AddBack(rest, divisor, digit) : digit;
    }

    private static bool SubtractMultiple(Span<ulong> rest, ReadOnlySpan<ulong> divisor, ulong digit)
    {
        unchecked
        {
            ulong carry = 0;
            for (int i = 0; i < divisor.Length; i++)
            {
                ulong high = Math.BigMul(digit, divisor[i], out ulong low);
                low += carry;
                carry = high + (low < carry ? 1UL : 0UL) + (rest[i] < low ? 1UL : 0UL);
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

    private static void Write(UInt256 value, Span<ulong> limbs)
    {
        limbs[3] = value._limb3;
        limbs[2] = value._limb2;
        limbs[1] = value._limb1;
        limbs[0] = value._limb0;
    }
}
