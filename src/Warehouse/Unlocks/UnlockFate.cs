using System.Numerics;

namespace Souk.Warehouse.Unlocks;

/// <summary>Where the tokens of all releases, or all rewards, of a class of holders were after some days.</summary>
/// <param name="Origin">'release' (from a vesting wallet), 'reward' or 'wallet' (from an allocation's declared wallet to somebody else).
/// </param>
/// <param name="HolderClass">Of 'wallet' the allocation; else as a label declares it, else the vesting bucket, else 'contributor'.</param>
/// <param name="HorizonDays">Days after each of them.</param>
/// <param name="Events">As many of them are that old.</param>
/// <param name="Amount">Base units that they set free.</param>
/// <param name="Places">Base units by <see cref="LotPlace"/>; they add up to <paramref name="Amount"/>.</param>
public sealed record UnlockFate(
    string Origin,
    string HolderClass,
    int HorizonDays,
    LotMethod Method,
    int Events,
    BigInteger Amount,
    IReadOnlyList<BigInteger> Places
)
{
    /// <summary>What funding rounds and public sales paid for tokens that this class got by releases; null where neither names a
    /// bucket of its name, and for rewards.</summary>
    public RoundCost? Cost { get; init; }

    public BigInteger In(LotPlace place) => Places[(int)place];

    /// <summary>Parts per million of the amount, floored; 0 of nothing.</summary>
    public int ShareIn(LotPlace place) => Amount.IsZero ? 0 : (int)(In(place) * 1_000_000 / Amount);
}
