using Souk.Simulation.Numerics;

namespace Souk.Simulation.Policies;

/// <summary>Holders who sell sooner where they expect a lower price, and later where they expect a higher one.</summary>
public static class AnticipationPolicy
{
    /// <summary>The price of a constant-product pool after a sale, before fees: p (R / (R + q))².</summary>
    /// <param name="reserve">Tokens in the pool; nothing is known of a pool without.</param>
    /// <param name="sold">Tokens that are sold into it.</param>
    public static double PriceAfter(double price, double reserve, double sold)
    {
        double left = reserve > 0 ? reserve / (reserve + sold) : 1;
        return price * left * left;
    }

    /// <summary>A hazard of selling times (price / expected price) to the anticipation, at most 1.</summary>
    public static double Hazard(double hazard, double price, double expected, double anticipation) =>
        expected > 0 ? Math.Min(1, hazard * DeterministicMath.Pow(price / expected, anticipation)) : hazard;
}
