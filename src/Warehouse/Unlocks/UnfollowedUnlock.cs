using System.Numerics;

namespace Souk.Warehouse.Unlocks;

/// <summary>Releases, or rewards, that <see cref="AfterUnlock.Trace"/> does not follow.</summary>
/// <param name="Origin">'release' or 'reward'.</param>
/// <param name="Reason">'no transfer' (no stored transfer shows it, as of a native coin), 'to a contract of the market', 'within one
/// party' (who paid and who got it are one) or 'another token' than the market's.</param>
/// <param name="Amount">Base units of the market's token; null where it is in others.</param>
public sealed record UnfollowedUnlock(string Origin, string Reason, long Events, BigInteger? Amount)
{
    /// <summary>Such as "3 releases (no transfer)".</summary>
    public override string ToString() => $"{Events} {Origin}{(Events == 1 ? "" : "s")} ({Reason})";
}
