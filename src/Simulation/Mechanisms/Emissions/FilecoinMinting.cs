using System.Numerics;

namespace Souk.Simulation.Mechanisms.Emissions;

/// <summary>Filecoin's minting as it runs: storage power in, block rewards out, epoch by epoch.</summary>
/// <remarks>
/// The realised sum grows by the network's power, capped by the baseline of the epoch; effective network time follows
/// the baseline's own running sum. All sums are integers of byte-epochs. Source: specs-actors at 985cd0f,
/// `actors/builtin/reward/reward_state.go`. Leaves out null rounds, in which the chain pays nothing.
/// </remarks>
public sealed class FilecoinMinting
{
    private readonly FilecoinParameters _parameters;
    private BigInteger _baselinePower;
    private BigInteger _effectivePower;
    private BigInteger _realisedSum;
    private BigInteger _baselineSum;
    private long _effectiveEpoch;

    public FilecoinMinting(FilecoinParameters parameters)
    {
        _parameters = parameters;
        _effectivePower = parameters.BaselineInitial;
        // Of the epoch before genesis, so that the first step arrives at the initial baseline.
        _baselinePower =
            (_effectivePower << (2 * FilecoinParameters.Bits)) / FilecoinParameters.BaselineGrowth
            >> FilecoinParameters.Bits;
    }

    /// <summary>The last epoch that was stepped; −1 before the first.</summary>
    public long Epoch { get; private set; } = -1;

    /// <summary>Bytes of power that the network is meant to have now.</summary>
    public Int128 BaselinePower => (Int128)_baselinePower;

    /// <summary>Effective network time in epochs, Q.128.</summary>
    public BigInteger Theta => FilecoinReward.Theta(_effectiveEpoch, _effectivePower, _realisedSum, _baselineSum);

    /// <summary>Moves on by an epoch.</summary>
    /// <param name="realisedPower">Bytes of storage power of the network.</param>
    /// <returns>attoFIL minted for the blocks of the epoch.</returns>
    public Int128 Step(Int128 realisedPower)
    {
        BigInteger before = Theta;
        Advance(realisedPower);
        return FilecoinReward.At(_parameters, Epoch, before, Theta);
    }

    /// <summary>Moves on by several epochs of the same power.</summary>
    /// <param name="realisedPower">Bytes of storage power of the network.</param>
    /// <returns>attoFIL minted in all of them, rounded down once: at most one for each epoch more than step by step.</returns>
    public Int128 Step(Int128 realisedPower, int epochCount)
    {
        Require.Between(epochCount, 1, int.MaxValue, "move on by an epoch at least");
        BigInteger before = Theta;
        long first = Epoch + 1;
        for (int i = 0; i < epochCount; i++)
        {
            Advance(realisedPower);
        }

        return FilecoinReward.Over(_parameters, first, epochCount, before, Theta);
    }

    private void Advance(Int128 realisedPower)
    {
        Require.Amount(realisedPower);
        Epoch++;
        _baselinePower = Grow(_baselinePower);
        _realisedSum += BigInteger.Min(_baselinePower, realisedPower);
        while (_realisedSum > _baselineSum)
        {
            _effectiveEpoch++;
            _effectivePower = Grow(_effectivePower);
            _baselineSum += _effectivePower;
        }
    }

    private static BigInteger Grow(BigInteger power) =>
        power * FilecoinParameters.BaselineGrowth >> FilecoinParameters.Bits;
}
