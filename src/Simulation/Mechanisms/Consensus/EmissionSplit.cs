using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Consensus;

/// <summary>What each neuron gets of an epoch's emission, in whole base units.</summary>
/// <param name="Miners">Base units for mining.</param>
/// <param name="Validators">Base units for validating.</param>
/// <param name="Rest">What rounding down left; both columns and this add up to the emission.</param>
internal sealed record EmissionSplit(ulong[] Miners, ulong[] Validators, ulong Rest)
{
    /// <summary>
    /// Splits in proportion to incentives and dividends. Where there are none, validators get all in proportion to active
    /// stake, or to all stake where none is active.
    /// </summary>
    /// <remarks>Shares round down at 32 bits, amounts to base units, as on chain, which leaves the rest to nobody.</remarks>
    public static EmissionSplit Of(
        ulong emission,
        ReadOnlySpan<Q32x32> incentives,
        ReadOnlySpan<Q32x32> dividends,
        StakeView stakes
    )
    {
        Q32x32[] miners = incentives.ToArray();
        Q32x32[] validators = dividends.ToArray();
        Q32x32 sum = VectorMath.Sum(miners) + VectorMath.Sum(validators);
        VectorMath.DivideBy(miners, sum);
        VectorMath.DivideBy(validators, sum);
        if (sum == Q32x32.Zero)
        {
            bool isAnyActive = VectorMath.Sum(stakes.ActiveShares) != Q32x32.Zero;
            validators = isAnyActive ? stakes.ActiveShares : stakes.Shares;
        }

        ulong rest = emission;
        ulong[] minerParts = Parts(emission, miners, ref rest);
        ulong[] validatorParts = Parts(emission, validators, ref rest);
        return new(minerParts, validatorParts, rest);
    }

    private static ulong[] Parts(ulong emission, ReadOnlySpan<Q32x32> shares, ref ulong rest)
    {
        ulong[] parts = new ulong[shares.Length];
        for (int uid = 0; uid < parts.Length; uid++)
        {
            parts[uid] = (ulong)(((UInt128)emission * (ulong)shares[uid].Raw) >> Q32x32.FractionBits);
            rest -= parts[uid];
        }

        return parts;
    }
}
