using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Tables;

/// <summary>What metrics and the warehouse find, in the language of the page.</summary>
/// <remarks>Files and the API keep the word that the metric gives, such as "partly proven": it is the code of a text, and its key is
/// `finding.` with that word (`finding.partly-proven`). What a chain or a registry names has no such text and stays as it is; nor
/// is a word with a capital one of ours.</remarks>
internal static partial class FoundText
{
    private const string Separator = ", ";

    /// <summary>Columns in which every metric says what it finds, or what kind something is; others may hold names and keys.</summary>
    private static readonly FrozenSet<string> s_columns = new[]
    {
        "attribute",
        "basis",
        "check_name",
        "class",
        "confidence",
        "definition",
        "document_status",
        "evidence",
        "fault",
        "fdv_by",
        "figure",
        "kind",
        "label",
        "meaning",
        "measure",
        "reason",
        "role",
        "rule",
        "shape",
        "side",
        "status",
        "step",
        "verdict",
    }.ToFrozenSet();

    /// <summary>Columns that hold names in other metrics, and findings in these.</summary>
    private static readonly FrozenSet<(string Metric, string Column)> s_columnsOf = new[]
    {
        ("active_rows", "symbol"),
        ("data_health", "detail"),
        ("data_health", "subject"),
        ("market_kpis", "name"),
        ("nakamoto", "subsystem"),
        ("price_premium", "value"),
    }.ToFrozenSet();

    /// <summary>Findings with values in them, and the keys of their texts. Only a value called word is a finding itself.</summary>
    private static readonly ImmutableArray<(Regex Shape, string Key)> s_composed =
    [
        (Suspected, "finding.suspected"),
        (UntrustedPrice, "finding.untrusted-price"),
        (UntrustedExit, "finding.untrusted-exit-cost"),
        (SideOf, "finding.side-of"),
        (Nodes, "finding.nodes"),
        (Chain, "finding.chain"),
        (Block, "finding.block"),
        (Contracts, "finding.contracts"),
        (Ranges, "finding.ranges"),
        (Last, "finding.last"),
        (Deepest, "finding.deepest"),
        (Removed, "finding.logs-removed"),
        (PerEvent, "finding.per-event"),
        (Upstream, "finding.goes-upstream"),
        (Hash, "finding.hash-of-metadata"),
        (NoNumber, "finding.metric-without-number"),
        (Judged, "finding.judged-by"),
        (JudgedWith, "finding.judged-by-with"),
    ];

    [GeneratedRegex(@"^suspected \((?<word>.+), (?<percent>\d+) %\)$")]
    private static partial Regex Suspected { get; }

    [GeneratedRegex("^no trustworthy price: (?<word>.+)$")]
    private static partial Regex UntrustedPrice { get; }

    [GeneratedRegex("^no trustworthy exit cost: (?<word>.+)$")]
    private static partial Regex UntrustedExit { get; }

    [GeneratedRegex("^(?<word>buyers|earners|holders|stakers) of (?<token>.+)$")]
    private static partial Regex SideOf { get; }

    [GeneratedRegex("^nodes: (?<word>.+)$")]
    private static partial Regex Nodes { get; }

    [GeneratedRegex(@"^chain (\d+)$")]
    private static partial Regex Chain { get; }

    [GeneratedRegex(@"^block (\d+)$")]
    private static partial Regex Block { get; }

    [GeneratedRegex(@"^contracts (\d+)$")]
    private static partial Regex Contracts { get; }

    [GeneratedRegex(@"^ranges (\d+)$")]
    private static partial Regex Ranges { get; }

    [GeneratedRegex(@"^last (?<word>never|\d[-\d :.]+)$")]
    private static partial Regex Last { get; }

    [GeneratedRegex(@"^deepest (\d+)$")]
    private static partial Regex Deepest { get; }

    [GeneratedRegex(@"^logs removed (\d+)$")]
    private static partial Regex Removed { get; }

    [GeneratedRegex("^per (?<word>[a-z_]+)$")]
    private static partial Regex PerEvent { get; }

    [GeneratedRegex(@"^(\d+) % goes upstream$")]
    private static partial Regex Upstream { get; }

    [GeneratedRegex("^hash (0x[0-9a-f]+); what they say is not on chain$")]
    private static partial Regex Hash { get; }

    [GeneratedRegex("^metric ([a-z_0-9]+) has no number for it here$")]
    private static partial Regex NoNumber { get; }

    [GeneratedRegex("^metric ([a-z_0-9]+, [a-z_0-9]+)$")]
    private static partial Regex Judged { get; }

    [GeneratedRegex("^metric (?<column>[a-z_0-9]+, [a-z_0-9]+): (?<word>.+)$")]
    private static partial Regex JudgedWith { get; }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex BetweenWords { get; }

    /// <summary>A value of a metric's column as a page says it; itself where the column holds what others named.</summary>
    public static string Of(string metric, string column, string text) =>
        s_columns.Contains(column) || s_columnsOf.Contains((metric, column)) ? Of(text) : text;

    /// <summary>What a stored fact of a kind is, as pages say it; itself where it is the name of a bucket.</summary>
    public static string OfFact(string kind, string what) => kind is "release" or "vesting" ? what : Of(what);

    /// <summary>The text of a finding, or of several with commas between; itself where there is none. Never for what others named.
    /// </summary>
    public static string Of(string text) =>
        (text.Any(char.IsUpper) ? null : Wording.Spoken.Finding(KeyOf(text)))
        ?? Composed(text)
        ?? (
            text.Contains(Separator, StringComparison.Ordinal)
                ? string.Join(Separator, text.Split(Separator).Select(Of))
                : text
        );

    /// <summary>A finding's text with a capital, as headings have it.</summary>
    public static string Capitalised(string text)
    {
        string said = Of(text);
        return said.Length == 0 ? said : char.ToUpper(said[0], PageWords.Culture) + said[1..];
    }

    /// <summary>The last part of a finding's key.</summary>
    internal static string KeyOf(string text) => BetweenWords.Replace(text, "-").Trim('-');

    private static string? Composed(string text)
    {
        foreach ((Regex shape, string key) in s_composed)
        {
            if (shape.Match(text) is { Success: true } found)
            {
                return PageWords.Plain(
                    key,
                    [
                        .. found
                            .Groups.Values.Skip(1)
                            .Select(value => (object)(value.Name == "word" ? Of(value.Value) : value.Value)),
                    ]
                );
            }
        }

        return null;
    }
}
