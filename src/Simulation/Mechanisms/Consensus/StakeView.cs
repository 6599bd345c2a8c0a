using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Consensus;

/// <summary>Whose stake counts in an epoch, and for how much.</summary>
internal sealed record StakeView
{
    /// <summary>Each neuron's share of all stake at or above the threshold, rounded down.</summary>
    public required Q32x32[] Shares { get; init; }

    /// <summary>Each neuron's share of the stake of active, permitted validators, rounded down.</summary>
    public required Q32x32[] ActiveShares { get; init; }

    /// <summary>Which neurons set weights recently enough.</summary>
    public required bool[] Active { get; init; }

    /// <summary>Which neurons may validate in this epoch.</summary>
    public required bool[] Permits { get; init; }

    /// <summary>Which neurons may validate in the next.</summary>
    public required bool[] NewPermits { get; init; }

    public static StakeView Of(YumaParameters parameters, EpochInput input)
    {
        Q32x32[] shares = SharesOf(parameters, input);
        bool[] active = [.. input.UpdatedAt.Select(block => block + parameters.ActivityCutoffBlocks >= input.Block)];
        bool[] permits = [.. input.Permits];
        bool[] newPermits = VectorMath.LargestNonzero(shares, parameters.ValidatorsMax);
        if (parameters.OwnerUid is { } owner)
        {
            permits[owner] = true;
            newPermits[owner] = true;
        }

        Q32x32[] activeShares = [.. shares];
        VectorMath.Keep(active, activeShares);
        VectorMath.Keep(permits, activeShares);
        VectorMath.Normalize(activeShares);
        return new()
        {
            Shares = shares,
            ActiveShares = activeShares,
            Active = active,
            Permits = permits,
            NewPermits = newPermits,
        };
    }

    private static Q32x32[] SharesOf(YumaParameters parameters, EpochInput input)
    {
        Q64x64 total = Q64x64.Zero;
        Q64x64[] counted = new Q64x64[input.NeuronCount];
        for (int uid = 0; uid < counted.Length; uid++)
        {
            if (uid == parameters.OwnerUid || input.Stakes[uid].ToUInt64() >= parameters.StakeThreshold)
            {
                counted[uid] = input.Stakes[uid];
                total += counted[uid];
            }
        }

        return [.. counted.Select(stake => stake.OverOrZero(total).ToQ32x32())];
    }
}
