using System.Numerics;

namespace Souk.Simulation.Mechanisms.DataFarms;

/// <summary>Divides a week's rewards among those who allocated voting power to data that sold.</summary>
/// <remarks>
/// Reward of staker i on asset j: the least of budget × share of j × (allocation of i / allocation on j), locked tokens ×
/// weekly yield cap, and volume × volume cap; each rounded down, so the sum never exceeds the budget and what caps cut
/// off is not paid at all. A publisher's allocation counts twice. Source: oceanprotocol/df-py at 0fe62f2,
/// `df_py/volume/reward_calculator.py`. Upstream drops rewards below a millionth of a token; so may the caller.
/// </remarks>
public sealed record DataFarm
{
    /// <param name="yieldCapPartsPerBillion">Reward per locked token and week: 15,717,000 for at most 125 % a year.</param>
    public DataFarm(long yieldCapPartsPerBillion)
    {
        Require.Share(yieldCapPartsPerBillion);
        YieldCapPartsPerBillion = yieldCapPartsPerBillion;
    }

    /// <summary>df-py's target of 1.5717 % a week.</summary>
    public static DataFarm Ocean { get; } = new(15_717_000);

    public long YieldCapPartsPerBillion { get; }

    /// <summary>Rewards in base units, in the order of the stakes.</summary>
    /// <param name="budget">Base units of the week.</param>
    /// <param name="weights">Share of each asset: its volume, or its <see cref="RankWeights"/>.</param>
    public Int128[] Rewards(
        Int128 budget,
        ReadOnlySpan<FarmAsset> assets,
        ReadOnlySpan<BigInteger> weights,
        ReadOnlySpan<FarmStake> stakes
    )
    {
        Require.Amount(budget);
        Require.Between(weights.Length, assets.Length, assets.Length, "give each asset one weight", nameof(weights));
        BigInteger allWeights = 0;
        foreach (BigInteger weight in weights)
        {
            allWeights += weight;
        }

        Int128[] rewards = new Int128[stakes.Length];
        Int128[] allocated = Allocated(assets, stakes);
        for (int i = 0; i < rewards.Length; i++)
        {
            FarmStake stake = stakes[i];
            FarmAsset asset = assets[stake.Asset];
            if (allocated[stake.Asset] > 0 && asset.Volume > 0 && allWeights > 0)
            {
                BigInteger share = budget * weights[stake.Asset] * Counted(asset, stake);
                BigInteger part = share / (allWeights * allocated[stake.Asset]);
                rewards[i] = (Int128)BigInteger.Min(part, Cap(asset, stake));
            }
        }

        return rewards;
    }

    /// <summary>Weights in proportion to volume.</summary>
    public static BigInteger[] ByVolume(ReadOnlySpan<FarmAsset> assets)
    {
        BigInteger[] weights = new BigInteger[assets.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            Require.Amount(assets[i].Volume, nameof(assets));
            weights[i] = assets[i].Volume;
        }

        return weights;
    }

    private BigInteger Cap(FarmAsset asset, FarmStake stake)
    {
        BigInteger cap = (BigInteger)stake.Locked * YieldCapPartsPerBillion / Require.Whole;
        return asset.CapPartsPerBillion is { } parts
            ? BigInteger.Min(cap, (BigInteger)asset.Volume * parts / Require.Whole)
            : cap;
    }

    private static Int128[] Allocated(ReadOnlySpan<FarmAsset> assets, ReadOnlySpan<FarmStake> stakes)
    {
        Int128[] allocated = new Int128[assets.Length];
        foreach (FarmStake stake in stakes)
        {
            Require.Amount(stake.Allocated, nameof(stakes));
            Require.Amount(stake.Locked, nameof(stakes));
            allocated[stake.Asset] += Counted(assets[stake.Asset], stake);
        }

        return allocated;
    }

    private static Int128 Counted(FarmAsset asset, FarmStake stake) =>
        asset.Publisher == stake.Staker ? 2 * stake.Allocated : stake.Allocated;
}
