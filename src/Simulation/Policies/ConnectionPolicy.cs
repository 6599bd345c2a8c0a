using Souk.Simulation.Numerics;

namespace Souk.Simulation.Policies;

/// <summary>What connections to other systems multiply.</summary>
/// <remarks>
/// The logarithmic law: the value of a network of n goes with n ln n, so each one's part goes with ln n (Briscoe, Odlyzko and
/// Tilly, IEEE Spectrum, July 2006). Bounded, for the law says nothing about where it ends.
/// </remarks>
public static class ConnectionPolicy
{
    /// <summary>1 without connections, and at most the cap.</summary>
    /// <param name="weight">Of ln(1 + connections).</param>
    public static double Multiplier(long connections, double weight, double cap) =>
        Math.Min(cap, 1 + (weight * DeterministicMath.Log(1 + connections)));
}
