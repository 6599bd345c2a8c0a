namespace Souk.LocalChain.Economy.Ocean;

/// <summary>Everything that happens on Ocean's contracts, in the order in which a block holds it.</summary>
internal static class OceanScripts
{
    public static IEnumerable<IScript> Create(World world, OceanContracts ocean)
    {
        var datasets = new List<Dataset>();
        return
        [
            new PublishScript(world, ocean, datasets),
            new CollectScript(world, ocean, datasets),
            new OrderScript(world, ocean, datasets),
            new BurnScript(world, ocean),
            new RingScript(world, ocean),
        ];
    }
}
