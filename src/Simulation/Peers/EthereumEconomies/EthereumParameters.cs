using Souk.Simulation.Peers.Sequences;

namespace Souk.Simulation.Peers.EthereumEconomies;

/// <summary>What the model of Ethereum's economy is told. Defaults: those of the published model without a network.</summary>
/// <remarks>
/// Source of the defaults: CADLabs' Ethereum Economic Model, version 1.1.7 (commit a70e21f), whose assumptions name where
/// each comes from. The price and the coins from work are its means from July 2020 to July 2021.
/// </remarks>
public sealed record EthereumParameters
{
    /// <summary>An epoch is 6.4 minutes; 225 of them are a day.</summary>
    public int EpochsPerStep { get; init; } = 225;

    /// <summary>Keeps the network in one stage; null lets the dates decide.</summary>
    public UpgradeStage? FixedStage { get; init; }

    public DateOnly StartDate { get; init; } = new(2026, 11, 21);
    public DateOnly FeeBurnDate { get; init; } = new(2021, 8, 4);
    public DateOnly ProofOfStakeDate { get; init; } = new(2022, 9, 15);

    public Course PriceUsd { get; init; } = 1251.477131147541;

    /// <summary>All stake, in ETH; null lets validators queue up instead.</summary>
    public Course? StakedEth { get; init; }

    /// <summary>Without effect when stake is given.</summary>
    public Course NewValidatorsPerEpoch { get; init; } = 3;

    /// <summary>Share of the time in which validators work, 2/3 to 1: below, penalties follow rules that are not modelled.</summary>
    public Course Uptime { get; init; } = 0.98;

    public Course BaseFeeGweiPerGas { get; init; } = 30;
    public Course PriorityFeeGweiPerGas { get; init; } = 2;

    /// <summary>Gas used in a block: it meets its target on average.</summary>
    public Course GasPerBlock { get; init; } = 15e6;

    public double WorkIssuanceEthPerDay { get; init; } = 13527.628415300547;

    /// <summary>What the block's maker gets for ordering transactions.</summary>
    public double MevEthPerBlock { get; init; }

    public double SlashingsPerThousandEpochs { get; init; } = 1;

    /// <summary>How many validators may be awake, at least 1; null for all.</summary>
    public double? AwakeValidatorsMax { get; init; }

    public BeaconConstants Beacon { get; init; } = new();
    public IReadOnlyList<ValidatorEnvironment> Environments { get; init; } = ValidatorEnvironment.Published;
    public EthereumStart Start { get; init; } = new();

    /// <exception cref="ArgumentOutOfRangeException">A parameter is not what the model can mean.</exception>
    internal void Validate()
    {
        Bounds.Within(EpochsPerStep, 1, 1_000_000, nameof(EpochsPerStep));
        Bounds.Within(PriceUsd, 1e-9, 1e12, nameof(PriceUsd));
        Bounds.Within(NewValidatorsPerEpoch, 0, 1e9, nameof(NewValidatorsPerEpoch));
        Bounds.Within(Uptime, 2.0 / 3, 1, nameof(Uptime));
        Bounds.Within(BaseFeeGweiPerGas, 0, 1e9, nameof(BaseFeeGweiPerGas));
        Bounds.Within(PriorityFeeGweiPerGas, 0, 1e9, nameof(PriorityFeeGweiPerGas));
        Bounds.Within(GasPerBlock, 0, 1e12, nameof(GasPerBlock));
        Bounds.NotNegative(WorkIssuanceEthPerDay, nameof(WorkIssuanceEthPerDay));
        Bounds.NotNegative(MevEthPerBlock, nameof(MevEthPerBlock));
        Bounds.NotNegative(SlashingsPerThousandEpochs, nameof(SlashingsPerThousandEpochs));
        Bounds.Within(AwakeValidatorsMax ?? 1, 1, EthereumStart.SupplyMaxEth, nameof(AwakeValidatorsMax));
        if (StakedEth is not null)
        {
            Bounds.Within(StakedEth, 1, EthereumStart.SupplyMaxEth, nameof(StakedEth));
        }

        Beacon.Validate();
        ValidatorEnvironment.Validate(Environments);
        Start.Validate();
    }
}
