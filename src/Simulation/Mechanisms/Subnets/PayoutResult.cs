using Souk.Simulation.Mechanisms.Consensus;

namespace Souk.Simulation.Mechanisms.Subnets;

/// <summary>Who was paid what at a subnet's epoch, in base units; one entry per key.</summary>
internal sealed record PayoutResult
{
    /// <summary>What consensus decided.</summary>
    public required EpochResult Epoch { get; init; }

    /// <summary>Alpha for mining.</summary>
    public required ulong[] Miners { get; init; }

    /// <summary>Alpha that validators keep for their work.</summary>
    public required ulong[] ValidatorTakes { get; init; }

    /// <summary>Alpha for those who staked with a validator, itself included.</summary>
    public required ulong[] Nominators { get; init; }

    /// <summary>What validators keep of root's part for their work, in its token.</summary>
    public required ulong[] RootTakes { get; init; }

    /// <summary>For those who staked on root with a validator: alpha, or TAO where root's alpha is sold each block.</summary>
    public required ulong[] Root { get; init; }

    /// <summary>Alpha for the subnet's owner.</summary>
    public required ulong OwnerCut { get; init; }

    /// <summary>Alpha that the owner's neurons mined, recycled or burned.</summary>
    public required ulong Withheld { get; init; }

    /// <summary>Alpha that rounding left to nobody; negative where it paid more than was pending.</summary>
    public required long RestAlpha { get; init; }

    /// <summary>TAO that rounding left to nobody, or that nobody was there for.</summary>
    public required ulong RestTao { get; init; }
}
