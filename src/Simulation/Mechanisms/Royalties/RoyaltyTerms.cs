using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Royalties;

/// <summary>Why money reaches an asset.</summary>
public enum RoyaltyEvent
{
    /// <summary>The asset was called: an inference, a query, a download.</summary>
    Call,

    /// <summary>Another asset was made of it, or one made of it earned.</summary>
    Composition,

    /// <summary>It was called from another chain.</summary>
    CrossChainReuse,
}

/// <summary>The share of its revenue that an asset owes to what it is made of, by event.</summary>
/// <remarks>There is no cap on the number of calls: every one of them pays.</remarks>
public readonly record struct RoyaltyTerms(Share Call, Share Composition, Share CrossChainReuse)
{
    internal Share Of(RoyaltyEvent kind) =>
        kind switch
        {
            RoyaltyEvent.Call => Call,
            RoyaltyEvent.Composition => Composition,
            RoyaltyEvent.CrossChainReuse => CrossChainReuse,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a royalty event."),
        };
}

/// <summary>Who can have a share in an asset.</summary>
public enum AssetRole
{
    Developer,
    Optimiser,
    Validator,
    ComputeNode,
    Annotator,
    DataProvider,
}

/// <summary>One line of an asset's share table.</summary>
/// <param name="Role">Shown in statements.</param>
/// <param name="Account">Ledger account that is paid.</param>
/// <param name="Weight">Above zero; shares are weights over their sum.</param>
public readonly record struct RoleShare(AssetRole Role, int Account, uint Weight);
