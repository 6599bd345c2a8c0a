using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Consensus;

/// <summary>Yuma 3's liquid alpha: a bond moves faster the further a validator is ahead of consensus or of its own bond.</summary>
/// <remarks>
/// rate = low + (high − low) / (1 + e^(−s (d − ½))), held between low and high, where d is weight − consensus when buying
/// (weight at or above bond) and bond − weight when selling, held between 0 and 1. Source: opentensor/subtensor 14bc6f9,
/// `pallets/subtensor/src/epoch/run_epoch.rs`, `alpha_sigmoid`.
/// </remarks>
internal readonly struct LiquidRate(YumaParameters parameters)
{
    private static readonly Q32x32 _half = Q32x32.Ratio(1, 2);
    private static readonly Q32x32 _exponentMax = Q32x32.Of(20);

    private readonly Q32x32 _low = parameters.AlphaLowShare;
    private readonly Q32x32 _high = parameters.AlphaHighShare;
    private readonly Q32x32 _slope = Q32x32.Of(parameters.AlphaSigmoidSteepness) / Q32x32.Of(-100);

    /// <summary>The rate of one bond.</summary>
    public Q32x32 Of(Q32x32 weight, Q32x32 bond, Q32x32 consensus)
    {
        Q32x32 lead = weight >= bond ? weight - consensus : bond - weight;
        lead = Q32x32.Max(Q32x32.Zero, Q32x32.Min(Q32x32.One, lead));
        Q32x32 sigmoid = Q32x32.One / (Q32x32.One + ExpWithin20(_slope * (lead - _half)));
        Q32x32 rate = _low + (sigmoid * (_high - _low));
        return Q32x32.Max(_low, Q32x32.Min(_high, rate));
    }

    /// <summary>The bond after one epoch, at most one.</summary>
    public Q32x32 Move(Q32x32 weight, Q32x32 bond, Q32x32 consensus)
    {
        Q32x32 rate = Of(weight, bond, consensus);
        return Q32x32.Min(Q32x32.One, ((Q32x32.One - rate) * bond) + (rate * weight));
    }

    private static Q32x32 ExpWithin20(Q32x32 exponent)
    {
        exponent = Q32x32.Max(-_exponentMax, Q32x32.Min(_exponentMax, exponent));
        return FixedTranscendental.Exp(exponent)
            ?? throw new OverflowException($"e^{exponent} exceeds 32 bits before the point.");
    }
}
