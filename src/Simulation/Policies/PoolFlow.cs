using Souk.Simulation.Numerics;

namespace Souk.Simulation.Policies;

/// <summary>Orders that move the price of a pool by a wanted amount.</summary>
public static class PoolFlow
{
    private const double LogMoveMax = 0.5;

    /// <summary>Money to spend (above zero) or to raise (below zero), base units, rounded towards zero.</summary>
    /// <param name="logMove">Wanted change of the log price; at most one half either way.</param>
    /// <param name="money">Reserve of money of a constant-product pool, base units.</param>
    /// <remarks>
    /// The price grows with the square of the reserve: spending R(e^(d/2) − 1) multiplies it by e^d, and so does selling as
    /// many tokens as that money is worth before the trade divide it; both before fees.
    /// </remarks>
    public static Int128 ToMove(double logMove, Int128 money) =>
        Math.Sign(logMove)
        * (Int128)((double)money * DeterministicMath.ExpM1(Math.Min(Math.Abs(logMove), LogMoveMax) / 2));
}
