using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Agents;
using Souk.Simulation.Catalogues.Attestations;
using Souk.Simulation.Catalogues.Auctions;
using Souk.Simulation.Catalogues.Burns;
using Souk.Simulation.Catalogues.BuyBacks;
using Souk.Simulation.Catalogues.Channels;
using Souk.Simulation.Catalogues.DataFarms;
using Souk.Simulation.Catalogues.DataPools;
using Souk.Simulation.Catalogues.DataValues;
using Souk.Simulation.Catalogues.Ecosystems;
using Souk.Simulation.Catalogues.Emissions;
using Souk.Simulation.Catalogues.Enterprises;
using Souk.Simulation.Catalogues.Fees;
using Souk.Simulation.Catalogues.Governance;
using Souk.Simulation.Catalogues.Holders;
using Souk.Simulation.Catalogues.Labels;
using Souk.Simulation.Catalogues.Launches;
using Souk.Simulation.Catalogues.Measures;
using Souk.Simulation.Catalogues.Networks;
using Souk.Simulation.Catalogues.Nodes;
using Souk.Simulation.Catalogues.OwnRules;
using Souk.Simulation.Catalogues.Peers;
using Souk.Simulation.Catalogues.People;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Catalogues.Prices;
using Souk.Simulation.Catalogues.Rewards;
using Souk.Simulation.Catalogues.Royalties;
using Souk.Simulation.Catalogues.Savers;
using Souk.Simulation.Catalogues.Stakes;
using Souk.Simulation.Catalogues.Subnets;
using Souk.Simulation.Catalogues.Vaults;
using Souk.Simulation.Catalogues.Vestings;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Spellings;

namespace Souk.Simulation.Catalogues;

/// <summary>The kinds of parts that scenarios can use.</summary>
public static class Catalogue
{
    /// <summary>The kind whose `file` is C#, which somebody has to compile before a model is built.</summary>
    public const string CodeKind = CodeRule.KindName;

    internal static IReadOnlyList<CatalogueEntry> All { get; } =
    [
        HolderAccount.Entry,
        TradingPool.Entry,
        WeightedPoolPart.Entry,
        ConcentratedPoolPart.Entry,
        BondingCurvePart.Entry,
        VestingKinds.Linear,
        VestingKinds.Stepped,
        VestingKinds.Custom,
        EmissionKinds.Fixed,
        EmissionKinds.Halving,
        EmissionKinds.Geometric,
        EmissionKinds.HalfLife,
        EmissionKinds.Exponential,
        EmissionKinds.DataFarming,
        FilecoinKind.Entry,
        FeeRoute.Entry,
        ScheduledBurnPart.Entry,
        AutoBurnPart.Entry,
        UsageBurnPart.Entry,
        StakingPool.Entry,
        SlashingPart.Entry,
        BuyBackPart.Entry,
        ContributorPeople.Entry,
        AnnotatorPeople.Entry,
        AccountPeople.Entry,
        OperatorPeople.Entry,
        SpeculatorPeople.Entry,
        SectorPeople.Entry,
        InvestorPeople.Entry,
        IntegratorPeople.Entry,
        WashPeople.Entry,
        SybilPeople.Entry,
        RewardWashers.Entry,
        CitationRing.Entry,
        CliffDumpers.Entry,
        CartelPeople.Entry,
        OrderDesk.Entry,
        LabelPart.Entry,
        VolumeMeasure.Entry,
        LoopMeasure.Entry,
        AxesMeasure.Entry,
        CustomerPeople.Entry,
        DataValuePart.Entry,
        BuyerPeople.Entry,
        InsiderPeople.Entry,
        TraderPeople.Entry,
        GovernanceProposal.Entry,
        MoveRule.Transfer,
        MoveRule.Burn,
        MoveRule.Mint,
        SetRule.Entry,
        CodeRule.Entry,
        RoyaltyGraph.Entry,
        RoyaltyCalls.Entry,
        RoyaltySale.Entry,
        TypeMeasure.Entry,
        RevenueShare.Entry,
        DataContributors.Entry,
        DataPoolOffer.Entry,
        DataFarmPart.Entry,
        UsageRewardPart.Entry,
        PartnerRewardPart.Entry,
        ChannelEscrow.Entry,
        VaultPart.Entry,
        AuctionKinds.English,
        AuctionKinds.SecondPrice,
        AgentExchange.Entry,
        AgentServices.Entry,
        EnterprisePeople.Entry,
        ConnectionPart.Entry,
        DynamicPricePart.Entry,
        AttestationDesk.Entry,
        RiskMeasure.Entry,
        SourceMix.Entry,
        ModelShelf.Entry,
        SaverPeople.Entry,
        EthereumEconomy.Entry,
        SustainabilityLoop.Entry,
        ChainPart.Entry,
        SettlementPart.Entry,
        NetworkPart.Entry,
        MemberPart.Entry,
        AllocationPart.Entry,
        SaleKinds.ProRata,
        SaleKinds.FirstCome,
        AirdropPart.Entry,
        FarmerPeople.Entry,
        ListingPart.Entry,
    ];

    public static IReadOnlyList<PartKind> Kinds { get; } =
    [.. All.Select(entry => entry.Kind with { Page = KindPages.Of(entry.Kind.Name) })];

    /// <summary>The kinds of a name or of a family: `vesting.linear`, or all kinds of `vesting`.</summary>
    /// <exception cref="ScenarioException">There is none; names the nearest.</exception>
    public static IReadOnlyList<PartKind> Find(string name)
    {
        List<PartKind> found =
        [
            .. Kinds.Where(kind => kind.Name == name || kind.Name.StartsWith(name + ".", StringComparison.Ordinal)),
        ];
        string nearest = NearestWord.To(name, [.. Kinds.Select(kind => kind.Name)]);
        return found.Count > 0
            ? found
            : throw new ScenarioException(new ScenarioError(name, $"is no kind; did you mean '{nearest}'?"));
    }

    /// <summary>Reads a scenario whose parts are of these kinds.</summary>
    /// <inheritdoc cref="BlueprintReader.Read"/>
    public static Blueprint Read(string name, Func<string, string?> load) =>
        new BlueprintReader(Kinds).Read(name, load);
}
