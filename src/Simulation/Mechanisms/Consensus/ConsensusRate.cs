using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Consensus;

/// <summary>Yuma 2's liquid alpha: the bonds on a miner move faster the higher its consensus.</summary>
/// <remarks>
/// rate = 1 / (1 + e^(b − a c)), held between low and high, through (25 % quantile, low) and (75 % quantile, high) of the
/// consensus of all neurons. Source: opentensor/subtensor v1.2.5, `pallets/subtensor/src/epoch/run_epoch.rs`,
/// `compute_ema_bonds_sparse`, and `epoch/math.rs`, `quantile`.
/// </remarks>
internal static class ConsensusRate
{
    /// <summary>The rate of each column; the constant rate where liquid alpha is off or consensus says nothing.</summary>
    public static Q32x32[] Of(YumaVersion version, YumaParameters parameters, ReadOnlySpan<Q32x32> consensus)
    {
        Q32x32[] rates = new Q32x32[consensus.Length];
        Array.Fill(rates, parameters.BondsRate);
        if (version != YumaVersion.Yuma2 || !parameters.IsLiquidAlpha || !consensus.ContainsAnyExcept(Q32x32.Zero))
        {
            return rates;
        }

        Q32x32 high = Quartile(consensus, 3);
        if (high == Q32x32.Zero)
        {
            return rates;
        }

        (Q32x32 alphaLow, Q32x32 alphaHigh) = (parameters.AlphaLowShare, parameters.AlphaHighShare);
        (Q32x32 a, Q32x32 b) = Curve(alphaLow, alphaHigh, Quartile(consensus, 1), high);
        for (int column = 0; column < rates.Length; column++)
        {
            Q32x32 exponential = FixedTranscendental.Exp(b - (a * consensus[column])) ?? Q32x32.Zero;
            Q32x32 rate = Q32x32.One / (Q32x32.One + exponential);
            rates[column] = Q32x32.Max(alphaLow, Q32x32.Min(alphaHigh, rate));
        }

        return rates;
    }

    /// <summary>Slope and intercept of the logistic curve through both points; zeros where there is none.</summary>
    public static (Q32x32 Slope, Q32x32 Intercept) Curve(
        Q32x32 alphaLow,
        Q32x32 alphaHigh,
        Q32x32 consensusLow,
        Q32x32 consensusHigh
    )
    {
        if (consensusHigh <= consensusLow || alphaLow == Q32x32.Zero || alphaHigh == Q32x32.Zero)
        {
            return (Q32x32.Zero, Q32x32.Zero);
        }

        Q32x32 logLow = LogOdds(alphaLow);
        Q32x32 slope = (LogOdds(alphaHigh) - logLow) / (consensusLow - consensusHigh);
        return (slope, logLow + (slope * consensusLow));
    }

    /// <summary>The value that so many quarters of a sorted column lie below, interpolated.</summary>
    public static Q32x32 Quartile(ReadOnlySpan<Q32x32> values, int quarters)
    {
        Q32x32[] sorted = values.ToArray();
        sorted.Sort();
        (int low, int quartersOn) = Math.DivRem(quarters * (sorted.Length - 1), 4);
        return quartersOn == 0
            ? sorted[low]
            : sorted[low] + ((sorted[low + 1] - sorted[low]) * Q32x32.Ratio(quartersOn, 4));
    }

    private static Q32x32 LogOdds(Q32x32 alpha) =>
        FixedTranscendental.Log((Q32x32.One / alpha) - Q32x32.One) ?? Q32x32.Zero;
}
