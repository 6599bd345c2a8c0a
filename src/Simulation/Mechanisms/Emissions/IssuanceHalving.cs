namespace Souk.Simulation.Mechanisms.Emissions;

/// <summary>A block reward that halves by what was issued, not by time: Bittensor's TAO.</summary>
/// <remarks>
/// Reward = first reward ≫ ⌊log₂ 1 / (1 − issuance / cap)⌋, so halving k comes at cap × (1 − 2^−k); at the cap it is 0.
/// Recycled tokens lower the issuance and delay a halving. Source: opentensor/subtensor at 13d5f50,
/// `pallets/subtensor/src/coinbase/block_emission.rs`. That code works in fixed point with 32 fractional bits; as the
/// thresholds are exact there and its divisions round down, its floor is this one for all 30 halvings that matter.
/// </remarks>
public sealed class IssuanceHalving
{
    private readonly Int128 _cap;
    private readonly Int128 _firstReward;

    /// <param name="cap">Base units that the issuance approaches.</param>
    /// <param name="firstReward">Base units per block before the first halving.</param>
    public IssuanceHalving(Int128 cap, Int128 firstReward)
    {
        Require.Amount(cap);
        Require.Between(firstReward, 1, cap, "a block cannot issue more than the cap");
        _cap = cap;
        _firstReward = firstReward;
    }

    /// <summary>TAO: 21,000,000 of them, 1 per block, a base unit of 10^-9 (rao).</summary>
    public static IssuanceHalving Bittensor { get; } = new(21_000_000_000_000_000, 1_000_000_000);

    /// <summary>Base units of the next block when this much is issued.</summary>
    public Int128 RewardAt(Int128 issuance)
    {
        Require.Amount(issuance);
        return issuance >= _cap ? 0 : _firstReward >> HalvingsAt(issuance);
    }

    /// <summary>The lowest issuance in base units at which the reward has halved this often.</summary>
    public Int128 ThresholdOf(int halvings)
    {
        Require.Between(halvings, 0, 126, "the reward is 0 long before");
        // The cap less the rest rounded down is the threshold rounded up.
        return _cap - (_cap >> halvings);
    }

    /// <summary>Blocks from this issuance until the reward halves next, if nothing is recycled; null once it is 0.</summary>
    public Int128? BlocksToHalving(Int128 issuance)
    {
        Int128 reward = RewardAt(issuance);
        if (reward == 0)
        {
            return null;
        }

        Int128 missing = ThresholdOf(HalvingsAt(issuance) + 1) - issuance;
        return (missing + reward - 1) / reward;
    }

    // The floor of a logarithm to base two does not change when its argument is rounded down.
    private int HalvingsAt(Int128 issuance) => (int)Int128.Log2(_cap / (_cap - issuance));
}
