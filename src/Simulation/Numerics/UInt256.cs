using System.Numerics;

namespace Souk.Simulation.Numerics;

/// <summary>An integer from 0 to 2²⁵⁶ − 1, as contracts count. Operators throw where the result does not fit.</summary>
/// <remarks>Four 64-bit limbs, the least significant first. <c>default</c> is zero.</remarks>
public readonly partial struct UInt256 : IEquatable<UInt256>, IComparable<UInt256>
{
    private const double TwoTo128 = 3.402823669209384634633746074317682e38;

    private readonly ulong _limb0;
    private readonly ulong _limb1;
    private readonly ulong _limb2;
    private readonly ulong _limb3;

    public UInt256(UInt128 high, UInt128 low)
        : this(unchecked((ulong)low), (ulong)(low >> 64), unchecked((ulong)high), (ulong)(high >> 64)) { }

    private UInt256(ulong limb0, ulong limb1, ulong limb2, ulong limb3)
    {
        _limb0 = limb0;
        _limb1 = limb1;
        _limb2 = limb2;
        _limb3 = limb3;
    }

    public static UInt256 Zero => default;

    public static UInt256 One => new(1, 0, 0, 0);

    public static UInt256 MaxValue => new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);

    public UInt128 Low => new(_limb1, _limb0);

    public UInt128 High => new(_limb3, _limb2);

    public bool IsZero => (_limb0 | _limb1 | _limb2 | _limb3) == 0;

    /// <summary>How many bits it takes to write the number: 0 for zero, 256 at most.</summary>
    public int BitLength =>
        (_limb2 | _limb3) != 0 ? 256 - (int)UInt128.LeadingZeroCount(High) : 128 - (int)UInt128.LeadingZeroCount(Low);

    private bool FitsUInt128 => (_limb2 | _limb3) == 0;

    public static implicit operator UInt256(ulong value) => new(value, 0, 0, 0);

    public static implicit operator UInt256(UInt128 value) => new(UInt128.Zero, value);

    /// <exception cref="OverflowException">The value is negative.</exception>
    public static explicit operator UInt256(Int128 value) => new(UInt128.Zero, checked((UInt128)value));

    /// <exception cref="OverflowException">The value is negative or has more than 256 bits.</exception>
    public static explicit operator UInt256(BigInteger value) =>
        new(checked((UInt128)(value >> 128)), (UInt128)(value & UInt128.MaxValue));

    public static implicit operator BigInteger(UInt256 value) => ((BigInteger)value.High << 128) | value.Low;

    /// <exception cref="OverflowException">The value has more than 128 bits.</exception>
    public static explicit operator UInt128(UInt256 value) =>
        value.FitsUInt128 ? value.Low : throw new OverflowException($"{value} exceeds 128 bits.");

    /// <exception cref="OverflowException">The value has more than 127 bits.</exception>
    public static explicit operator Int128(UInt256 value) => checked((Int128)(UInt128)value);

    /// <summary>A double within two units in the last place.</summary>
    public static explicit operator double(UInt256 value) => ((double)value.High * TwoTo128) + (double)value.Low;

    public static bool operator ==(UInt256 left, UInt256 right) => left.Equals(right);

    public static bool operator !=(UInt256 left, UInt256 right) => !left.Equals(right);

    public static bool operator <(UInt256 left, UInt256 right) =>
        left._limb3 != right._limb3 ? left._limb3 < right._limb3
        : left._limb2 != right._limb2 ? left._limb2 < right._limb2
        : left._limb1 != right._limb1 ? left._limb1 < right._limb1
        : left._limb0 < right._limb0;

    public static bool operator >(UInt256 left, UInt256 right) => right < left;

    public static bool operator <=(UInt256 left, UInt256 right) => !(right < left);

    public static bool operator >=(UInt256 left, UInt256 right) => !(left < right);

    public static UInt256 Min(UInt256 left, UInt256 right) => right < left ? right : left;

    public static UInt256 Parse(string digits) =>
        (UInt256)BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

    public int CompareTo(UInt256 other) =>
        this < other ? -1
        : other < this ? 1
        : 0;

    public bool Equals(UInt256 other) =>
        _limb0 == other._limb0 && _limb1 == other._limb1 && _limb2 == other._limb2 && _limb3 == other._limb3;

    public override bool Equals(object? obj) => obj is UInt256 other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_limb0, _limb1, _limb2, _limb3);

    public override string ToString() => ((BigInteger)this).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
