namespace Souk.Simulation.Mechanisms.Consensus;

/// <summary>What an epoch decided. Proportions are parts of 65,535, rounded down.</summary>
internal sealed record EpochResult
{
    /// <summary>Which neurons set weights recently enough.</summary>
    public required bool[] Active { get; init; }

    /// <summary>Which neurons may validate from now on.</summary>
    public required bool[] Permits { get; init; }

    /// <summary>Each neuron's share of all stake.</summary>
    public required ushort[] StakeShares { get; init; }

    /// <summary>The weight on each miner that a majority of stake supports.</summary>
    public required ushort[] Consensus { get; init; }

    /// <summary>How much of each validator's weights is within consensus.</summary>
    public required ushort[] ValidatorTrust { get; init; }

    /// <summary>Each miner's share of what miners get.</summary>
    public required ushort[] Incentives { get; init; }

    /// <summary>Each validator's share of what validators get.</summary>
    public required ushort[] Dividends { get; init; }

    /// <summary>Bonds for the next epoch; rows of neurons without a permit are empty.</summary>
    public required SparseRows<ushort> Bonds { get; init; }

    /// <summary>Base units that each neuron gets for mining.</summary>
    public required ulong[] MinerEmission { get; init; }

    /// <summary>Base units that each neuron gets for validating.</summary>
    public required ulong[] ValidatorEmission { get; init; }

    /// <summary>Base units of the emission that rounding down left to nobody.</summary>
    public required ulong Rest { get; init; }
}
