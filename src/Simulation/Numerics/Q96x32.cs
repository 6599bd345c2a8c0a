namespace Souk.Simulation.Numerics;

/// <summary>An unsigned number with 96 bits before and 32 bits after the binary point (Substrate's U96F32).</summary>
/// <remarks>
/// Products and quotients round down, as there. Where the chain saturates, this throws <see cref="OverflowException"/>.
/// Source: encointer/substrate-fixed v0.6.0, `src/arith.rs`.
/// </remarks>
internal readonly record struct Q96x32 : IComparable<Q96x32>
{
    /// <summary>Bits after the point.</summary>
    public const int FractionBits = 32;

    public static readonly Q96x32 One = new((UInt128)1 << FractionBits);

    /// <summary>One half, which splits what a subnet pays between miners and validators.</summary>
    public static readonly Q96x32 Half = new((UInt128)1 << (FractionBits - 1));

    private Q96x32(UInt128 raw) => Raw = raw;

    /// <summary>The number times 2³².</summary>
    public UInt128 Raw { get; }

    public static Q96x32 Zero => default;

    public static Q96x32 OfRaw(UInt128 raw) => new(raw);

    public static Q96x32 Of(ulong value) => new((UInt128)value << FractionBits);

    /// <summary>The quotient of two integers, rounded down.</summary>
    public static Q96x32 Ratio(ulong numerator, ulong denominator) => Of(numerator) / Of(denominator);

    public static Q96x32 operator +(Q96x32 a, Q96x32 b) => new(a.Raw + b.Raw);

    public static Q96x32 operator *(Q96x32 a, Q96x32 b) =>
        new(WideMath.MultiplyDivide(a.Raw, b.Raw, (UInt128)1 << FractionBits));

    public static Q96x32 operator /(Q96x32 a, Q96x32 b) =>
        new(WideMath.MultiplyDivide(a.Raw, (UInt128)1 << FractionBits, b.Raw));

    public static bool operator <(Q96x32 a, Q96x32 b) => a.Raw < b.Raw;

    public static bool operator >(Q96x32 a, Q96x32 b) => a.Raw > b.Raw;

    public static bool operator <=(Q96x32 a, Q96x32 b) => a.Raw <= b.Raw;

    public static bool operator >=(Q96x32 a, Q96x32 b) => a.Raw >= b.Raw;

    public static Q96x32 Min(Q96x32 a, Q96x32 b) => a.Raw <= b.Raw ? a : b;

    /// <summary>The difference, or zero where <paramref name="b"/> is larger.</summary>
    public static Q96x32 operator -(Q96x32 a, Q96x32 b) => a.Raw <= b.Raw ? Zero : new(a.Raw - b.Raw);

    /// <summary>The quotient, or zero where the divisor is zero.</summary>
    public Q96x32 OverOrZero(Q96x32 divisor) => divisor.Raw == 0 ? Zero : this / divisor;

    /// <summary>The integer part, rounded down.</summary>
    /// <exception cref="OverflowException">It exceeds 64 bits.</exception>
    public ulong ToUInt64() => (ulong)(Raw >> FractionBits);

    /// <summary>The same number with 64 bits after the point.</summary>
    /// <exception cref="OverflowException">It exceeds 63 bits before the point.</exception>
    public Q64x64 ToQ64x64() =>
        Raw >> (63 + FractionBits) == 0
            ? Q64x64.OfRaw((Int128)(Raw << (Q64x64.FractionBits - FractionBits)))
            : throw new OverflowException($"{this} exceeds 63 bits before the point.");

    public int CompareTo(Q96x32 other) => Raw.CompareTo(other.Raw);

    /// <summary>The nearest double, for reports only.</summary>
    public double ToDouble() => (double)Raw / (1L << FractionBits);

    public override string ToString() => ToDouble().ToString("G17", System.Globalization.CultureInfo.InvariantCulture);
}
