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
            UInt128 low = left.Low + right.Low;
            UInt128 carry = low < left.Low ? UInt128.One : UInt128.Zero;
            return new(left.High + right.High + carry, low);
        }
    }

    /// <summary>The difference modulo 2²⁵⁶.</summary>
    public static UInt256 WrappingSubtract(UInt256 left, UInt256 right)
    {
        unchecked
        {
            UInt128 borrow = left.Low < right.Low ? UInt128.One : UInt128.Zero;
            return new(left.High - right.High - borrow, left.Low - right.Low);
        }
    }

    /// <summary>The whole product of two 128-bit numbers.</summary>
    public static UInt256 Multiply(UInt128 left, UInt128 right)
    {
        unchecked
        {
            ulong left0 = (ulong)left;
            ulong left1 = (ulong)(left >> 64);
            ulong right0 = (ulong)right;
            ulong right1 = (ulong)(right >> 64);
            ulong high00 = Math.BigMul(left0, right0, out ulong limb0);
            if ((left1 | right1) == 0)
            {
                return new(limb0, high00, 0, 0);
            }

            ulong high10 = Math.BigMul(left1, right0, out ulong low10);
            ulong high01 = Math.BigMul(left0, right1, out ulong low01);
            UInt128 middle = (UInt128)high00 + low10 + low01;
            UInt128 high = Math.BigMul(left1, right1) + high10 + high01 + (middle >> 64);
            return new(limb0, (ulong)middle, (ulong)high, (ulong)(high >> 64));
        }
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
        UInt128 crossCarry = cross < middle ? UInt128.One : UInt128.Zero;
        UInt256 sum = WrappingAdd(low, new UInt256(cross.Low, UInt128.Zero));
        UInt256 carry = sum < low ? One : Zero;
        high = WrappingAdd(Multiply(left.High, right.High), new UInt256(crossCarry, cross.High));
        high = WrappingAdd(high, carry);
        return sum;
    }
}
