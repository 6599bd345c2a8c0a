namespace Souk.LocalChain.Economy.SingularityNet;

/// <summary>Everything that happens on SingularityNET's contracts, in the order in which a block holds it.</summary>
internal static class SingularityNetScripts
{
    public static IEnumerable<IScript> Create(World world, SingularityNetContracts snet)
    {
        List<Organisation> organisations = Organisation.CreateAll(world);
        var escrow = new Escrow(world, snet);
        return
        [
            new AgixSupplyScript(world, snet),
            new PublishingScript(world, snet, organisations),
            new ChannelScript(world, snet, escrow, organisations),
            new ClaimScript(world, escrow),
        ];
    }
}
