using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Burns;
using Souk.Simulation.Catalogues.BuyBacks;
using Souk.Simulation.Catalogues.Emissions;
using Souk.Simulation.Catalogues.Fees;
using Souk.Simulation.Catalogues.Governance;
using Souk.Simulation.Catalogues.Holders;
using Souk.Simulation.Catalogues.People;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Catalogues.Stakes;
using Souk.Simulation.Catalogues.Vestings;

namespace Souk.Simulation.Catalogues;

/// <summary>The kinds of parts that scenarios can use.</summary>
public static class Catalogue
{
    internal static IReadOnlyList<CatalogueEntry> All { get; } =
    [
        HolderAccount.Entry,
        TradingPool.Entry,
        VestingKinds.Linear,
        VestingKinds.Stepped,
        VestingKinds.Custom,
        EmissionKinds.Fixed,
        EmissionKinds.Halving,
        EmissionKinds.Geometric,
        EmissionKinds.HalfLife,
        EmissionKinds.Exponential,
        FeeRoute.Entry,
        ScheduledBurnPart.Entry,
        AutoBurnPart.Entry,
        UsageBurnPart.Entry,
        StakingPool.Entry,
        BuyBackPart.Entry,
        ContributorPeople.Entry,
        BuyerPeople.Entry,
        InsiderPeople.Entry,
        TraderPeople.Entry,
        GovernanceProposal.Entry,
    ];

    public static IReadOnlyList<PartKind> Kinds { get; } = [.. All.Select(entry => entry.Kind)];

    /// <summary>Reads a scenario whose parts are of these kinds.</summary>
    /// <inheritdoc cref="BlueprintReader.Read"/>
    public static Blueprint Read(string name, Func<string, string?> load) =>
        new BlueprintReader(Kinds).Read(name, load);
}
