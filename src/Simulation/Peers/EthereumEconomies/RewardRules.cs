namespace Souk.Simulation.Peers.EthereumEconomies;

/// <summary>What validators get for their duties, and lose for missing them. Amounts are of all validators in a step.</summary>
/// <remarks>
/// Consensus specification, Altair: get_flag_index_deltas, process_sync_aggregate, process_attestation. Everyone who is
/// online does every duty in time, and a vote pays the more, the more others vote.
/// </remarks>
internal static class RewardRules
{
    /// <summary>For votes and for the sync committee.</summary>
    public static void Attest(ref EthereumState state, EthereumParameters parameters, int step)
    {
        BeaconConstants beacon = parameters.Beacon;
        double votes =
            state.BaseRewardGwei
            / beacon.WeightDenominator
            * state.Uptime
            * (Beacon.Rewarded(state, parameters) * state.Uptime);
        state.SourceRewardsGwei = beacon.SourceWeight * votes;
        state.TargetRewardsGwei = beacon.TargetWeight * votes;
        state.HeadRewardsGwei = beacon.HeadWeight * votes;
        state.SyncRewardsGwei = SyncGwei(state, parameters) * state.Uptime;
    }

    /// <summary>For blocks: in proportion to the votes and sync signatures that a block brings in.</summary>
    public static void Propose(ref EthereumState state, EthereumParameters parameters, int step)
    {
        BeaconConstants beacon = parameters.Beacon;
        double others = beacon.WeightDenominator - beacon.ProposerWeight;
        double votes =
            state.BaseRewardGwei * beacon.AttestationWeight * (Beacon.Rewarded(state, parameters) * state.Uptime);
        double divisor = Beacon.FloorDivide(others * beacon.WeightDenominator, beacon.ProposerWeight);
        state.ProposerRewardsGwei =
            Beacon.FloorDivide(votes, divisor)
            + Beacon.FloorDivide(state.SyncRewardsGwei * beacon.ProposerWeight, others);
    }

    /// <summary>Who is offline loses what the votes and signatures would have brought with everyone online.</summary>
    public static void Penalise(ref EthereumState state, EthereumParameters parameters, int step)
    {
        double offline = 1 - state.Uptime;
        state.AttestationPenaltiesGwei =
            parameters.Beacon.AttestationWeight
            / parameters.Beacon.WeightDenominator
            * state.BaseRewardGwei
            * (Beacon.Rewarded(state, parameters) * offline);
        state.SyncPenaltiesGwei = SyncGwei(state, parameters) * offline;
    }

    public static void AddUp(ref EthereumState state, EthereumParameters parameters, int step)
    {
        state.ValidatingRewardsGwei =
            state.ProposerRewardsGwei
            + state.SourceRewardsGwei
            + state.TargetRewardsGwei
            + state.HeadRewardsGwei
            + state.SyncRewardsGwei;
        state.ValidatingPenaltiesGwei = state.AttestationPenaltiesGwei + state.SyncPenaltiesGwei;
    }

    /// <summary>Slashed validators lose a fixed share, and more when many are slashed; those who report it get a part.</summary>
    /// <remarks>
    /// Consensus specification, Altair: slash_validator, process_slashings. A second penalty in proportion to the whole
    /// rounds down to zero increments as long as few are slashed.
    /// </remarks>
    public static void Slash(ref EthereumState state, EthereumParameters parameters, int step)
    {
        BeaconConstants beacon = parameters.Beacon;
        double increment = beacon.EffectiveBalanceIncrementGwei;
        double perEpoch = parameters.SlashingsPerThousandEpochs / 1000;
        double fixedGwei = Beacon.FloorDivide(state.EffectiveBalanceGwei, beacon.SlashingPenaltyQuotient);

        double active = Beacon.ActiveBalanceGwei(state, parameters);
        double slashedTogether = Math.Min(fixedGwei * perEpoch * beacon.ProportionalSlashingMultiplier, active);
        double increments = Beacon.FloorDivide(state.EffectiveBalanceGwei, increment) * slashedTogether;
        double proportionalGwei = Beacon.FloorDivide(increments, active) * increment;

        double reported = Beacon.FloorDivide(state.EffectiveBalanceGwei, beacon.WhistleblowerRewardQuotient);
        double perStep = perEpoch * parameters.EpochsPerStep;
        state.SlashedGwei = (fixedGwei + proportionalGwei) * perStep;
        state.WhistleblowerRewardsGwei = reported * perStep;
    }

    private static double SyncGwei(in EthereumState state, EthereumParameters parameters) =>
        Beacon.FloorDivide(
            state.BaseRewardGwei * Beacon.Rewarded(state, parameters) * parameters.Beacon.SyncWeight,
            parameters.Beacon.WeightDenominator
        );
}
