using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.DataFarms;

/// <summary>Weights of assets by the rank of their volume rather than the volume itself.</summary>
/// <remarks>
/// Weight of rank r among ranks up to R: log₁₀ R − log₁₀ r + log₁₀ 1.5; equal volumes share the better rank; assets
/// beyond the limit get nothing. Source: oceanprotocol/df-py at 0fe62f2, `RewardCalculator._rank_based_allocate`, scale
/// LOG. Kept as billionths, rounded to the nearest, from logarithms with the same bits everywhere.
/// </remarks>
public static class RankWeights
{
    private const double Scale = 1e9;
    private const double Floor = 1.5;

    /// <param name="volumes">Base units by asset.</param>
    /// <param name="assetsMax">Best ranks that get anything: 100 upstream.</param>
    public static ulong[] Of(ReadOnlySpan<Int128> volumes, int assetsMax = 100)
    {
        Require.Between(assetsMax, 1, int.MaxValue, "reward at least one asset");
        int[] ranks = Ranks(volumes);
        int worst = 0;
        foreach (int rank in ranks)
        {
            worst = rank <= assetsMax ? Math.Max(worst, rank) : worst;
        }

        ulong[] weights = new ulong[ranks.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = ranks[i] == 0 || ranks[i] > assetsMax ? 0 : Weight(ranks[i], worst);
        }

        return weights;
    }

    private static ulong Weight(int rank, int worst) =>
        (ulong)
            Math.Round(
                Scale * DeterministicMath.Log(worst * Floor / rank) / DeterministicMath.Log(10),
                MidpointRounding.AwayFromZero
            );

    /// <summary>1 for the largest volume, equal ones sharing the better rank; 0 for assets without volume.</summary>
    private static int[] Ranks(ReadOnlySpan<Int128> volumes)
    {
        Int128[] sorted = volumes.ToArray();
        Array.Sort(sorted);
        int[] ranks = new int[volumes.Length];
        int rank = 0;
        Dictionary<Int128, int> rankOf = [];
        for (int i = sorted.Length - 1; i >= 0; i--)
        {
            rank++;
            rankOf.TryAdd(sorted[i], rank);
        }

        for (int i = 0; i < ranks.Length; i++)
        {
            ranks[i] = volumes[i] > 0 ? rankOf[volumes[i]] : 0;
        }

        return ranks;
    }
}
