using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.SingularityNet;

/// <summary>Deploys AGIX, the registry and the escrow, mints the initial supply and gives the consumers a first lot.
/// </summary>
/// <remarks>The foundation deploys the token, which makes it the minter. The initial supply is AGI's of 2017.</remarks>
internal sealed class SingularityNetSetup(World world)
{
    private const long InitialSupplyTokens = 1_000_000_000;
    private const long FirstLotTokens = 10_000;

    public async Task<SingularityNetContracts> RunAsync(CancellationToken cancellation)
    {
        Address foundation = world.Cast.AgixFoundation;
        Contract token = await world.DeployAsync(
            PublishedContracts.AgixToken(),
            foundation,
            cancellation,
            "SingularityNET Token",
            "AGIX"
        );
        Register("agix_token", "AGIX token", token);
        Contract registry = await world.DeployAsync(PublishedContracts.Registry(), foundation, cancellation);
        Register("registry", "Service registry", registry);
        Contract escrow = await world.DeployAsync(
            PublishedContracts.MultiPartyEscrow(),
            foundation,
            cancellation,
            token.Address
        );
        Register("escrow", "Multi-Party Escrow", escrow);
        world.Call(foundation, token, "mint", foundation, Units.Agix(InitialSupplyTokens));
        await world.MineSetupAsync(cancellation);
        foreach (Address consumer in world.Cast.ServiceConsumers)
        {
            world.Transfer(token, foundation, consumer, Units.Agix(FirstLotTokens));
        }

        await world.MineSetupAsync(cancellation);
        return new SingularityNetContracts(token, registry, escrow);
    }

    private void Register(string kind, string name, Contract contract) =>
        world.Register(SingularityNetContracts.System, kind, name, contract);
}
