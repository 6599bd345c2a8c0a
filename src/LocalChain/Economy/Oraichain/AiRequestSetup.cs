using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Oraichain;

/// <summary>Deploys the MODELLED AI requests and the token that they are paid in.</summary>
internal static class AiRequestSetup
{
    private const string System = "oraichain";
    private const long SupplyTokens = 1_000_000;
    private const long ConsumerTokens = 10_000;

    public static async Task<AiRequestContracts> RunAsync(World world, OwnContracts own, CancellationToken cancellation)
    {
        Address deployer = world.Cast.Deployer;
        Contract token = await world.DeployAsync(
            own["ModelledOmnichainToken"],
            deployer,
            cancellation,
            "Request token (modelled)",
            "ORAI",
            default(Address),
            Units.Orai(SupplyTokens),
            deployer
        );
        world.Register(System, "orai_token", "ORAI stand-in (modelled)", token);
        Contract requests = await world.DeployAsync(
            own["ModelledAiRequests"],
            deployer,
            cancellation,
            token.Address,
            AiRequestScript.ValidatorsOf(world.Cast)
        );
        world.Register(System, "modelled_requests", "AI requests (modelled)", requests);
        foreach (Address consumer in world.Cast.ServiceConsumers)
        {
            world.Transfer(token, deployer, consumer, Units.Orai(ConsumerTokens));
        }

        await world.MineSetupAsync(cancellation);
        return new AiRequestContracts(token, requests);
    }
}

/// <summary>The market of AI requests, deployed.</summary>
internal sealed record AiRequestContracts(Contract Token, Contract Requests);
