using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Subnets;

/// <summary>The constant-product curve of the first subnet pools, in the chain's numbers of 18 bits after the point.</summary>
/// <remarks>
/// Source: opentensor/subtensor v2.0.0, `pallets/subtensor/src/staking/stake_utils.rs`, `sim_swap_tao_for_alpha`. The new
/// reserve is rounded down at 18 bits before it is subtracted, so the payout can be one unit above the exact floor.
/// </remarks>
internal static class ProductCurve
{
    /// <summary>Base units that must stay in the reserve that pays.</summary>
    public const ulong ReserveMin = 10_000_000;

    private const int FractionBits = 18;

    /// <summary>What the pool pays for an amount; null where its reserve would fall below the minimum.</summary>
    public static ulong? Payout(ulong amountIn, ulong reserveIn, ulong reserveOut)
    {
        UInt128 before = (UInt128)reserveOut << FractionBits;
        UInt128 after = WideMath.MultiplyDivide(before, reserveIn, (UInt128)reserveIn + amountIn);
        return after >> FractionBits >= ReserveMin ? (ulong)((before - after) >> FractionBits) : null;
    }

    /// <summary>TAO per alpha, with 32 bits after the point, rounded down; zero without alpha.</summary>
    public static Q64x64 Price(ulong taoReserve, ulong alphaReserve) =>
        alphaReserve == 0 ? Q64x64.Zero : Q96x32.Ratio(taoReserve, alphaReserve).ToQ64x64();
}
