using Souk.Simulation.Mechanisms.Consensus;

namespace Souk.Simulation.Mechanisms.Subnets;

/// <summary>What a subnet's epoch is paid out by.</summary>
internal sealed record PayoutInput
{
    /// <summary>Which consensus holds.</summary>
    public required YumaVersion Version { get; init; }

    public required YumaParameters Parameters { get; init; }

    /// <summary>The subnet as consensus finds it; its stakes are replaced by those of <see cref="Stakes"/>.</summary>
    public required EpochInput Epoch { get; init; }

    public required KeyStakes Stakes { get; init; }

    /// <summary>What each key keeps of what it earns for its nominators, in parts of 65,535.</summary>
    public required ushort[] Takes { get; init; }

    /// <summary>What each key keeps of what it earns for its parents, in parts of 65,535.</summary>
    public required ushort[] ChildkeyTakes { get; init; }

    /// <summary>Neurons of the subnet's owner: what they mine is withheld.</summary>
    public IReadOnlySet<int> OwnerNeurons { get; init; } = new HashSet<int>();

    /// <summary>Whether what is withheld is recycled; otherwise it is burned.</summary>
    public bool IsRecycling { get; init; }
}
