namespace Souk.Simulation.Markets.ConcentratedPools;

/// <summary>The liquidity of one owner between two ticks.</summary>
/// <param name="Liquidity">L of the pool's formulas.</param>
/// <param name="GrowthLast">Growth inside the ticks when <paramref name="Owed0"/> and <paramref name="Owed1"/> were counted.</param>
/// <param name="Owed0">Base units of the first token that the owner may collect.</param>
/// <param name="Owed1">Base units of the second token that the owner may collect.</param>
public readonly record struct LiquidityPosition(UInt128 Liquidity, FeeGrowth GrowthLast, Int128 Owed0, Int128 Owed1)
{
    /// <summary>Counts the fees since the last time, then changes the liquidity.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More is taken than is there, or an empty position is asked for fees.</exception>
    internal LiquidityPosition Change(Int128 liquidity, FeeGrowth inside)
    {
        Int128 after = (Int128)Liquidity + liquidity;
        ArgumentOutOfRangeException.ThrowIfNegative(after, nameof(liquidity));
        ArgumentOutOfRangeException.ThrowIfEqual(liquidity == 0 && Liquidity == 0, true, nameof(liquidity));
        (Int128 fees0, Int128 fees1) = inside.Since(GrowthLast, Liquidity);
        return new((UInt128)after, inside, Owed0 + fees0, Owed1 + fees1);
    }
}

/// <summary>Who, and between which ticks.</summary>
internal readonly record struct PositionKey(int Owner, int Lower, int Upper);
