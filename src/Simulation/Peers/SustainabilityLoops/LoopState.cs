namespace Souk.Simulation.Peers.SustainabilityLoops;

/// <summary>All that the sustainability loop remembers. Totals are since the start.</summary>
public struct LoopState
{
    public double Marketplaces;

    /// <summary>Of one marketplace.</summary>
    public double SalesUsdPerSecond;

    public double InitialTokens;
    public double MintedTokens;
    public double BurnedTokens;

    /// <summary>What the burned tokens cost.</summary>
    public double BurnedUsd;

    public double UnmintedTokens;

    /// <summary>The share of the minting schedule that was due at the last mint.</summary>
    public double ScheduledShare;

    /// <summary>Seconds since the start of the last mint; NaN before the first.</summary>
    public double LastMintSeconds;

    public double SpeculationUsd;

    public double TollUsd;
    public double BurnerUsd;
    public Treasury CommunityTreasury;
    public Treasury FoundationTreasury;
    public Treasury CompanyTreasury;
    public Purse Community;
    public Purse Foundation;
    public Purse Company;
    public Purse Workers;
    public Purse CompanyWorkers;

    /// <summary>What workers were paid in the last step, tokens at their price of the time.</summary>
    public double WorkersSpentUsd;
    public double CompanyWorkersSpentUsd;

    public TrailingRevenue YearRevenue;
    public TrailingRevenue MonthRevenue;

    /// <summary>USD spent on work in the last month, in whole steps.</summary>
    public TrailingSum MonthWork;

    public readonly double SupplyTokens => InitialTokens + MintedTokens - BurnedTokens;

    internal static LoopState Before(LoopParameters parameters)
    {
        int step = parameters.StepSeconds;
        return new LoopState
        {
            Marketplaces = parameters.Marketplaces,
            SalesUsdPerSecond = parameters.SalesUsdPerMonth / LoopParameters.SecondsPerMonth,
            InitialTokens = parameters.SupplyTokens,
            UnmintedTokens = parameters.UnmintedTokens,
            LastMintSeconds = double.NaN,
            SpeculationUsd = parameters.SpeculationUsd,
            CommunityTreasury = Treasury.Of(parameters.CommunityGrants),
            FoundationTreasury = Treasury.Of(parameters.FoundationGrants),
            CompanyTreasury = Treasury.Of(parameters.CompanyGrants),
            YearRevenue = new TrailingRevenue(LoopParameters.SecondsPerYear, step),
            MonthRevenue = new TrailingRevenue(LoopParameters.SecondsPerMonth, step),
            MonthWork = new TrailingSum((LoopParameters.SecondsPerMonth + step - 1) / step),
        };
    }
}
