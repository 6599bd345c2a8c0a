using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy.Masa;

/// <summary>Deploys the MODELLED vaults and worker nodes beside Masa's published contracts, and gives their people MASA.
/// </summary>
internal static class NodeSetup
{
    public static async Task<NodeContracts> RunAsync(
        World world,
        OwnContracts own,
        Contract token,
        CancellationToken cancellation
    )
    {
        Cast cast = world.Cast;
        Contract vaults = await world.DeployAsync(
            own["ModelledVault"],
            cast.Deployer,
            cancellation,
            token.Address,
            cast.RewardsTreasury,
            VaultScript.MintFee,
            VaultScript.ManageFee,
            VaultScript.BurnPpm
        );
        world.Register(MasaContracts.System, "modelled_vault", "zkSBT vaults (modelled)", vaults);
        Contract nodes = await world.DeployAsync(
            own["ModelledWorkerNodes"],
            cast.Deployer,
            cancellation,
            token.Address,
            NodeScript.StakeMin,
            NodeScript.Rate,
            world.GenesisTime + NodeScript.SunsetDays * World.DaySeconds
        );
        world.Register(MasaContracts.System, "modelled_worker_nodes", "Worker nodes (modelled)", nodes);
        world.Transfer(token, cast.Deployer, nodes.Address, NodeScript.RewardFund);
        foreach (Address person in NodeScript.OperatorsOf(cast).Concat(NodeScript.CustomersOf(cast)))
        {
            world.Transfer(token, cast.Deployer, person, NodeScript.Purse);
        }

        await world.MineSetupAsync(cancellation);
        return new NodeContracts(vaults, nodes);
    }
}

/// <summary>The MODELLED part of Masa's market, deployed.</summary>
internal sealed record NodeContracts(Contract Vaults, Contract Nodes);
