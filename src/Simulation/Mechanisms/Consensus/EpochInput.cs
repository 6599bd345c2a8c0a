using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Consensus;

/// <summary>A subnet as its epoch finds it: one entry per neuron, and what validators said of each other.</summary>
internal sealed record EpochInput
{
    /// <summary>Stake weight of each neuron, in base units: alpha, and TAO on root times its weight.</summary>
    public required Q64x64[] Stakes { get; init; }

    /// <summary>Whether each neuron was permitted to validate in the last epoch.</summary>
    public required bool[] Permits { get; init; }

    /// <summary>The block at which each neuron last set weights.</summary>
    public required long[] UpdatedAt { get; init; }

    /// <summary>The block at which each neuron was registered.</summary>
    public required long[] RegisteredAt { get; init; }

    /// <summary>What each validator said, upscaled so that its largest weight is 65,535.</summary>
    public required SparseRows<ushort> Weights { get; init; }

    /// <summary>The bonds that the last epoch left.</summary>
    public required SparseRows<ushort> Bonds { get; init; }

    /// <summary>The block of this epoch.</summary>
    public required long Block { get; init; }

    /// <summary>Bonds on neurons registered at or after this block are forgotten; the block after the last epoch.</summary>
    public required long LastEpochBlock { get; init; }

    /// <summary>How many neurons the subnet has.</summary>
    public int NeuronCount => Stakes.Length;

    /// <exception cref="ArgumentException">Columns of different lengths.</exception>
    public void Validate()
    {
        int[] lengths = [Permits.Length, UpdatedAt.Length, RegisteredAt.Length, Weights.Count, Bonds.Count];
        foreach (int length in lengths)
        {
            if (length != NeuronCount)
            {
                throw new ArgumentException($"The subnet has {NeuronCount} stakes, but another column has {length}.");
            }
        }
    }
}
