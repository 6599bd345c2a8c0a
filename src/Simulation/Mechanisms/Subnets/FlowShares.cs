using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Subnets;

/// <summary>Shares by TAO flow: subnets that users move TAO into get more.</summary>
/// <remarks>
/// average' = (1 − a) × average + a × flow; shares are proportional to (average − L)^p, where L is the smallest negative
/// average, or the cutoff if that is higher. The power is taken by the chain's own ln and exp after scaling, so with
/// p = 1 shares still carry their errors of some 10⁻⁶. Source: opentensor/subtensor v3.3.0-361,
/// `pallets/subtensor/src/coinbase/subnet_emissions.rs`.
/// </remarks>
internal static class FlowShares
{
    // 216,000 blocks (30 days) until half of an old flow is forgotten, in parts of 2⁶³ − 1.
    private const long SmoothingDefault = 29_597_889_189_277;

    private static readonly Q64x64 _rate = Q64x64.Ratio(SmoothingDefault, long.MaxValue);
    private static readonly Q64x64 _fixedMax = Q64x64.Of(int.MaxValue);

    // That over 2⁶⁴ − 1: below it powers would vanish, and values stay as they are.
    private static readonly Q64x64 _roomMin = Q64x64.OfRaw(int.MaxValue);

    /// <summary>Takes each subnet's flow into its average, and gives the shares that follow.</summary>
    public static Q64x64[] Next(SubnetNetwork network, Q64x64 cutoff = default)
    {
        Q64x64[] averages = new Q64x64[network.Subnets.Count];
        for (int i = 0; i < averages.Length; i++)
        {
            Subnet subnet = network.Subnets[i];
            averages[i] = ((Q64x64.One - _rate) * subnet.TaoFlowAverage) + (_rate * Q64x64.Of(subnet.TakeTaoFlow()));
            subnet.TaoFlowAverage = averages[i];
        }

        return Of(averages, cutoff, Q64x64.One);
    }

    /// <summary>The shares of given averages; all zero where none exceeds the limit.</summary>
    public static Q64x64[] Of(ReadOnlySpan<Q64x64> averages, Q64x64 cutoff, Q64x64 exponent)
    {
        Q64x64 smallest = Q64x64.Zero;
        foreach (Q64x64 average in averages)
        {
            smallest = Q64x64.Min(smallest, average);
        }

        Q64x64 limit = Q64x64.Max(cutoff, smallest);
        Q64x64[] offsets = new Q64x64[averages.Length];
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = Q64x64.Max(Q64x64.Zero, averages[i] - limit);
        }

        Normalize(offsets, exponent);
        return offsets;
    }

    /// <summary>Replaces values by their powers over the sum of powers, scaled so that these fit 32 bits.</summary>
    internal static void Normalize(Span<Q64x64> values, Q64x64 exponent)
    {
        Q64x64 largest = Largest(values);
        Q64x64 scale = Q64x64.One.OverOrZero(largest);
        foreach (ref Q64x64 value in values)
        {
            value = scale * value;
        }

        largest = Largest(values);
        Q64x64 room = Q64x64.Of(values.Length) * (largest * largest);
        if (room < _roomMin)
        {
            return;
        }

        Q64x64 factor = SquareRoot(_fixedMax / room);
        Q64x64 sum = Q64x64.Zero;
        foreach (ref Q64x64 value in values)
        {
            value = Power(factor * value, exponent);
            sum += value;
        }

        foreach (ref Q64x64 value in values)
        {
            value = value.OverOrZero(sum);
        }
    }

    private static Q64x64 Power(Q64x64 value, Q64x64 exponent)
    {
        if (FixedTranscendental.Log(value.ToQ32x32()) is not { } log)
        {
            return Q64x64.Zero;
        }

        Q32x32? power = FixedTranscendental.Exp(exponent.ToQ32x32() * log);
        return power is { } known ? Q64x64.OfRaw((Int128)known.Raw << Q32x32.FractionBits) : _fixedMax;
    }

    // Bisection to a thousandth: what the scale is, cancels.
    private static Q64x64 SquareRoot(Q64x64 value)
    {
        Q64x64 epsilon = Q64x64.Ratio(1, 1_000);
        (Q64x64 low, Q64x64 high) = value > Q64x64.One ? (Q64x64.Zero, value) : (value, Q64x64.One);
        Q64x64 middle = Middle(low, high);
        for (int i = 0; i <= 128; i++)
        {
            Q64x64 other = value.OverOrZero(middle);
            if (Q64x64.Max(other, middle) - Q64x64.Min(other, middle) <= epsilon)
            {
                break;
            }

            (low, high) = other < middle ? (low, middle) : (middle, high);
            middle = Middle(low, high);
        }

        return middle;
    }

    private static Q64x64 Middle(Q64x64 low, Q64x64 high) => Q64x64.OfRaw((low.Raw + high.Raw) >> 1);

    private static Q64x64 Largest(ReadOnlySpan<Q64x64> values)
    {
        Q64x64 largest = Q64x64.Zero;
        foreach (Q64x64 value in values)
        {
            largest = Q64x64.Max(largest, value);
        }

        return largest;
    }
}
