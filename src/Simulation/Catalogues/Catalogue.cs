using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Launches;
using Souk.Simulation.Catalogues.Networks;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Catalogues.Subnets;

namespace Souk.Simulation.Catalogues;

/// <summary>The kinds of parts that scenarios can use.</summary>
public static class Catalogue
{
    internal static IReadOnlyList<CatalogueEntry> All { get; } =
    [
        HolderAccount.Entry,
        TradingPool.Entry,
        WeightedPoolPart.Entry,
        ConcentratedPoolPart.Entry,
        BondingCurvePart.Entry,
        VestingKinds.Linear,
        VestingKinds.Stepped,
        EmissionKinds.Fixed,
        EmissionKinds.Halving,
        EmissionKinds.Geometric,
        EmissionKinds.HalfLife,
        FeeRoute.Entry,
        ScheduledBurnPart.Entry,
        AutoBurnPart.Entry,
        StakingPool.Entry,
        BuyBackPart.Entry,
        ContributorPeople.Entry,
        BuyerPeople.Entry,
        InsiderPeople.Entry,
        TraderPeople.Entry,
        GovernanceProposal.Entry,
        ChainPart.Entry,
        SettlementPart.Entry,
        NetworkPart.Entry,
        MemberPart.Entry,
        AllocationPart.Entry,
        SaleKinds.ProRata,
        SaleKinds.FirstCome,
        AirdropPart.Entry,
        ListingPart.Entry,
    ];

    public static IReadOnlyList<PartKind> Kinds { get; } = [.. All.Select(entry => entry.Kind)];

    /// <summary>Reads a scenario whose parts are of these kinds.</summary>
    /// <inheritdoc cref="BlueprintReader.Read"/>
    public static Blueprint Read(string name, Func<string, string?> load) =>
        new BlueprintReader(Kinds).Read(name, load);
}
