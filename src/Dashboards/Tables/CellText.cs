using System.Globalization;
using System.Numerics;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Tables;

/// <summary>Formats a value of a metric by its column's name and type: the conventions of the metric files.</summary>
/// <remarks>128-bit integers are base units of the row's token; _ppm are parts per million, _milli thousandths; _e18 are multiples of
/// 10^-18; _seconds are moments or spans.</remarks>
public static class CellText
{
    private static readonly string[] s_parties =
    [
        "party",
        "other",
        "payer",
        "payee",
        "wallet",
        "beneficiary",
        "signer",
        "address",
        "behind",
    ];

    private static readonly TokenUnit s_e18 = new("", Decimals: 18);

    // Seconds since 1970 of 1 January 1990: what is above is a moment, what is below a span.
    private const long MomentSecondsMin = 631_152_000;

    /// <param name="metric">Whose column it is; where it is none, a text in it is told only if every metric has findings there.</param>
    public static Cell Of(string column, object? value, TokenUnit token, string metric = "") =>
        value switch
        {
            null => new Cell("–", ""),
            string text => OfText(column, text, metric),
            DateOnly day => new Cell(Iso(day), Iso(day)),
            DateTime time => new Cell(time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), Iso(time)),
            Int128 number when column.EndsWith("_seconds", StringComparison.Ordinal) => Seconds((long)number),
            Int128 number when IsScaled(column) => OfCount(column, number),
            Int128 number when column.EndsWith("_e18", StringComparison.Ordinal) => new Cell(
                new Amount(number, s_e18).Short,
                number.ToString(CultureInfo.InvariantCulture)
            ),
            Int128 number => new Cell(new Amount(number, token).Short, number.ToString(CultureInfo.InvariantCulture)),
            bool flag => new Cell(
                flag ? PageWords.Plain("tables.yes") : PageWords.Plain("tables.no"),
                flag ? "true" : "false"
            ),
            double number => new Cell(
                number.ToString("0.######", CultureInfo.InvariantCulture),
                number.ToString("R", CultureInfo.InvariantCulture)
            ),
            byte[] bytes => new Cell("0x" + Convert.ToHexStringLower(bytes), "0x" + Convert.ToHexStringLower(bytes)),
            _ => OfCount(column, value),
        };

    /// <summary>A heading: "gini_ppm" becomes "Gini", or what the language calls it.</summary>
    public static string Heading(string column)
    {
        if (Wording.Spoken.ColumnName(column) is { } told)
        {
            return told;
        }

        string words = column;
        foreach (string unit in new[] { "_ppm_a_year", "_ppm", "_milli", "_seconds" })
        {
            words = words.EndsWith(unit, StringComparison.Ordinal) ? words[..^unit.Length] : words;
        }

        words = words.Replace('_', ' ');
        string tail = column.EndsWith("_ppm_a_year", StringComparison.Ordinal)
            ? $" {PageWords.Plain("tables.a-year")}"
            : "";
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..] + tail;
    }

    /// <summary>The page of an asset; its key keeps its slashes.</summary>
    public static string AssetLink(string key) =>
        "/asset/" + string.Join('/', key.Split('/').Select(Uri.EscapeDataString));

    /// <summary>An address or hash, its middle left out.</summary>
    public static string Shortened(string hex) => hex.Length > 18 ? $"{hex[..8]}…{hex[^6..]}" : hex;

    private static Cell OfText(string column, string text, string metric) =>
        s_parties.Contains(column) && text.Length == 42 ? new Cell(Shortened(text), text, $"/party/{text}")
        : column is "asset_key" && text.Length > 0 ? new Cell(ShortKey(text), text, AssetLink(text))
        : text.StartsWith("0x", StringComparison.Ordinal) ? new Cell(Shortened(text), text)
        : new Cell(FoundText.Of(metric, column, text), text);

    /// <summary>An asset's key; what it ends in is shortened where it is long.</summary>
    public static string ShortKey(string key)
    {
        int slash = key.LastIndexOf('/');
        string tail = slash >= 0 ? key[(slash + 1)..] : key;
        return slash >= 0 && tail.Length > 24 ? key[..(slash + 1)] + Shortened(tail) : key;
    }

    private static Cell OfCount(string column, object value)
    {
        string exact = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (
            !BigInteger.TryParse(
                exact,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out BigInteger number
            )
        )
        {
            return new Cell(exact, exact);
        }

        string text =
            column.Contains("_ppm", StringComparison.Ordinal) ? PerCent(number)
            : column.EndsWith("_milli", StringComparison.Ordinal)
                ? ((decimal)number / 1_000m).ToString("#,##0.###", CultureInfo.InvariantCulture)
            : column.EndsWith("_seconds", StringComparison.Ordinal) ? Seconds((long)number).Text
            : column.EndsWith("_id", StringComparison.Ordinal) ? exact
            : number.ToString("#,##0", CultureInfo.InvariantCulture);
        return new Cell(text, exact);
    }

    /// <summary>Whether a column's name says that its numbers are parts of one, not base units.</summary>
    internal static bool IsScaled(string column) =>
        column.Contains("_ppm", StringComparison.Ordinal) || column.EndsWith("_milli", StringComparison.Ordinal);

    private static string PerCent(BigInteger ppm) =>
        ((decimal)ppm / 10_000m).ToString("0.##", CultureInfo.InvariantCulture) + Share.PercentSign;

    private static Cell Seconds(long seconds) =>
        new(
            seconds >= MomentSecondsMin
                    ? DateTimeOffset
                        .FromUnixTimeSeconds(Math.Min(seconds, 253_402_300_799))
                        .UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                : seconds >= 172_800 ? PageWords.Plain("tables.days", seconds / 86_400)
                : seconds >= 7_200 ? $"{seconds / 3_600} h"
                : $"{seconds} s",
            seconds.ToString(CultureInfo.InvariantCulture)
        );

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Iso(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
