namespace Souk.LocalChain.Economy.Masa;

/// <summary>Everything that happens on Masa's contracts, in the order in which a block holds it.</summary>
internal static class MasaScripts
{
    public static IEnumerable<IScript> Create(World world, MasaContracts masa, NodeContracts modelled)
    {
        var population = new Population(world);
        return
        [
            new EmissionScript(world, masa),
            new ContributionScript(world, masa, population),
            new DataPoolScript(world, masa, population),
            new StakingScript(world, masa, population),
            new PurchaseScript(world, masa, population),
            new VestingScript(world, masa),
            new TraderScript(world, masa),
            new VaultScript(world, masa.Token, modelled.Vaults, population),
            new NodeScript(world, masa.Token, modelled.Nodes),
        ];
    }
}
