using System.Text.RegularExpressions;

namespace Souk.Indexer.Mapping;

/// <summary>Which market table a statement of a mapping fills.</summary>
internal static partial class InsertTarget
{
    /// <returns>The table's name within schema market, and where the statement names it; null for a statement that fills
    /// none.</returns>
    public static (string Table, Range Place)? Find(string sql)
    {
        Match match = InsertIntoMarket().Match(SqlScript.Blank(sql));
        if (!match.Success)
        {
            return null;
        }

        Group place = match.Groups["place"];
        return (match.Groups["table"].Value.ToLowerInvariant(), place.Index..(place.Index + place.Length));
    }

    /// <summary>Whether a statement puts logs into quarantine itself.</summary>
    public static bool FillsQuarantine(string sql) => InsertIntoQuarantine().IsMatch(SqlScript.Blank(sql));

    [GeneratedRegex(
        @"\binsert\s+into\s+chain\s*\.\s*quarantine\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex InsertIntoQuarantine();

    [GeneratedRegex(
        @"\binsert\s+into\s+(?<place>market\s*\.\s*(?<table>\w+))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex InsertIntoMarket();
}
