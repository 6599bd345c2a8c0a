using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Peers;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Spellings;

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
        EthereumEconomy.Entry,
        SustainabilityLoop.Entry,
    ];

    public static IReadOnlyList<PartKind> Kinds { get; } = [.. All.Select(entry => entry.Kind)];

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
