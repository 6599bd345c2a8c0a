using Souk.Simulation.Numerics;

namespace Souk.Simulation.Mechanisms.Consensus;

/// <summary>What a bond rule makes of an epoch.</summary>
/// <param name="Bonds">The bonds to keep for the next epoch, at most one each.</param>
/// <param name="Dividends">Each validator's share of what validators get.</param>
internal readonly record struct BondOutcome(SparseRows<Q32x32> Bonds, Q32x32[] Dividends);
