using Souk.Simulation.Numerics;

namespace Souk.Simulation.Policies;

/// <summary>What makes holders of an early round sell.</summary>
/// <param name="Hazard">Probability per day that one sells, at cost and long after an unlock.</param>
/// <param name="UnlockMultiple">Factor on it on the day of an unlock.</param>
/// <param name="HalfLifeDays">In which the excess of that factor halves; above zero.</param>
/// <param name="ProfitElasticity">Percent more hazard for a percent higher price over cost.</param>
/// <param name="LossFactor">Factor on it while the price is below cost.</param>
public readonly record struct SellTerms(
    double Hazard,
    double UnlockMultiple,
    double HalfLifeDays,
    double ProfitElasticity,
    double LossFactor
);

/// <summary>Sales by insiders around unlocks.</summary>
/// <remarks>
/// Losers are held and winners sold: Odean, "Are investors reluctant to realize their losses?", J. Finance 53 (1998); his
/// proportions of losses and gains realised, 0.098 and 0.148, give a factor of 0.66 below cost.
/// </remarks>
public static class UnlockSelling
{
    private const double ProfitMax = 1e6;

    /// <summary>Probability that one sells today, at most 1.</summary>
    /// <param name="price">USD.</param>
    /// <param name="cost">USD that a token was bought for; 0 for none, which counts as no gain.</param>
    /// <param name="daysSinceUnlock">Below zero where there was none.</param>
    public static double Hazard(double price, double cost, int daysSinceUnlock, in SellTerms terms)
    {
        double excess =
            daysSinceUnlock < 0
                ? 0
                : (terms.UnlockMultiple - 1) * DeterministicMath.Pow(0.5, daysSinceUnlock / terms.HalfLifeDays);
        double multiple = cost > 0 ? Math.Min(price / cost, ProfitMax) : 1;
        double mood = multiple < 1 ? terms.LossFactor : DeterministicMath.Pow(multiple, terms.ProfitElasticity);
        return Math.Clamp(terms.Hazard * (1 + excess) * mood, 0, 1);
    }
}
