using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Mechanisms.Airdrops;

/// <summary>A step of a tiered airdrop: from these points on, this amount.</summary>
/// <param name="Points">Lowest points of the tier.</param>
/// <param name="Amount">Base units for each account in it.</param>
public readonly record struct AirdropTier(long Points, Int128 Amount);

/// <summary>Turns a snapshot of points into amounts of tokens.</summary>
public static class AirdropRules
{
    /// <summary>Divides a pot in proportion to points; accounts below the minimum get nothing.</summary>
    /// <remarks>Exact by largest remainder: the amounts add up to the pot unless nobody qualifies, when all are 0.</remarks>
    public static Int128[] ProRata(Int128 pot, ReadOnlySpan<long> points, long pointsMin = 1)
    {
        Require.Amount(pot);
        Require.Between(pointsMin, 1, long.MaxValue, "whoever has no points gets nothing anyway");
        ulong[] weights = new ulong[points.Length];
        bool isAnyone = false;
        for (int i = 0; i < points.Length; i++)
        {
            Require.Between(points[i], 0, long.MaxValue, "points are counted up from 0", nameof(points));
            weights[i] = points[i] >= pointsMin ? (ulong)points[i] : 0;
            isAnyone |= weights[i] > 0;
        }

        return isAnyone ? Split.LargestRemainder(pot, weights) : new Int128[points.Length];
    }

    /// <summary>Gives each account the amount of the highest tier that its points reach.</summary>
    /// <exception cref="ArgumentException">Tiers out of order, or amounts of more than the pot.</exception>
    public static Int128[] Tiers(Int128 pot, ReadOnlySpan<long> points, IReadOnlyList<AirdropTier> tiers)
    {
        Require.Amount(pot);
        Check(tiers);
        Int128[] amounts = new Int128[points.Length];
        Int128 sum = 0;
        for (int i = 0; i < amounts.Length; i++)
        {
            foreach (AirdropTier tier in tiers)
            {
                amounts[i] = points[i] >= tier.Points ? tier.Amount : amounts[i];
            }

            sum += amounts[i];
        }

        return sum <= pot
            ? amounts
            : throw new ArgumentException($"The tiers need {sum} and the pot is {pot}: lower a tier or raise the pot.");
    }

    private static void Check(IReadOnlyList<AirdropTier> tiers)
    {
        for (int i = 0; i < tiers.Count; i++)
        {
            Require.Amount(tiers[i].Amount, nameof(tiers));
            if (i > 0 && tiers[i].Points <= tiers[i - 1].Points)
            {
                throw new ArgumentException($"tiers[{i}] is {tiers[i]} after {tiers[i - 1]}: sort them by points.");
            }
        }
    }
}
