using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Subnets;

/// <summary>The weighted curve: alpha^w₁ × TAO^w₂ is constant in swaps, where w₁ + w₂ = 1.</summary>
/// <remarks>
/// Price p = (w₁ y) / (w₂ x) for x alpha and y TAO. Selling Δx pays y (1 − (x / (x + Δx))^(w₁/w₂)), buying with Δy pays
/// x (1 − (y / (y + Δy))^(w₂/w₁)). Weights are parts of 10¹⁸. Source: opentensor/subtensor 14bc6f9,
/// `pallets/swap/src/pallet/balancer.rs` and `swap_step.rs`.
/// </remarks>
internal static class WeightedCurve
{
    /// <summary>A weight of one.</summary>
    public const ulong Whole = 1_000_000_000_000_000_000;

    /// <summary>The weight of TAO in a new pool.</summary>
    public const ulong Half = Whole / 2;

    /// <summary>Base units of the reserve that pays, below which nothing is swapped.</summary>
    public const ulong ReserveMin = 1_000_000;

    private const ulong WeightMin = Whole / 100;
    private const ulong InputMultipleMax = 1_000;

    private static readonly Q64x64 _whole = Q64x64.Of(Whole);

    /// <summary>What the pool pays for an amount, rounded down; null where it does not swap.</summary>
    /// <remarks>It refuses an amount above 1,000 times its reserve, a reserve below the minimum, and to pay nothing.</remarks>
    public static ulong? Payout(
        ulong amountIn,
        ulong reserveIn,
        ulong reserveOut,
        ulong weightIn,
        ulong reserveMin = ReserveMin
    )
    {
        if (reserveOut < reserveMin || amountIn > (UInt128)reserveIn * InputMultipleMax)
        {
            return null;
        }

        ulong payout = (Q64x64.Of(reserveOut) * (Q64x64.One - Remaining(reserveIn, amountIn, weightIn))).ToUInt64();
        return payout == 0 && amountIn > 0 ? null : payout;
    }

    /// <summary>(reserve / (reserve + amount))^(w / (1 − w)): what stays of the other reserve, with 18 decimals.</summary>
    public static Q64x64 Remaining(ulong reserve, ulong amount, ulong weight)
    {
        UInt128 after = UInt128.Min((UInt128)reserve + amount, ulong.MaxValue);
        if (after == 0)
        {
            return Q64x64.Zero;
        }

        UInt128 scaled = RationalPower.FloorScaled(reserve, after, weight, Whole - weight, Whole);
        return Q64x64.Min(Q64x64.One, Q64x64.Of((Int128)scaled) / _whole);
    }

    /// <summary>TAO per alpha, with 64 bits after the point, each step rounded down; zero without alpha.</summary>
    public static Q64x64 Price(ulong taoReserve, ulong alphaReserve, ulong taoWeight) =>
        alphaReserve == 0
            ? Q64x64.Zero
            : Q64x64.Of(Whole - taoWeight) / Q64x64.Of(taoWeight) * Q64x64.Ratio(taoReserve, alphaReserve);

    /// <summary>The weight of TAO that keeps the price when amounts are added; null outside 1 % to 99 %.</summary>
    public static ulong? WeightAfter(ulong taoReserve, ulong alphaReserve, ulong taoWeight, ulong tao, ulong alpha)
    {
        UInt128 alphaSide = Part(Whole - taoWeight, (UInt128)taoReserve * ((UInt128)alphaReserve + alpha));
        UInt128 taoSide = Part(taoWeight, (UInt128)alphaReserve * ((UInt128)taoReserve + tao));
        UInt128 sum = alphaSide + taoSide;
        ulong weight = sum == 0 ? Half : (ulong)WideMath.MultiplyDivide(taoSide, Whole, sum);
        return weight is >= WeightMin and <= Whole - WeightMin ? weight : null;
    }

    /// <summary>A share of an amount in parts of 10¹⁸, rounded to nearest, halves up.</summary>
    internal static UInt128 Part(ulong share, UInt128 amount)
    {
        UInt128 quotient = WideMath.MultiplyDivide(amount, share, Whole, out UInt128 remainder);
        return remainder >= Half ? quotient + 1 : quotient;
    }
}
