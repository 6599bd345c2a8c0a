namespace Souk.Simulation.Scenarios;

/// <summary>The market as it stands when a simulation starts: what is observed, and what <see cref="Basis"/> says is not.</summary>
/// <remarks>
/// Research fills it from the warehouse; a test or a notebook may write it by hand. Amounts are base units. The holders,
/// the pool's tokens and the unreleased part of every vesting schedule must add up to <see cref="Supply"/> exactly:
/// <see cref="WithRestToOther"/> books the rest.
/// </remarks>
public sealed record InitialState
{
    /// <summary>Key of the market, as in the manifest (`masa`).</summary>
    public required string Market { get; init; }

    /// <summary>Shown with every result, for example "Synthetic demo"; null for a real market. From the manifest.</summary>
    public string? Label { get; init; }

    /// <summary>The first simulated day (UTC). The state is that of its first second: the end of the day before.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The market's token. From the manifest.</summary>
    public required TokenSpec Token { get; init; }

    /// <summary>The token in which buyers pay; one is worth one USD. From the manifest.</summary>
    public required TokenSpec Stablecoin { get; init; }

    /// <summary>Total supply, token base units: minted minus burned, equal to `totalSupply()`.</summary>
    public required Int128 Supply { get; init; }

    /// <summary>Who holds the supply outside pool and vesting, by class of account. From summed transfers.</summary>
    public required Holders Holders { get; init; }

    /// <summary>Vesting schedules, in a stable order. From the vesting contracts' values and releases.</summary>
    public IReadOnlyList<VestingSchedule> Vesting { get; init; } = [];

    /// <summary>The liquidity pool of token and stablecoin. From its reserves.</summary>
    public required PoolState Pool { get; init; }

    /// <summary>Fee rules as observed. From payment legs: fees over prices, burns over fees.</summary>
    public required FeeRules Fees { get; init; }

    /// <summary>Tokens newly minted to contributors per day, base units. From mints over a trailing window.</summary>
    public Int128 EmissionPerDay { get; init; }

    /// <summary>How busy the market is. From contributions and payments over a trailing window.</summary>
    public required Activity Activity { get; init; }

    /// <summary>Which of these numbers the chain did not show; changes no run.</summary>
    public StartBasis Basis { get; init; } = new();

    /// <summary>The same state with `Holders.Other` set to what no one else holds.</summary>
    /// <exception cref="ArgumentException">The named holders exceed the supply.</exception>
    public InitialState WithRestToOther()
    {
        Int128 rest = Unheld();
        return rest >= 0
            ? this with
            {
                Holders = Holders with { Other = rest },
            }
            : throw new ArgumentException($"Holders, pool and vesting exceed the supply of {Supply} by {-rest}.");
    }

    /// <summary>What nobody has who is named, whatever <see cref="Holders.Other"/> says; below zero where they have more than there is.</summary>
    public Int128 Unheld() => Supply - Allocated() + Holders.Other;

    /// <summary>All that is held: accounts, pool and what vesting has not yet released.</summary>
    internal Int128 Allocated()
    {
        Int128 sum = Holders.Sum() + Pool.TokenReserve;
        foreach (VestingSchedule schedule in Vesting)
        {
            sum += schedule.Total - schedule.Released;
        }

        return sum;
    }
}

/// <summary>A token and its scale.</summary>
/// <param name="Symbol">For example `MASA`.</param>
/// <param name="Decimals">10 to this power base units are one token; 0 to 18.</param>
public sealed record TokenSpec(string Symbol, int Decimals);

/// <summary>Token base units by class of account, without the pool and without unreleased vesting.</summary>
public sealed record Holders
{
    /// <summary>Parties that contributed data.</summary>
    public Int128 Contributors { get; init; }

    /// <summary>Parties that bought.</summary>
    public Int128 Buyers { get; init; }

    /// <summary>Beneficiaries of vesting: what was released to them and not sold.</summary>
    public Int128 Insiders { get; init; }

    /// <summary>The project's own wallets: out of circulation.</summary>
    public Int128 Treasury { get; init; }

    /// <summary>Contracts that hold rewards to be paid to contributors: out of circulation until paid.</summary>
    public Int128 Rewards { get; init; }

    /// <summary>Staking contracts: out of circulation.</summary>
    public Int128 Staked { get; init; }

    /// <summary>Everyone else: they trade in the pool.</summary>
    public Int128 Other { get; init; }

    internal Int128 Sum() => Contributors + Buyers + Insiders + Treasury + Rewards + Staked + Other;
}

/// <summary>One vesting contract: nothing before the cliff, then linear from its start to its end.</summary>
public sealed record VestingSchedule
{
    /// <summary>Display name, unique within the state.</summary>
    public required string Name { get; init; }

    /// <summary>All that it ever vests, base units: its balance plus what it released.</summary>
    public required Int128 Total { get; init; }

    /// <summary>What it has paid out so far, base units.</summary>
    public Int128 Released { get; init; }

    /// <summary>`start()` in seconds since 1970.</summary>
    public required long StartUnixSeconds { get; init; }

    /// <summary>Seconds from the start to the cliff; 0 for none. At most the duration.</summary>
    public long CliffSeconds { get; init; }

    /// <summary>`duration()`: seconds from the start to the end.</summary>
    public required long DurationSeconds { get; init; }
}

/// <summary>A constant-product pool of the market's token and the stablecoin.</summary>
/// <param name="TokenReserve">Token base units, above zero.</param>
/// <param name="StableReserve">Stablecoin base units, above zero.</param>
/// <param name="FeeBasisPoints">Kept from what a swap pays in: 30 for Uniswap v2.</param>
public sealed record PoolState(Int128 TokenReserve, Int128 StableReserve, int FeeBasisPoints = 30);

/// <summary>What the market takes and what becomes of it.</summary>
/// <param name="MarketFeeShare">Share of every price that the market keeps, 0 to 1.</param>
/// <param name="BurnShare">Share of the fees that is converted to the token and burned, 0 to 1; the rest: rewards.</param>
public sealed record FeeRules(double MarketFeeShare, double BurnShare);

/// <summary>How busy the market is at the start.</summary>
public sealed record Activity
{
    /// <summary>Parties with a contribution in the trailing 30 days.</summary>
    public required double ActiveContributors { get; init; }

    /// <summary>Parties with a purchase in the trailing 30 days.</summary>
    public required double ActiveBuyers { get; init; }

    /// <summary>Purchases per day, mean of the trailing window.</summary>
    public required double OrdersPerDay { get; init; }

    /// <summary>Mean price of a purchase in USD, all fees included.</summary>
    public required double MeanOrderUsd { get; init; }

    /// <summary>Standard deviation of the logarithm of the prices of purchases.</summary>
    public double OrderUsdSigma { get; init; }
}
