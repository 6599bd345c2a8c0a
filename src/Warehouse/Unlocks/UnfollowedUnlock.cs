using System.Numerics;

namespace Souk.Warehouse.Unlocks;

/// <summary>Releases, rewards or transfers of declared wallets that <see cref="AfterUnlock.Trace"/> does not follow.</summary>
/// <param name="Origin">'release', 'reward' or 'wallet'.</param>
/// <param name="Reason">'no transfer' (no stored transfer shows it, as of a native coin), 'to a contract of the market', 'within one
/// party' (who paid and who got it are one), 'to a declared wallet' (of another allocation) or 'another token' than the market's.</param>
/// <param name="Amount">Base units of the market's token; null where it is in others.</param>
public sealed record UnfollowedUnlock(string Origin, string Reason, long Events, BigInteger? Amount)
{
    /// <summary>Such as "3 releases (no transfer)".</summary>
    public override string ToString() => $"{Events} {Word}{(Events == 1 ? "" : "s")} ({Reason})";

    private string Word => Origin == "wallet" ? "transfer of a declared wallet" : Origin;
}
