namespace Souk.Simulation.Numerics;

/// <summary>A signed number with 64 bits before and 64 bits after the binary point (Substrate's I64F64 and U64F64).</summary>
/// <remarks>
/// Products round towards minus infinity and quotients towards zero, as there. Where the chain saturates, this throws
/// <see cref="OverflowException"/>. Source: encointer/substrate-fixed v0.6.0, `src/arith.rs`.
/// </remarks>
internal readonly record struct Q64x64 : IComparable<Q64x64>
{
    /// <summary>Bits after the point.</summary>
    public const int FractionBits = 64;

    public static readonly Q64x64 One = new((Int128)1 << FractionBits);

    private Q64x64(Int128 raw) => Raw = raw;

    /// <summary>The number times 2⁶⁴.</summary>
    public Int128 Raw { get; }

    public static Q64x64 Zero => default;

    public static Q64x64 OfRaw(Int128 raw) => new(raw);

    /// <exception cref="OverflowException">Not within 64 signed bits.</exception>
    public static Q64x64 Of(Int128 value) => new((Int128)checked((long)value) << FractionBits);

    /// <summary>The quotient of two integers, rounded towards zero.</summary>
    public static Q64x64 Ratio(Int128 numerator, Int128 denominator) => Of(numerator) / Of(denominator);

    public static Q64x64 operator +(Q64x64 a, Q64x64 b) => new(a.Raw + b.Raw);

    public static Q64x64 operator -(Q64x64 a, Q64x64 b) => new(a.Raw - b.Raw);

    public static Q64x64 operator *(Q64x64 a, Q64x64 b) =>
        new(SignedWideMath.MultiplyShift(a.Raw, b.Raw, FractionBits));

    public static Q64x64 operator /(Q64x64 a, Q64x64 b) => new(SignedWideMath.ShiftDivide(a.Raw, b.Raw, FractionBits));

    public static bool operator <(Q64x64 a, Q64x64 b) => a.Raw < b.Raw;

    public static bool operator >(Q64x64 a, Q64x64 b) => a.Raw > b.Raw;

    public static bool operator <=(Q64x64 a, Q64x64 b) => a.Raw <= b.Raw;

    public static bool operator >=(Q64x64 a, Q64x64 b) => a.Raw >= b.Raw;

    public static Q64x64 Min(Q64x64 a, Q64x64 b) => a.Raw <= b.Raw ? a : b;

    public static Q64x64 Max(Q64x64 a, Q64x64 b) => a.Raw >= b.Raw ? a : b;

    /// <summary>The quotient, or zero where the divisor is zero.</summary>
    public Q64x64 OverOrZero(Q64x64 divisor) => divisor.Raw == 0 ? Zero : this / divisor;

    /// <summary>The integer part, rounded down; zero for negative numbers.</summary>
    public ulong ToUInt64() => Raw < 0 ? 0 : (ulong)(Raw >> FractionBits);

    /// <summary>The same number with 32 bits after the point, rounded down.</summary>
    /// <exception cref="OverflowException">Not within 32 signed bits.</exception>
    public Q32x32 ToQ32x32() => Q32x32.OfRaw(checked((long)(Raw >> (FractionBits - Q32x32.FractionBits))));

    /// <summary>The same number with 32 bits after the point, rounded down.</summary>
    /// <exception cref="OverflowException">A negative number.</exception>
    public Q96x32 ToQ96x32() => Q96x32.OfRaw(checked((UInt128)(Raw >> (FractionBits - Q96x32.FractionBits))));

    public int CompareTo(Q64x64 other) => Raw.CompareTo(other.Raw);

    /// <summary>The nearest double, for reports only.</summary>
    public double ToDouble() => (double)Raw / (double)One.Raw;

    public override string ToString() => ToDouble().ToString("G17", System.Globalization.CultureInfo.InvariantCulture);
}
