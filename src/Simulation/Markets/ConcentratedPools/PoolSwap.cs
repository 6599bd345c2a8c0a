namespace Souk.Simulation.Markets.ConcentratedPools;

/// <summary>What a swap moved: positive amounts went into the pool, negative ones out of it.</summary>
/// <param name="Amount0">Base units of the first token, the fee included.</param>
/// <param name="Amount1">Base units of the second token, the fee included.</param>
/// <param name="TicksCrossed">Ticks at which liquidity changed.</param>
public readonly record struct PoolSwap(Int128 Amount0, Int128 Amount1, int TicksCrossed);
