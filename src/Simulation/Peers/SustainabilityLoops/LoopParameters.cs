using Souk.Simulation.Peers.Sequences;

namespace Souk.Simulation.Peers.SustainabilityLoops;

/// <summary>What the sustainability loop is told. Defaults: those of TokenSPICE's wsloop (commit 3bd4622).</summary>
public sealed record LoopParameters
{
    public const int SecondsPerDay = 86_400;
    public const int SecondsPerMonth = 30 * SecondsPerDay;
    public const int SecondsPerYear = 365 * SecondsPerDay;

    /// <summary>A tick; at most a month.</summary>
    public int StepSeconds { get; init; } = SecondsPerDay;

    public double Marketplaces { get; init; } = 1;

    /// <summary>What people pay for data in one marketplace, at the start.</summary>
    public double SalesUsdPerMonth { get; init; } = 20_000;

    /// <summary>Volume of swaps for each USD of sales.</summary>
    public double SwapsPerSale { get; init; } = 100;

    /// <summary>The network's part of sales.</summary>
    public double SaleFeeShare { get; init; } = 0.03;

    /// <summary>The network's part of swaps.</summary>
    public double SwapFeeShare { get; init; } = 0.001;

    /// <summary>Of the network's revenue, what buys tokens to burn; the rest pays for work.</summary>
    public double BurnShare { get; init; } = 0.05;

    /// <summary>Growth of marketplaces, and of sales in each, in a year in which no work is paid; above -1.</summary>
    public double GrowthPerYearMin { get; init; } = -0.118;

    /// <summary>Growth that ever more paid work comes near to.</summary>
    public double GrowthPerYearMax { get; init; } = 0.415;

    /// <summary>Paid work for each USD of network revenue that brings half of the growth within reach.</summary>
    public double HalfGrowthRatio { get; init; } = 0.6;

    /// <summary>Value of the network for each USD of its revenue in a year.</summary>
    public double PriceToSales { get; init; } = 30;

    /// <summary>What speculators think the network is worth: the least that its tokens cost.</summary>
    public double SpeculationUsd { get; init; } = 150e6;

    public double SpeculationGrowthPerYear { get; init; } = 0.1;

    /// <summary>Tokens that exist: 49 % of 1.41 billion.</summary>
    public double SupplyTokens { get; init; } = 690.9e6;

    /// <summary>Tokens still to be minted for work.</summary>
    public double UnmintedTokens { get; init; } = 719.1e6;

    public int SecondsBetweenMints { get; init; } = SecondsPerDay;
    public RampedMinting Minting { get; init; } = new();

    /// <summary>The foundation's grants to the community's fund.</summary>
    public GrantProgramme CommunityGrants { get; init; } = new(0, 100e6, 36, SecondsPerMonth);

    /// <summary>The foundation's grants to its own office.</summary>
    public GrantProgramme FoundationGrants { get; init; } = new(2e6, 100e6, 36, SecondsPerMonth);

    /// <summary>The founding company's grants to its office.</summary>
    public GrantProgramme CompanyGrants { get; init; } = new(2e6, 20e6, 17, SecondsPerMonth);

    /// <summary>The network's revenue for each USD of sales.</summary>
    public double RevenuePerSale => SaleFeeShare + (SwapFeeShare * SwapsPerSale);

    /// <exception cref="ArgumentOutOfRangeException">A parameter is not what the model can mean.</exception>
    internal void Validate()
    {
        Bounds.Within(StepSeconds, 1, SecondsPerMonth, nameof(StepSeconds));
        Bounds.Above(Marketplaces, 0, nameof(Marketplaces));
        Bounds.Above(SalesUsdPerMonth, 0, nameof(SalesUsdPerMonth));
        Bounds.NotNegative(SwapsPerSale, nameof(SwapsPerSale));
        Bounds.Share(SaleFeeShare, nameof(SaleFeeShare));
        Bounds.Share(SwapFeeShare, nameof(SwapFeeShare));
        // Paid work is measured against it.
        Bounds.Above(RevenuePerSale, 0, nameof(RevenuePerSale));
        Bounds.Share(BurnShare, nameof(BurnShare));
        Bounds.Above(GrowthPerYearMin, -1, nameof(GrowthPerYearMin));
        Bounds.Within(GrowthPerYearMax, GrowthPerYearMin, 1e3, nameof(GrowthPerYearMax));
        Bounds.Above(HalfGrowthRatio, 0, nameof(HalfGrowthRatio));
        Bounds.NotNegative(PriceToSales, nameof(PriceToSales));
        Bounds.Above(SpeculationUsd, 0, nameof(SpeculationUsd));
        Bounds.Within(SpeculationGrowthPerYear, -1, 1e3, nameof(SpeculationGrowthPerYear));
        Bounds.Above(SupplyTokens, 0, nameof(SupplyTokens));
        Bounds.NotNegative(UnmintedTokens, nameof(UnmintedTokens));
        Bounds.Within(SecondsBetweenMints, 0, int.MaxValue, nameof(SecondsBetweenMints));
        Minting.Validate();
        CommunityGrants.Validate(nameof(CommunityGrants));
        FoundationGrants.Validate(nameof(FoundationGrants));
        CompanyGrants.Validate(nameof(CompanyGrants));
    }
}
