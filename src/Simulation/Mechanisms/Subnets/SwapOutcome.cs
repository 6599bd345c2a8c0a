namespace Souk.Simulation.Mechanisms.Subnets;

/// <summary>What a swap moved, in base units.</summary>
/// <param name="PaidIn">What entered the pool.</param>
/// <param name="Fee">What the trader paid beside that; it does not enter the pool.</param>
/// <param name="PaidOut">What left the pool.</param>
internal readonly record struct SwapOutcome(ulong PaidIn, ulong Fee, ulong PaidOut);
