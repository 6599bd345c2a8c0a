namespace Souk.Simulation.Numerics;

public readonly partial struct UInt256
{
    /// <exception cref="OverflowException">The sum exceeds 256 bits.</exception>
    public static UInt256 operator +(UInt256 left, UInt256 right)
    {
        UInt256 sum = WrappingAdd(left, right);
        return sum < left ? throw new OverflowException($"{left} + {right} exceeds 256 bits.") : sum;
    }

    /// <exception cref="OverflowException">The difference is negative.</exception>
    public static UInt256 operator -(UInt256 left, UInt256 right) =>
        left < right ? throw new OverflowException($"{left} - {right} is negative.") : WrappingSubtract(left, right);

    /// <exception cref="OverflowException">The product exceeds 256 bits.</exception>
    public static UInt256 operator *(UInt256 left, UInt256 right)
    {
        if (left.FitsUInt128 && right.FitsUInt128)
        {
            return Multiply(left.Low, right.Low);
        }

        UInt256 low = Multiply(left, right, out UInt256 high);
        return high.IsZero ? low : throw new OverflowException($"{left} × {right} exceeds 256 bits.");
    }

    public static UInt256 operator ~(UInt256 value) => new(~value._limb0, ~value._limb1, ~value._limb2, ~value._limb3);

    public static UInt256 operator &(UInt256 left, UInt256 right) => new(left.High & right.High, left.Low & right.Low);

    public static UInt256 operator |(UInt256 left, UInt256 right) => new(left.High | right.High, left.Low | right.Low);

    /// <summary>Shifts left by 0 to 255 bits; bits beyond 256 are dropped.</summary>
    public static UInt256 operator <<(UInt256 value, int bits) =>
        bits switch
        {
            0 => value,
            < 128 => new((value.High << bits) | (value.Low >> (128 - bits)), value.Low << bits),
            _ => new(value.Low << (bits - 128), UInt128.Zero),
        };

    /// <summary>Shifts right by 0 to 255 bits.</summary>
    public static UInt256 operator >>(UInt256 value, int bits) =>
        bits switch
        {
            0 => value,
            < 128 => new(value.High >> bits, (value.Low >> bits) | (value.High << (128 - bits))),
            _ => new(UInt128.Zero, value.High >> (bits - 128)),
        };

    /// <summary>The sum modulo 2²⁵⁶.</summary>
    public static UInt256 WrappingAdd(UInt256 left, UInt256 right)
    {
        unchecked
        {
            ulong limb0 = left._limb0 + right._limb0;
            ulong carry = limb0 < left._limb0 ? 1UL : 0UL;
            ulong limb1 = AddWithCarry(left._limb1, right._limb1, ref carry);
            ulong limb2 = AddWithCarry(left._limb2, right._limb2, ref carry);
            return new(limb0, limb1, limb2, left._limb3 + right._limb3 + carry);
        }
    }

    /// <summary>The difference modulo 2²⁵⁶.</summary>
    public static UInt256 WrappingSubtract(UInt256 left, UInt256 right)
    {
        unchecked
        {
            ulong limb0 = left._limb0 - right._limb0;
            ulong borrow = left._limb0 < right._limb0 ? 1UL : 0UL;
            ulong limb1 = SubtractWithBorrow(left._limb1, right._limb1, ref borrow);
            ulong limb2 = SubtractWithBorrow(left._limb2, right._limb2, ref borrow);
            return new(limb0, limb1, limb2, left._limb3 - right._limb3 - borrow);
        }
    }

    /// <summary>The whole product of two 128-bit numbers.</summary>
    public static UInt256 Multiply(UInt128 left, UInt128 right)
    {
        UInt128 low = WideMath.Multiply(left, right, out UInt128 high);
        return new(high, low);
    }

    /// <summary>The low half of a product and its high half: 512 bits in all.</summary>
    public static UInt256 Multiply(UInt256 left, UInt256 right, out UInt256 high)
    {
        UInt256 low = Multiply(left.Low, right.Low);
        if (left.FitsUInt128 && right.FitsUInt128)
        {
            high = Zero;
            return low;
        }

        UInt256 middle = Multiply(left.High, right.Low);
        UInt256 other = Multiply(left.Low, right.High);
        UInt256 cross = WrappingAdd(middle, other);
        ulong crossCarry = cross < middle ? 1UL : 0UL;
        UInt256 sum = WrappingAdd(low, new UInt256(0, 0, cross._limb0, cross._limb1));
        UInt256 top = Multiply(left.High, right.High);
        high = WrappingAdd(top, new UInt256(cross._limb2, cross._limb3, crossCarry, 0));
        high = sum < low ? WrappingAdd(high, One) : high;
        return sum;
    }

    private static ulong AddWithCarry(ulong left, ulong right, ref ulong carry)
    {
        unchecked
        {
            ulong sum = left + right;
            ulong total = sum + carry;
            carry = (sum < left ? 1UL : 0UL) | (total < sum ? 1UL : 0UL);
            return total;
        }
    }

    private static ulong SubtractWithBorrow(ulong left, ulong right, ref ulong borrow)
    {
        unchecked
        {
            ulong difference = left - right;
            ulong total = difference - borrow;
            borrow = (left < right ? 1UL : 0UL) | (difference < borrow ? 1UL : 0UL);
            return total;
        }
    }
}
