namespace Souk.Simulation.Mechanisms.Locks;

/// <summary>Tokens locked until a time.</summary>
/// <param name="Amount">Base units.</param>
/// <param name="End">Seconds since 1970, a whole number of weeks; 0 without a lock.</param>
/// <param name="Bias">Voting power at <paramref name="Since"/>.</param>
/// <param name="Slope">Voting power lost per second.</param>
/// <param name="Since">Seconds since 1970 of the last change.</param>
public readonly record struct TokenLock(Int128 Amount, long End, Int128 Bias, Int128 Slope, long Since)
{
    /// <summary>Voting power at a later time.</summary>
    public Int128 PowerAt(long time) => Int128.Max(0, Bias - (Slope * (time - Since)));
}
