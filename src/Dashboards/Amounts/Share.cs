using System.Globalization;
using System.Numerics;

namespace Souk.Dashboards.Amounts;

/// <summary>A part of a whole, kept in hundredths of a percent and rounded toward zero.</summary>
/// <param name="BasisPoints">10,000 is the whole.</param>
public readonly record struct Share(long BasisPoints)
{
    /// <summary>What stands after a number in percent: a space that no line breaks at, and the sign.</summary>
    public const string PercentSign = "\u00a0%";

    /// <summary>The share, or null where the whole is zero or negative and a share means nothing.</summary>
    public static Share? Of(BigInteger part, BigInteger whole) =>
        whole.Sign <= 0 ? null : new Share((long)(part * 10_000 / whole));

    public override string ToString() =>
        (BasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture) + PercentSign;
}
