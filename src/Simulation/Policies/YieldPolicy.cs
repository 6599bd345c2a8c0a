using Souk.Simulation.Numerics;

namespace Souk.Simulation.Policies;

/// <summary>What savers care about, as yields a year.</summary>
/// <param name="Sensitivity">Weight of a yield of 1 in the choice.</param>
/// <param name="LockCost">Yield that being locked is worth.</param>
/// <param name="PoolRisk">Yield that the risk of giving liquidity is worth.</param>
public readonly record struct SaverTerms(double Sensitivity, double LockCost, double PoolRisk);

/// <summary>Whether savers keep tokens at hand, stake them, or give them to a pool: a logit on yields after risk and lock.</summary>
/// <remarks>
/// McFadden, "Conditional logit analysis" (1974). A reward that is divided among stakers falls with their number, so yields equalise
/// at the margin: the more sensitive savers are, the nearer the yield of staking comes to the cost of the lock.
/// </remarks>
public static class YieldPolicy
{
    /// <summary>The most that sensitivity times yield counts, so that no exponential overflows.</summary>
    private const double UtilityMax = 500;

    /// <summary>Fills the chances of keeping, staking and giving liquidity.</summary>
    public static void Fill(double stakeYield, double poolYield, in SaverTerms terms, Span<double> chances)
    {
        double stake = Math.Clamp(terms.Sensitivity * (stakeYield - terms.LockCost), -UtilityMax, UtilityMax);
        double pool = Math.Clamp(terms.Sensitivity * (poolYield - terms.PoolRisk), -UtilityMax, UtilityMax);
        double best = Math.Max(0, Math.Max(stake, pool));
        chances[0] = DeterministicMath.Exp(-best);
        chances[1] = DeterministicMath.Exp(stake - best);
        chances[2] = DeterministicMath.Exp(pool - best);
        double sum = chances[0] + chances[1] + chances[2];
        foreach (ref double chance in chances)
        {
            chance /= sum;
        }
    }

    /// <summary>The yield of staking that makes just as many stake as it is the yield of; known to all.</summary>
    /// <param name="rewardShare">Reward of a year over all tokens of savers.</param>
    public static double Clearing(double rewardShare, double poolYield, in SaverTerms terms)
    {
        const int Halvings = 60;
        if (rewardShare <= 0)
        {
            return 0;
        }

        Span<double> chances = stackalloc double[3];
        // The share that stakes is between what it is at the highest yield and all.
        (double low, double high) = (1e-9, 1);
        for (int i = 0; i < Halvings; i++)
        {
            double share = (low + high) / 2;
            Fill(rewardShare / share, poolYield, terms, chances);
            (low, high) = chances[1] > share ? (share, high) : (low, share);
        }

        return rewardShare / high;
    }
}
