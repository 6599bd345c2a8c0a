using System.Text.RegularExpressions;

namespace Souk.Dashboards.Trust;

/// <summary>What the answer of a reader's own SELECT rests on, by the schemas that it names.</summary>
public static partial class QueryBadge
{
    /// <summary>The least sure of what is read; a name that only looks like a schema counts as one.</summary>
    /// <returns>Never <see cref="Badge.Proved"/>: nobody knows which blocks the rows are of.</returns>
    public static Badge Of(string sql) =>
        Modelled.IsMatch(sql) ? Badge.Modelled
        : Reported.IsMatch(sql) ? Badge.Reported
        : Badge.Indexed;

    [GeneratedRegex("\\b(run|forecast)\\b", RegexOptions.IgnoreCase)]
    private static partial Regex Modelled { get; }

    [GeneratedRegex("\\b(reference|party)\\b", RegexOptions.IgnoreCase)]
    private static partial Regex Reported { get; }
}
