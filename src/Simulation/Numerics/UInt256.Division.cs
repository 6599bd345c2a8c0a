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

    // Knuth, TAOCP 2, 4.3.1, algorithm D. Both numbers are shifted until the divisor's highest bit is set.
    private static UInt256 DivideLong(UInt256 high, UInt256 low, UInt256 divisor, out UInt256 remainder)
    {
        int shift = 256 - divisor.BitLength;
        divisor <<= shift;
        UInt256 rest = shift == 0 ? high : (high << shift) | (low >> (256 - shift));
        low <<= shift;
        ulong digit3 = NextDigit(ref rest, low._limb3, divisor);
        ulong digit2 = NextDigit(ref rest, low._limb2, divisor);
        ulong digit1 = NextDigit(ref rest, low._limb1, divisor);
        ulong digit0 = NextDigit(ref rest, low._limb0, divisor);
        remainder = rest >> shift;
        return new(digit0, digit1, digit2, digit3);
    }

    // The digit from three limbs of the dividend and two of the divisor is right or one too large.
    private static ulong NextDigit(ref UInt256 rest, ulong next, UInt256 divisor)
    {
        if ((rest._limb3 | rest._limb2) == 0)
        {
            rest = new(next, rest._limb0, rest._limb1, 0);
            return 0;
        }

        UInt128 head = rest.High;
        UInt128 top = divisor.High;
        bool isBeyond = false;
        ulong digit;
        if (head == top)
        {
            // The rest is below the divisor, so this is the largest digit, and (head, limb) − digit × top = top + limb.
            digit = ulong.MaxValue;
            head = unchecked(top + rest._limb1);
            isBeyond = head < top;
        }
        else
        {
            digit = WideMath.QuotientDigit(ref head, rest._limb1, top);
        }

        UInt256 minuend = new(head, new UInt128(rest._limb0, next));
        UInt256 product = Multiply(divisor.Low, digit);
        rest = WrappingSubtract(minuend, product);
        if (minuend < product && !isBeyond)
        {
            rest = WrappingAdd(rest, divisor);
            digit--;
        }

        return digit;
    }
}
