using System.Globalization;
using System.Numerics;

namespace Souk.Dashboards.Amounts;

/// <summary>A token and how many decimals its base unit has.</summary>
/// <param name="Symbol">What a reader calls it, such as MASA.</param>
/// <param name="Decimals">18 means that one token is 10^18 base units; 0 to 77.</param>
public sealed record TokenUnit(string Symbol, int Decimals);

/// <summary>An exact number of base units of one token.</summary>
public readonly record struct Amount(BigInteger BaseUnits, TokenUnit Token)
{
    /// <summary>All digits, grouped, without trailing zeros: "1,234.000000000000000001".</summary>
    public string Exact => Text(Token.Decimals);

    /// <summary>At most two decimals, rounded toward zero; something smaller than 0.01 keeps its first digits.</summary>
    public string Short => Text(HasVisibleHundredth ? 2 : Math.Min(Token.Decimals, 8));

    /// <summary>Three digits and a magnitude, rounded toward zero: "1.23 B".</summary>
    public string Compact
    {
        get
        {
            (BigInteger divisor, string suffix) = Magnitude(BigInteger.Abs(BaseUnits) / One);
            return divisor.IsOne ? Short : new Amount(BaseUnits / divisor, Token).Text(2) + suffix;
        }
    }

    /// <summary>The only place where an amount becomes a double: a point of a chart, in whole tokens, nearest value.</summary>
    public double ToChartPoint() => double.Parse(Plain, CultureInfo.InvariantCulture);

    /// <summary>All digits without grouping, for files that machines read: "1234.5".</summary>
    public string Plain => Exact.Replace(",", "", StringComparison.Ordinal);

    private BigInteger One => BigInteger.Pow(10, Token.Decimals);

    private bool HasVisibleHundredth => BaseUnits.IsZero || BigInteger.Abs(BaseUnits) * 100 >= One;

    private string Text(int decimals)
    {
        BigInteger whole = BigInteger.DivRem(BigInteger.Abs(BaseUnits), One, out BigInteger rest);
        string fraction = rest.ToString(CultureInfo.InvariantCulture).PadLeft(Token.Decimals, '0');
        fraction = fraction[..Math.Min(decimals, Token.Decimals)].TrimEnd('0');
        string sign = BaseUnits.Sign < 0 ? "-" : "";
        string text = sign + whole.ToString("#,##0", CultureInfo.InvariantCulture);
        return fraction.Length == 0 ? text : $"{text}.{fraction}";
    }

    private static (BigInteger Divisor, string Suffix) Magnitude(BigInteger whole) =>
        whole switch
        {
            _ when whole >= 1_000_000_000_000 => (1_000_000_000_000, " T"),
            _ when whole >= 1_000_000_000 => (1_000_000_000, " B"),
            _ when whole >= 1_000_000 => (1_000_000, " M"),
            _ => (BigInteger.One, ""),
        };
}
