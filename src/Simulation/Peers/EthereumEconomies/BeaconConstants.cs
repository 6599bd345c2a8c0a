using Souk.Simulation.Peers.Sequences;

namespace Souk.Simulation.Peers.EthereumEconomies;

/// <summary>The constants of the consensus specification that the model uses.</summary>
/// <remarks>
/// Source: Ethereum consensus-specs, Altair preset. Of the rewards' weights, the denominator is the whole. The published
/// model has three more constants, which change none of its results: proposer reward quotient, largest change of the base
/// fee, and elasticity of blocks.
/// </remarks>
public sealed record BeaconConstants
{
    public double BaseRewardFactor { get; init; } = 64;
    public double EffectiveBalanceMaxGwei { get; init; } = 32e9;
    public double EffectiveBalanceIncrementGwei { get; init; } = 1e9;
    public double SourceWeight { get; init; } = 14;
    public double TargetWeight { get; init; } = 26;
    public double HeadWeight { get; init; } = 14;
    public double SyncWeight { get; init; } = 2;
    public double ProposerWeight { get; init; } = 8;
    public double WeightDenominator { get; init; } = 64;

    /// <summary>A slashed validator loses its balance divided by this.</summary>
    public double SlashingPenaltyQuotient { get; init; } = 64;

    /// <summary>Raises the penalty in proportion to all that is slashed at the time.</summary>
    public double ProportionalSlashingMultiplier { get; init; } = 2;

    /// <summary>Who reports it gets the slashed balance divided by this.</summary>
    public double WhistleblowerRewardQuotient { get; init; } = 512;

    /// <summary>Validators that may enter in an epoch, at least.</summary>
    public double ChurnMinPerEpoch { get; init; } = 4;

    /// <summary>Validators that may enter in an epoch: the number of them divided by this.</summary>
    public double ChurnQuotient { get; init; } = 65536;

    internal double AttestationWeight => SourceWeight + TargetWeight + HeadWeight;

    internal void Validate()
    {
        Bounds.Within(BaseRewardFactor, 0, 1e6, nameof(BaseRewardFactor));
        Bounds.Within(EffectiveBalanceIncrementGwei, 1, 1e15, nameof(EffectiveBalanceIncrementGwei));
        Bounds.Within(EffectiveBalanceMaxGwei, EffectiveBalanceIncrementGwei, 1e15, nameof(EffectiveBalanceMaxGwei));
        Bounds.NotNegative(SourceWeight, nameof(SourceWeight));
        Bounds.NotNegative(TargetWeight, nameof(TargetWeight));
        Bounds.NotNegative(HeadWeight, nameof(HeadWeight));
        Bounds.NotNegative(SyncWeight, nameof(SyncWeight));
        Bounds.Above(ProposerWeight, 0, nameof(ProposerWeight));
        Bounds.Within(
            WeightDenominator,
            AttestationWeight + SyncWeight + ProposerWeight,
            1e6,
            nameof(WeightDenominator)
        );
        Bounds.Above(WeightDenominator - ProposerWeight, 0, "weight left beside the proposer's");
        Bounds.Within(SlashingPenaltyQuotient, 1, 1e9, nameof(SlashingPenaltyQuotient));
        Bounds.NotNegative(ProportionalSlashingMultiplier, nameof(ProportionalSlashingMultiplier));
        Bounds.Within(WhistleblowerRewardQuotient, 1, 1e9, nameof(WhistleblowerRewardQuotient));
        Bounds.NotNegative(ChurnMinPerEpoch, nameof(ChurnMinPerEpoch));
        Bounds.Within(ChurnQuotient, 1, 1e9, nameof(ChurnQuotient));
    }
}
