using Souk.Simulation.Numerics;

namespace Souk.Simulation.Markets.Sales;

/// <summary>The day on which a token is listed: its pool becomes deeper and its order flow wilder, which then calms down.</summary>
/// <remarks>A labelled assumption, not a law: sizes are parameters of a scenario.</remarks>
/// <param name="Step">The day of the listing.</param>
/// <param name="LiquidityAdded">Share of both reserves that is added that day: 1 doubles the pool.</param>
/// <param name="VolatilityAdded">What the spread of the order flow grows by that day: 2 triples it.</param>
/// <param name="HalfLifeSteps">Days in which half of the added spread is gone.</param>
public readonly record struct ListingShock(int Step, Share LiquidityAdded, double VolatilityAdded, double HalfLifeSteps)
{
    /// <summary>Base units to add to both reserves on a day: zero but on the day of the listing.</summary>
    /// <remarks>Both are rounded down, so that the price of the pool moves by less than a base unit of either reserve.</remarks>
    public (Int128 Tokens, Int128 Stable) LiquidityAt(int step, Int128 tokenReserve, Int128 stableReserve) =>
        step == Step ? (LiquidityAdded.Of(tokenReserve), LiquidityAdded.Of(stableReserve)) : (0, 0);

    /// <summary>What the standard deviation of the order flow is multiplied by on a day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A half-life that is not above zero.</exception>
    public double VolatilityFactor(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(HalfLifeSteps);
        return step < Step ? 1 : 1 + (VolatilityAdded * DeterministicMath.Pow(0.5, (step - Step) / HalfLifeSteps));
    }
}
