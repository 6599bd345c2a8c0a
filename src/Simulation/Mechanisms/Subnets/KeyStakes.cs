using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Subnets;

/// <summary>What each key has staked on a subnet and on root, and whom it lends it to.</summary>
/// <remarks>
/// Neurons are the first keys; keys after them only lend. Source: opentensor/subtensor 14bc6f9,
/// `pallets/subtensor/src/staking/stake_utils.rs` and `coinbase/run_coinbase.rs`.
/// </remarks>
internal sealed record KeyStakes
{
    /// <summary>Alpha base units staked on the subnet.</summary>
    public required ulong[] Alpha { get; init; }

    /// <summary>TAO base units staked on root.</summary>
    public required ulong[] Root { get; init; }

    public ParentLink[] Links { get; init; } = [];

    /// <summary>The stake weight by which each neuron counts in consensus: its own and borrowed stake less lent stake.</summary>
    /// <param name="neuronCount">Keys that are neurons.</param>
    /// <param name="taoWeight">What TAO on root weighs against alpha.</param>
    public Q64x64[] Weights(int neuronCount, Q96x32 taoWeight)
    {
        Q64x64[] weights = new Q64x64[neuronCount];
        for (int key = 0; key < neuronCount; key++)
        {
            Q64x64 root = Q64x64.Of(Inherited(Root, key)) * taoWeight.ToQ64x64();
            weights[key] = Q64x64.Of(Inherited(Alpha, key)) + root;
        }

        return weights;
    }

    /// <summary>What a key itself puts behind its validating: its stake less what it lends, rounded down.</summary>
    public ulong OwnContribution(int key, Q96x32 taoWeight)
    {
        Q96x32 kept = Q96x32.One;
        foreach (ParentLink link in Links)
        {
            kept -= link.Parent == key ? Share(link.Proportion) : Q96x32.Zero;
        }

        return ((Q96x32.Of(Alpha[key]) * kept) + (Q96x32.Of(Root[key]) * kept * taoWeight)).ToUInt64();
    }

    /// <summary>What a key puts behind the validating of a child.</summary>
    public Q96x32 Contribution(ParentLink link, Q96x32 taoWeight)
    {
        Q96x32 share = Share(link.Proportion);
        return (Q96x32.Of(Alpha[link.Parent]) * share) + (Q96x32.Of(Root[link.Parent]) * share * taoWeight);
    }

    private ulong Inherited(ulong[] stakes, int key)
    {
        Q96x32 lent = Q96x32.Zero;
        Q96x32 borrowed = Q96x32.Zero;
        foreach (ParentLink link in Links)
        {
            lent += link.Parent == key ? Q96x32.Of(stakes[key]) * Share(link.Proportion) : Q96x32.Zero;
            borrowed += link.Child == key ? Q96x32.Of(stakes[link.Parent]) * Share(link.Proportion) : Q96x32.Zero;
        }

        return (Q96x32.Of(stakes[key]) - lent + borrowed).ToUInt64();
    }

    private static Q96x32 Share(ulong proportion) => Q96x32.Ratio(proportion, ulong.MaxValue);
}
