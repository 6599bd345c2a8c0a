using System.Numerics;
using Souk.LocalChain.Chain;

namespace Souk.LocalChain.Economy.Masa;

/// <summary>One DataStakingDynamicNative pool and who staked how much in it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="EndTime">Unix seconds; staking ends and claiming starts.</param>
internal sealed record DataPool(int Number, Contract Contract, long EndTime)
{
    /// <summary>Points of one kind that one contributor can stake.</summary>
    public const int PointsMax = 150;

    private readonly Dictionary<Contributor, int[]> _staked = [];

    public bool IsFunded { get; set; }

    public bool IsSwept { get; set; }

    /// <summary>Whether stakeAll would find points that are not staked here yet.</summary>
    public bool CanStake(Contributor person)
    {
        int[] staked = StakedBy(person);
        return DataKind.All.Any(kind => person.Points[kind.TokenId] > staked[kind.TokenId]);
    }

    /// <summary>As stakeAll does: all points, up to the limit.</summary>
    public void Stake(Contributor person)
    {
        int[] staked = StakedBy(person);
        foreach (DataKind kind in DataKind.All)
        {
            staked[kind.TokenId] = Math.Min(person.Points[kind.TokenId], PointsMax);
        }
    }

    /// <summary>Native base units that a claim pays; claiming again pays nothing.</summary>
    public BigInteger Claim(Contributor person)
    {
        int[] staked = StakedBy(person);
        long tokens = DataKind.All.Sum(kind => (long)staked[kind.TokenId] * kind.RewardTokens);
        Array.Clear(staked);
        return Units.Masa(tokens);
    }

    private int[] StakedBy(Contributor person)
    {
        if (!_staked.TryGetValue(person, out int[]? staked))
        {
            _staked[person] = staked = new int[DataKind.All.Count + 1];
        }

        return staked;
    }
}
