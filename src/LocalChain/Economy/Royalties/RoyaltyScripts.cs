namespace Souk.LocalChain.Economy.Royalties;

/// <summary>Everything that happens on the MODELLED royalty market, in the order in which a block holds it.</summary>
internal static class RoyaltyScripts
{
    public static IEnumerable<IScript> Create(World world, RoyaltyContracts royalties) =>
        [
            new RoyaltyScript(world, royalties),
            new TaskScript(world, royalties.Home.Token, royalties.Partner, royalties.Board),
            new ApiScript(world, royalties.Home.Token, royalties.Settlement),
        ];
}
