using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Consensus;

/// <summary>The hyperparameters of a subnet that its consensus reads.</summary>
/// <remarks>
/// Defaults are those of opentensor/subtensor 14bc6f9, `runtime/src/lib.rs`. Proportions are parts of 65,535, as on chain.
/// </remarks>
internal sealed record YumaParameters
{
    private const int BondsMovingAverageWhole = 1_000_000;

    /// <summary>Share of stake that must support a weight, in parts of 65,535; one half.</summary>
    public ushort Kappa { get; init; } = 32_767;

    /// <summary>How much of a bond survives an epoch, in millionths.</summary>
    public int BondsMovingAverage { get; init; } = 900_000;

    /// <summary>How far weights are clipped before they earn bonds, in parts of 65,535: all the way.</summary>
    public ushort BondsPenalty { get; init; } = ushort.MaxValue;

    /// <summary>Whether bonds move at rates that depend on consensus. Read by Yuma 2 and 3.</summary>
    public bool IsLiquidAlpha { get; init; }

    /// <summary>The slowest rate of liquid alpha, in parts of 65,535.</summary>
    public ushort AlphaLow { get; init; } = 45_875;

    /// <summary>The fastest rate of liquid alpha, in parts of 65,535.</summary>
    public ushort AlphaHigh { get; init; } = 58_982;

    /// <summary>Steepness of Yuma 3's sigmoid, in hundredths.</summary>
    public short AlphaSigmoidSteepness { get; init; } = 1_000;

    /// <summary>How many of the largest stakes get a permit to validate.</summary>
    public int ValidatorsMax { get; init; } = 128;

    /// <summary>Blocks after which a validator that set no weights no longer counts.</summary>
    public long ActivityCutoffBlocks { get; init; } = 5_000;

    /// <summary>Base units of stake below which a neuron does not count.</summary>
    public ulong StakeThreshold { get; init; }

    /// <summary>Whether a validator's bond on a neuron is forgotten until that validator sets weights again.</summary>
    /// <remarks>Until v2.0.8. Later, all bonds on a neuron registered since the last epoch are forgotten.</remarks>
    public bool ForgetsBondsUntilUpdate { get; init; }

    /// <summary>The neuron of the subnet's owner: always permitted, may weigh itself, exempt from the threshold.</summary>
    public int? OwnerUid { get; init; }

    internal Q32x32 KappaShare => Q32x32.Ratio(Kappa, ushort.MaxValue);

    internal Q32x32 PenaltyShare => Q32x32.Ratio(BondsPenalty, ushort.MaxValue);

    internal Q32x32 AlphaLowShare => Q32x32.Ratio(AlphaLow, ushort.MaxValue);

    internal Q32x32 AlphaHighShare => Q32x32.Ratio(AlphaHigh, ushort.MaxValue);

    /// <summary>The rate at which bonds move without liquid alpha: what the moving average leaves of one.</summary>
    internal Q32x32 BondsRate => Q32x32.One - Q64x64.Ratio(BondsMovingAverage, BondsMovingAverageWhole).ToQ32x32();

    /// <exception cref="ArgumentOutOfRangeException">A value outside its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(BondsMovingAverage);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BondsMovingAverage, BondsMovingAverageWhole);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(AlphaLow, AlphaHigh);
        ArgumentOutOfRangeException.ThrowIfNegative(ValidatorsMax);
        ArgumentOutOfRangeException.ThrowIfNegative(ActivityCutoffBlocks);
    }
}
