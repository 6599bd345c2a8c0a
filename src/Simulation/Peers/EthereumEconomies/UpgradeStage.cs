namespace Souk.Simulation.Peers.EthereumEconomies;

/// <summary>How far the network's upgrade has come.</summary>
public enum UpgradeStage
{
    /// <summary>Validators stake, miners make the blocks, no fee is burned.</summary>
    BeaconChain,

    /// <summary>Miners make the blocks, the base fee is burned.</summary>
    FeeBurn,

    /// <summary>Validators make the blocks, the base fee is burned, no coin comes from work.</summary>
    ProofOfStake,
}
