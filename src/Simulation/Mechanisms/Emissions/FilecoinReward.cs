using System.Numerics;

namespace Souk.Simulation.Mechanisms.Emissions;

/// <summary>Filecoin's block reward of an epoch: simple minting by time, baseline minting by effective network time.</summary>
/// <remarks>
/// Simple: total × (e^λ − 1) × e^(−λ epoch). Baseline: total × (e^(−λ θ₀) − e^(−λ θ₁)). The sum is rounded down to
/// attoFIL. Sources: see <see cref="FilecoinParameters"/>. The exponential here is exact to 2^-248; the chain's is a
/// rational approximation that equals it to the last digit tested until λ × epoch reaches 1.725, 14.9 years after
/// genesis, and departs from it afterwards by up to 4.6e-15.
/// </remarks>
public static class FilecoinReward
{
    /// <summary>attoFIL of all blocks of an epoch.</summary>
    /// <param name="epoch">Counted from genesis.</param>
    /// <param name="thetaBefore">Effective network time of the epoch before, Q.128.</param>
    /// <param name="theta">Effective network time now, Q.128.</param>
    public static Int128 At(FilecoinParameters parameters, long epoch, BigInteger thetaBefore, BigInteger theta)
    {
        Require.Between(epoch, 0, long.MaxValue, "count epochs from genesis");
        Require.Between(thetaBefore, 0, theta, "effective network time never runs backwards");
        BigInteger simple =
            parameters.SimpleTotal
                * FilecoinParameters.ExpLambdaLessOne
                * ExpNegative(FilecoinParameters.Lambda * epoch)
            >> FilecoinParameters.Bits;
        BigInteger baseline = BaselineSupply(parameters, theta) - BaselineSupply(parameters, thetaBefore);
        return (Int128)(simple + baseline >> FilecoinParameters.Bits);
    }

    /// <summary>attoFIL of all blocks of several epochs, rounded down once.</summary>
    /// <remarks>Simple: the sum of the epochs is total × e^λ × (e^(−λ first) − e^(−λ (first + count))).</remarks>
    /// <param name="first">The first of them, counted from genesis.</param>
    /// <param name="thetaBefore">Effective network time before the first, Q.128.</param>
    /// <param name="theta">After the last, Q.128.</param>
    public static Int128 Over(
        FilecoinParameters parameters,
        long first,
        int count,
        BigInteger thetaBefore,
        BigInteger theta
    )
    {
        Require.Between(first, 0, long.MaxValue, "count epochs from genesis");
        Require.Between(thetaBefore, 0, theta, "effective network time never runs backwards");
        BigInteger expLambda = (BigInteger.One << FilecoinParameters.Bits) + FilecoinParameters.ExpLambdaLessOne;
        BigInteger elapsed =
            ExpNegative(FilecoinParameters.Lambda * first) - ExpNegative(FilecoinParameters.Lambda * (first + count));
        BigInteger simple = parameters.SimpleTotal * expLambda * elapsed >> FilecoinParameters.Bits;
        BigInteger baseline = BaselineSupply(parameters, theta) - BaselineSupply(parameters, thetaBefore);
        return (Int128)(simple + baseline >> FilecoinParameters.Bits);
    }

    /// <summary>Effective network time, Q.128: where the baseline's running sum equals the realised one.</summary>
    /// <param name="effectiveEpoch">It, rounded up.</param>
    /// <param name="baselinePower">The baseline at that epoch, bytes.</param>
    /// <param name="realisedSum">Byte-epochs of capped power so far.</param>
    /// <param name="baselineSum">Byte-epochs of the baseline up to that epoch; at least the realised sum.</param>
    public static BigInteger Theta(
        long effectiveEpoch,
        BigInteger baselinePower,
        BigInteger realisedSum,
        BigInteger baselineSum
    )
    {
        Require.Between(baselinePower, 1, BigInteger.One << FilecoinParameters.Bits, "power is counted in bytes");
        Require.Between(realisedSum, 0, baselineSum, "advance the effective epoch first");
        return effectiveEpoch == 0
            ? 0
            : ((BigInteger)effectiveEpoch << FilecoinParameters.Bits)
                - ((baselineSum - realisedSum << FilecoinParameters.Bits) / baselinePower);
    }

    private static BigInteger BaselineSupply(FilecoinParameters parameters, BigInteger theta)
    {
        BigInteger left = ExpNegative(theta * FilecoinParameters.Lambda >> FilecoinParameters.Bits);
        return parameters.BaselineTotal * ((BigInteger.One << FilecoinParameters.Bits) - left);
    }

    private static BigInteger ExpNegative(BigInteger x) =>
        FixedPoint.ExpNegative(x << (FixedPoint.Bits - FilecoinParameters.Bits))
        >> (FixedPoint.Bits - FilecoinParameters.Bits);
}
