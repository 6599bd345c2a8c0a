namespace Souk.Simulation.Peers.EthereumEconomies;

/// <summary>Fees, and what they and the rewards do to the supply.</summary>
internal static class SupplyRules
{
    /// <summary>Blocks meet their gas target; the base fee is burned, the priority fee goes to the block's maker.</summary>
    /// <remarks>EIP-1559. Before it, fees are left out altogether.</remarks>
    public static void Fees(ref EthereumState state, EthereumParameters parameters, int step)
    {
        bool burns = state.Stage != UpgradeStage.BeaconChain;
        bool staked = state.Stage == UpgradeStage.ProofOfStake;
        double gas = burns ? BlocksPerStep(staked, parameters) * parameters.GasPerBlock.At(step) : 0;
        double priorityGwei = gas * parameters.PriorityFeeGweiPerGas.At(step);
        state.BaseFeeGweiPerGas = burns ? parameters.BaseFeeGweiPerGas.At(step) : 0;
        state.BurnedFeesGwei = gas * state.BaseFeeGweiPerGas;
        state.PriorityFeesToMinersGwei = staked ? 0 : priorityGwei;
        state.PriorityFeesToValidatorsGwei = staked ? priorityGwei : 0;
    }

    /// <summary>What ordering transactions brings goes to the block's maker.</summary>
    public static void Mev(ref EthereumState state, EthereumParameters parameters, int step)
    {
        bool staked = state.Stage == UpgradeStage.ProofOfStake;
        double eth = parameters.MevEthPerBlock * BlocksPerStep(staked, parameters);
        state.MevToMinersEth = staked ? 0 : eth;
        state.MevToValidatorsEth = staked ? eth : 0;
    }

    public static void OnlineRewards(ref EthereumState state, EthereumParameters parameters, int step) =>
        state.OnlineRewardsGwei =
            state.ValidatingRewardsGwei
            - state.ValidatingPenaltiesGwei
            + state.WhistleblowerRewardsGwei
            + state.PriorityFeesToValidatorsGwei
            + (state.MevToValidatorsEth * Beacon.GweiPerEth);

    /// <summary>Supply grows by rewards and by coins from work, and shrinks by what is slashed and burned.</summary>
    /// <remarks>
    /// Priority fees only change hands. So does what validators get for ordering transactions, but the published model
    /// counts that as new coins, and so does this one.
    /// </remarks>
    public static void Issue(ref EthereumState state, EthereumParameters parameters, int step)
    {
        bool staked = state.Stage == UpgradeStage.ProofOfStake;
        state.WorkIssuanceEthPerEpoch = staked ? 0 : parameters.WorkIssuanceEthPerDay / Beacon.EpochsPerDay;
        double stakeGwei =
            state.OnlineRewardsGwei - state.PriorityFeesToValidatorsGwei - state.SlashedGwei - state.BurnedFeesGwei;
        state.IssuanceEth =
            (stakeGwei / Beacon.GweiPerEth) + (state.WorkIssuanceEthPerEpoch * parameters.EpochsPerStep);
        state.Inflation = Beacon.PerYear(state.IssuanceEth / state.SupplyEth, parameters);
        state.SupplyEth += state.IssuanceEth;
    }

    private static double BlocksPerStep(bool staked, EthereumParameters parameters) =>
        (staked ? Beacon.SlotsPerEpoch : Beacon.WorkBlocksPerEpoch) * parameters.EpochsPerStep;
}
