using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Royalties;

/// <summary>Deploys the MODELLED royalty market on the demo's chain and its desk on a second one.</summary>
internal sealed class RoyaltySetup(World home, World foreign, OwnContracts own)
{
    public const string System = "sahara";

    /// <summary>On each of the two chains.</summary>
    public const long SupplyTokens = 1_000_000;

    private const long HomeEndpoint = 40_001;
    private const long ForeignEndpoint = 40_002;
    private const long CallerTokens = 20_000;

    public async Task<RoyaltyContracts> RunAsync(CancellationToken cancellation)
    {
        BridgeEnd here = await BridgeEnd.DeployAsync(home, own, HomeEndpoint, cancellation);
        BridgeEnd there = await BridgeEnd.DeployAsync(foreign, own, ForeignEndpoint, cancellation);
        await here.ConnectAsync(there, cancellation);
        await there.ConnectAsync(here, cancellation);
        Contract registry = await home.DeployAsync(
            own["ModelledRoyaltyRegistry"],
            home.Cast.Deployer,
            cancellation,
            here.Token.Address
        );
        home.Register(System, "modelled_registry", "Royalty registry (modelled)", registry);
        Contract desk = await foreign.DeployAsync(
            own["ModelledReuseDesk"],
            foreign.Cast.Deployer,
            cancellation,
            there.Token.Address,
            HomeEndpoint,
            registry.Address
        );
        foreign.Register(System, "modelled_reuse_desk", "Reuse desk (modelled)", desk);
        Contract partner = await DeployPartnerAsync(cancellation);
        Contract board = await DeployAsync(
            "modelled_task_board",
            "Task board (modelled)",
            own["ModelledTaskBoard"],
            cancellation,
            here.Token.Address,
            partner.Address
        );
        Contract settlement = await DeployAsync(
            "modelled_api_settlement",
            "API settlement (modelled)",
            own["ModelledApiSettlement"],
            cancellation,
            here.Token.Address,
            ApiScript.GatewayOf(home.Cast)
        );
        await EndowAsync(here.Token, partner, cancellation);
        await GiveAsync(here, cancellation);
        await GiveAsync(there, cancellation);
        return new RoyaltyContracts(here, there, registry, desk, partner, board, settlement);
    }

    private Task<Contract> DeployPartnerAsync(CancellationToken cancellation) =>
        DeployAsync(
            "modelled_partner_token",
            "Partner token (modelled)",
            own["ModelledOmnichainToken"],
            cancellation,
            "Partner token (modelled)",
            "PARTNER",
            default(Address),
            Units.Sahara(SupplyTokens),
            home.Cast.Deployer
        );

    private async Task<Contract> DeployAsync(
        string kind,
        string name,
        ContractArtifact artifact,
        CancellationToken cancellation,
        params object[] arguments
    )
    {
        Contract contract = await home.DeployAsync(artifact, home.Cast.Deployer, cancellation, arguments);
        return home.Register(System, kind, name, contract);
    }

    /// <summary>Gives those who pay for labels and for API calls what they pay with.</summary>
    private async Task EndowAsync(Contract token, Contract partner, CancellationToken cancellation)
    {
        Address requester = TaskScript.RequesterOf(home.Cast);
        home.Transfer(token, home.Cast.Deployer, requester, Units.Sahara(TaskScript.PurseTokens));
        home.Transfer(partner, home.Cast.Deployer, requester, Units.Sahara(TaskScript.PurseTokens));
        foreach (Address application in ApiScript.ApplicationsOf(home.Cast))
        {
            home.Transfer(token, home.Cast.Deployer, application, Units.Sahara(ApiScript.DepositTokens));
        }

        await home.MineSetupAsync(cancellation);
    }

    private static async Task GiveAsync(BridgeEnd end, CancellationToken cancellation)
    {
        foreach (Address caller in RoyaltyScript.CallersOf(end.World.Cast))
        {
            end.World.Transfer(end.Token, end.World.Cast.Deployer, caller, Units.Sahara(CallerTokens));
        }

        await end.World.MineSetupAsync(cancellation);
    }
}

/// <summary>The royalty market, deployed.</summary>
/// <param name="Partner">The second token of tasks.</param>
internal sealed record RoyaltyContracts(
    BridgeEnd Home,
    BridgeEnd Foreign,
    Contract Registry,
    Contract Desk,
    Contract Partner,
    Contract Board,
    Contract Settlement
);
