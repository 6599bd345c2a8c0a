using System.Numerics;
using Souk.Dashboards.Amounts;

namespace Souk.Dashboards.Answers;

/// <summary>Everything on a market's page, as of one block.</summary>
public sealed record MarketOverview
{
    public required MarketSummary Summary { get; init; }

    /// <summary>The tiles, in their order on the page.</summary>
    public required IReadOnlyList<Headline> Headlines { get; init; }

    /// <summary>One row per day without gaps, oldest first.</summary>
    public required Dataset<SupplyDay> Supply { get; init; }

    /// <summary>Oldest first; a day without row has no flow.</summary>
    public required Dataset<FlowDay> Flows { get; init; }

    /// <summary>One row per month and bucket, oldest first, past and future.</summary>
    public required Dataset<UnlockMonth> Unlocks { get; init; }

    /// <summary>One row per day, role and token, oldest first.</summary>
    public required Dataset<PaymentDay> Payments { get; init; }

    /// <summary>The largest receivers of the token that most orders are paid in first; of every token at
    /// least the thousand that received most.</summary>
    public required Dataset<Contributor> Contributors { get; init; }

    /// <summary>What all contributors received in the token that most orders are paid in, in base units: the whole of
    /// which shares are taken.</summary>
    public required BigInteger ReceivedByContributors { get; init; }
}

/// <summary>One number at the top of the page.</summary>
/// <param name="Metric">Its definition.</param>
/// <param name="Value">Base units, or a count.</param>
/// <param name="IsCount">Whether the value counts things instead of base units.</param>
/// <param name="Detail">One line below the number, such as "of 1,000,000,000 ever minted"; or null.</param>
/// <param name="Token">What the base units are of; null for the market's token.</param>
public sealed record Headline(
    Metric Metric,
    BigInteger Value,
    bool IsCount = false,
    string? Detail = null,
    TokenUnit? Token = null
);

/// <summary>Supply at the end of a day, in base units.</summary>
/// <param name="Day">In UTC.</param>
/// <param name="Total">Includes the two parts below.</param>
/// <param name="InVesting">Held by vesting contracts and not yet released; null where the market has none.</param>
/// <param name="Staked">Held by staking contracts; null where the market has none.</param>
public sealed record SupplyDay(DateOnly Day, BigInteger Total, BigInteger? InVesting = null, BigInteger? Staked = null)
{
    public BigInteger Circulating => Total - (InVesting ?? 0) - (Staked ?? 0);
}

/// <summary>What came into and went out of existence on a day, in base units, both positive.</summary>
public sealed record FlowDay(DateOnly Day, BigInteger Emitted, BigInteger Burned);

/// <summary>What left or will leave vesting in a month, in base units of the market's token.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Bucket">Whose schedule: "Team", "Treasury", ….</param>
/// <param name="Released">Paid out by the contract up to the as-of block; null of a promise, of which nobody sees it.</param>
/// <param name="Scheduled">Becomes releasable in this month after the as-of block, by the contract's formula; for the
/// month of the as-of block this includes what is releasable already and not released.</param>
public sealed record UnlockMonth(DateOnly Month, string Bucket, BigInteger? Released, BigInteger Scheduled);
