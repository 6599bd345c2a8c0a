using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Consensus;

/// <summary>Vectors of one number per neuron.</summary>
internal static class VectorMath
{
    public static Q32x32 Sum(ReadOnlySpan<Q32x32> values)
    {
        long sum = 0;
        foreach (Q32x32 value in values)
        {
            sum += value.Raw;
        }

        return Q32x32.OfRaw(sum);
    }

    /// <summary>Divides by the sum, rounding down; a vector of zeros stays.</summary>
    public static void Normalize(Span<Q32x32> values) => DivideBy(values, Sum(values));

    /// <summary>Divides by a number, rounding down; by zero it changes nothing.</summary>
    public static void DivideBy(Span<Q32x32> values, Q32x32 divisor)
    {
        if (divisor == Q32x32.Zero)
        {
            return;
        }

        foreach (ref Q32x32 value in values)
        {
            value /= divisor;
        }
    }

    /// <summary>Sets to zero what a mask does not keep.</summary>
    public static void Keep(ReadOnlySpan<bool> kept, Span<Q32x32> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!kept[i])
            {
                values[i] = Q32x32.Zero;
            }
        }
    }

    /// <summary>Which values are not zero and among the <paramref name="count"/> largest; of equal ones the later.</summary>
    public static bool[] LargestNonzero(ReadOnlySpan<Q32x32> values, int count)
    {
        bool[] isLargest = new bool[values.Length];
        long[] keys = new long[values.Length];
        int[] order = new int[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            isLargest[i] = values[i] != Q32x32.Zero;
            keys[i] = values[i].Raw;
            order[i] = i;
        }

        order = [.. order.OrderBy(i => keys[i])];
        foreach (int i in order.AsSpan(0, Math.Max(0, values.Length - count)))
        {
            isLargest[i] = false;
        }

        return isLargest;
    }

    /// <summary>As proportions of 65,535, rounded down.</summary>
    public static ushort[] ToProportions(ReadOnlySpan<Q32x32> values)
    {
        ushort[] proportions = new ushort[values.Length];
        for (int i = 0; i < proportions.Length; i++)
        {
            proportions[i] = values[i].ToProportion();
        }

        return proportions;
    }

    /// <summary>Scales weights so that the largest becomes 65,535, rounding to nearest: how the chain stores them.</summary>
    public static ushort[] UpscaleToMax(ReadOnlySpan<ushort> weights)
    {
        int max = 0;
        foreach (ushort weight in weights)
        {
            max = Math.Max(max, weight);
        }

        ushort[] upscaled = new ushort[weights.Length];
        Q32x32 whole = Q32x32.Of(ushort.MaxValue);
        for (int i = 0; i < upscaled.Length && max > 0; i++)
        {
            // Large weights times 65,535 exceed 32 bits, so there the quotient is taken first.
            Q32x32 weight = Q32x32.Of(weights[i]);
            Q32x32 scaled = max > 32_768 ? weight * (whole / Q32x32.Of(max)) : weight * whole / Q32x32.Of(max);
            upscaled[i] = (ushort)((scaled.Raw + (1L << (Q32x32.FractionBits - 1))) >> Q32x32.FractionBits);
        }

        return upscaled;
    }
}
