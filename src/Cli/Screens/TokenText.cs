using System.Globalization;
using System.Numerics;

namespace Souk.Cli.Screens;

/// <summary>Amounts and names of contracts as people read them.</summary>
internal static class TokenText
{
    /// <summary>Names come from contracts, which may send anything to a terminal.</summary>
    public static string Shown(string text) => new([.. text.Select(letter => char.IsControl(letter) ? '?' : letter)]);

    /// <summary>Base units as a decimal number, exact.</summary>
    public static string Whole(BigInteger units, int decimals)
    {
        string digits = BigInteger.Abs(units).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        string fraction = digits[^decimals..].TrimEnd('0');
        return (units.Sign < 0 ? "-" : "") + digits[..^decimals] + (fraction.Length == 0 ? "" : "." + fraction);
    }
}
