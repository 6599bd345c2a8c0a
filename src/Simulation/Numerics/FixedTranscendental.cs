namespace Souk.Simulation.Numerics;

/// <summary>The exponential and the natural logarithm as the chain computes them, with their errors.</summary>
/// <remarks>
/// These follow encointer/substrate-fixed v0.6.0, `src/transcendental.rs`, step for step, because liquid alpha and flow
/// shares pay by what that code returns: 30 terms of a Taylor series, constants of 23 bits, and e^x of negative x as a
/// reciprocal. Use <see cref="DeterministicMath"/> where closeness to the mathematical value matters.
/// </remarks>
internal static class FixedTranscendental
{
    private const int Terms = Q32x32.FractionBits;

    // Below it the high half of product × (⌊2⁶⁴ / i⌋ + 1) is product / i, for every i below 32.
    private const ulong ReciprocalProductMax = 1UL << 59;

    // e and log2(e) cut to 23 bits after the point.
    private static readonly Q32x32 _e = Q32x32.OfRaw(22_802_600L << 9);
    private static readonly Q32x32 _log2OfE = Q32x32.OfRaw(12_102_203L << 9);
    private static readonly Q32x32 _two = Q32x32.Of(2);
    private static readonly ulong[] _reciprocals = Reciprocals();

    /// <summary>e to the power <paramref name="x"/>; null where a term exceeds 32 bits before the point.</summary>
    public static Q32x32? Exp(Q32x32 x)
    {
        if (x == Q32x32.Zero)
        {
            return Q32x32.One;
        }

        if (x == Q32x32.One)
        {
            return _e;
        }

        bool isNegative = x < Q32x32.Zero;
        if (Series(isNegative ? -x : x) is not { } sum)
        {
            return null;
        }

        return isNegative ? Q32x32.One / sum : sum;
    }

    /// <summary>The natural logarithm; null where it is not defined.</summary>
    public static Q32x32? Log(Q32x32 x)
    {
        if (x <= Q32x32.Zero || (x < Q32x32.One && x.Raw <= 2))
        {
            return null;
        }

        Q32x32 log2 = x < Q32x32.One ? -Log2(Q32x32.One / x) : Log2(x);
        return log2 / _log2OfE;
    }

    private static Q32x32? Series(Q32x32 x)
    {
        // Above 21 the next terms exceed 32 bits before the point; the sum overflows before.
        if (x > Q32x32.Of(22))
        {
            return null;
        }

        ulong sum = (ulong)(x.Raw + Q32x32.One.Raw);
        ulong term = (ulong)x.Raw;
        for (int i = 2; i < Terms && term != 0; i++)
        {
            ulong high = Math.BigMul(term, (ulong)x.Raw, out ulong low);
            if (high >= 1UL << (Q32x32.FractionBits - 1))
            {
                return null;
            }

            ulong product = (high << Q32x32.FractionBits) | (low >> Q32x32.FractionBits);
            term = product < ReciprocalProductMax ? Math.BigMul(product, _reciprocals[i], out _) : product / (ulong)i;
            sum += term;
        }

        return sum <= long.MaxValue ? Q32x32.OfRaw((long)sum) : null;
    }

    // Binary digits by repeated squaring, for x of at least one.
    private static Q32x32 Log2(Q32x32 x)
    {
        long result = 0;
        while (x >= _two)
        {
            result++;
            x = HalfUp(x);
        }

        if (x == Q32x32.One)
        {
            return Q32x32.Of((int)result);
        }

        for (int bit = 0; bit < Q32x32.FractionBits; bit++)
        {
            x *= x;
            result <<= 1;
            if (x >= _two)
            {
                result |= 1;
                x = HalfUp(x);
            }
        }

        return Q32x32.OfRaw(result);
    }

    private static ulong[] Reciprocals()
    {
        ulong[] reciprocals = new ulong[Terms];
        for (int i = 2; i < Terms; i++)
        {
            reciprocals[i] = (ulong.MaxValue / (ulong)i) + 1;
        }

        return reciprocals;
    }

    private static Q32x32 HalfUp(Q32x32 x) => Q32x32.OfRaw((x.Raw >> 1) + (x.Raw & 1));
}
