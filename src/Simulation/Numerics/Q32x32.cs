namespace Souk.Simulation.Numerics;

/// <summary>A signed number with 32 bits before and 32 bits after the binary point (Substrate's I32F32).</summary>
/// <remarks>
/// Products round towards minus infinity and quotients towards zero, as there, so results equal those of the chain bit
/// for bit. Where the chain saturates, this throws <see cref="OverflowException"/>: no value of a valid epoch comes near.
/// Source: encointer/substrate-fixed v0.6.0, `src/arith.rs`.
/// </remarks>
internal readonly record struct Q32x32 : IComparable<Q32x32>
{
    /// <summary>Bits after the point.</summary>
    public const int FractionBits = 32;

    public static readonly Q32x32 One = new(1L << FractionBits);

    private Q32x32(long raw) => Raw = raw;

    /// <summary>The number times 2³².</summary>
    public long Raw { get; }

    public static Q32x32 Zero => default;

    public static Q32x32 OfRaw(long raw) => new(raw);

    public static Q32x32 Of(int value) => new((long)value << FractionBits);

    /// <summary>The quotient of two integers, rounded towards zero.</summary>
    public static Q32x32 Ratio(int numerator, int denominator) => Of(numerator) / Of(denominator);

    public static Q32x32 operator +(Q32x32 a, Q32x32 b) => new(a.Raw + b.Raw);

    public static Q32x32 operator -(Q32x32 a, Q32x32 b) => new(a.Raw - b.Raw);

    public static Q32x32 operator -(Q32x32 a) => new(-a.Raw);

    public static Q32x32 operator *(Q32x32 a, Q32x32 b)
    {
        long high = Math.BigMul(a.Raw, b.Raw, out long low);
        if ((int)unchecked(high) != high)
        {
            throw new OverflowException($"{a} × {b} exceeds 32 bits before the point.");
        }

        return new(unchecked((high << FractionBits) | (long)((ulong)low >> FractionBits)));
    }

    public static Q32x32 operator /(Q32x32 a, Q32x32 b)
    {
        // A common power of two changes no quotient; without it most dividends fit a 64-bit division.
        int common = Math.Min(long.TrailingZeroCount(a.Raw), long.TrailingZeroCount(b.Raw)) is var shift and < 64
            ? (int)shift
            : 0;
        long dividend = a.Raw >> common;
        long divisor = b.Raw >> common;
        if (dividend is >= 0 and <= uint.MaxValue && divisor > 0)
        {
            ulong quotient = ((ulong)dividend << FractionBits) / (ulong)divisor;
            return quotient <= long.MaxValue ? new((long)quotient) : throw Overflow(a, b);
        }

        return new((long)(((Int128)dividend << FractionBits) / divisor));
    }

    public static bool operator <(Q32x32 a, Q32x32 b) => a.Raw < b.Raw;

    public static bool operator >(Q32x32 a, Q32x32 b) => a.Raw > b.Raw;

    public static bool operator <=(Q32x32 a, Q32x32 b) => a.Raw <= b.Raw;

    public static bool operator >=(Q32x32 a, Q32x32 b) => a.Raw >= b.Raw;

    public static Q32x32 Min(Q32x32 a, Q32x32 b) => a.Raw <= b.Raw ? a : b;

    public static Q32x32 Max(Q32x32 a, Q32x32 b) => a.Raw >= b.Raw ? a : b;

    /// <summary>The quotient, or zero where the divisor is zero.</summary>
    public Q32x32 OverOrZero(Q32x32 divisor) => divisor.Raw == 0 ? Zero : this / divisor;

    /// <summary>The number times 65,535, rounded down and held between 0 and 65,535: how the chain stores proportions.</summary>
    public ushort ToProportion()
    {
        Int128 scaled = ((Int128)Raw * ushort.MaxValue) >> FractionBits;
        return (ushort)Int128.Clamp(scaled, 0, ushort.MaxValue);
    }

    public int CompareTo(Q32x32 other) => Raw.CompareTo(other.Raw);

    /// <summary>The nearest double, for reports only.</summary>
    public double ToDouble() => (double)Raw / (1L << FractionBits);

    public override string ToString() => ToDouble().ToString("G12", System.Globalization.CultureInfo.InvariantCulture);

    private static OverflowException Overflow(Q32x32 a, Q32x32 b) =>
        new($"{a} / {b} exceeds 32 bits before the point.");
}
