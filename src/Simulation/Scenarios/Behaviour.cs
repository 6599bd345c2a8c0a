namespace Souk.Simulation.Scenarios;

/// <summary>How people behave. Every default is an assumption with an entry in docs/ASSUMPTIONS.md.</summary>
public sealed record Behaviour
{
    public ContributorBehaviour Contributors { get; init; } = new();

    public BuyerBehaviour Buyers { get; init; } = new();

    public InsiderBehaviour Insiders { get; init; } = new();

    public TraderBehaviour Traders { get; init; } = new();

    public RewardRules Rewards { get; init; } = new();
}

/// <summary>Contributors take part while the expected net wage exceeds their reservation wage.</summary>
public sealed record ContributorBehaviour
{
    /// <summary>Potential contributors per active one at the start. Assumption.</summary>
    public double PotentialMultiple { get; init; } = 4;

    /// <summary>
    /// Deviation of the logarithm of reservation wages. 1.86 gives a participation elasticity of 0.43 at the median
    /// (Horton and Chilton, arXiv:1001.0627).
    /// </summary>
    public double ReservationWageSigma { get; init; } = 1.86;

    /// <summary>Median reservation wage in USD per day; 0 fits it so that the observed number takes part.</summary>
    public double ReservationWageMedianUsd { get; init; }

    /// <summary>Deviation of the logarithm of productivity, which divides the pay. Assumption.</summary>
    public double ProductivitySigma { get; init; } = 0.5;

    /// <summary>Share of the wage that contributing costs. Assumption.</summary>
    public double CostShare { get; init; } = 0.1;

    /// <summary>Weight of yesterday in the expected wage (adaptive expectation); 1 is myopic. Assumption.</summary>
    public double ExpectationRate { get; init; } = 0.1;

    /// <summary>Probability per day of reconsidering whether to take part. Assumption.</summary>
    public double RevisionHazard { get; init; } = 0.1;

    /// <summary>Probability per day of selling all tokens held. Assumption.</summary>
    public double CashOutHazard { get; init; } = 0.05;
}

/// <summary>Buyers think in USD: the token's price does not change what they order.</summary>
public sealed record BuyerBehaviour
{
    /// <summary>Potential buyers per active one at the start. Assumption.</summary>
    public double PotentialMultiple { get; init; } = 4;

    /// <summary>Probability per day that an active buyer leaves. Assumption.</summary>
    public double ChurnHazard { get; init; } = 0.01;

    /// <summary>Arrivals over departures at the start; 1 keeps the number of buyers. Assumption.</summary>
    public double ArrivalMultiple { get; init; } = 1;

    /// <summary>Percent fewer orders for a percent higher data price. Assumption.</summary>
    public double PriceElasticity { get; init; } = 1;

    /// <summary>Percent by which the data price moves per day for a percent of excess demand. Assumption.</summary>
    public double PriceAdjustment { get; init; } = 0.02;
}

/// <summary>Insiders sell parts of what vesting released to them.</summary>
public sealed record InsiderBehaviour
{
    /// <summary>Beneficiaries per vesting schedule. Assumption.</summary>
    public int CountPerSchedule { get; init; } = 20;

    /// <summary>Probability per day that an insider sells. Assumption.</summary>
    public double SellHazard { get; init; } = 1.0 / 30;

    /// <summary>Share of the balance that a sale sells. Assumption.</summary>
    public double SellShare { get; init; } = 0.25;
}

/// <summary>Everyone else buys and sells without knowing anything.</summary>
public sealed record TraderBehaviour
{
    /// <summary>Deviation of the daily net flow as a share of the pool's stablecoin; 0 for none. Assumption.</summary>
    public double FlowSigma { get; init; } = 0.01;
}

/// <summary>How collected rewards reach contributors.</summary>
public sealed record RewardRules
{
    /// <summary>Share of the reward account paid out per day. Assumption.</summary>
    public double PayoutShare { get; init; } = 1.0 / 30;
}
