using Souk.Dashboards.Tables;
using Souk.Dashboards.Wordings;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Disputes;

/// <summary>What imported labels say of two addresses that a rule suspects to be one, or of the one behind a group: whoever knows
/// better can declare it, and it then stands beside the suspicion.</summary>
public sealed class DisputeNotes
{
    /// <summary>Metrics that suspect, and the two columns of addresses; one where a row is a group.</summary>
    private static readonly Dictionary<string, (string First, string? Second)> s_suspecting = new(
        StringComparer.Ordinal
    )
    {
        ["links"] = ("party", "other"),
        ["wash_screen"] = ("payer", "payee"),
        ["sybil_screen"] = ("behind", null),
    };

    private readonly Dictionary<string, (string Entity, string Source)> _declared;

    private DisputeNotes(Dictionary<string, (string Entity, string Source)> declared) => _declared = declared;

    public static DisputeNotes Read(DuckDBConnection connection) =>
        new(
            connection
                .Query(
                    "select '0x' || lower(hex(address)), entity, source from party.label order by all",
                    row => (Address: row.GetString(0), Entity: row.GetString(1), Source: row.GetString(2))
                )
                .DistinctBy(label => label.Address)
                .ToDictionary(label => label.Address, label => (label.Entity, label.Source), StringComparer.Ordinal)
        );

    /// <summary>The note of each row of a metric that suspects; null for other metrics.</summary>
    public static Func<object?[], string>? Of(DuckDBConnection connection, Metric metric, MetricTable table)
    {
        if (!s_suspecting.TryGetValue(metric.Key, out (string First, string? Second) columns))
        {
            return null;
        }

        DisputeNotes notes = Read(connection);
        return columns.Second is { } second
            ? row => notes.Between(table.Text(row, columns.First), table.Text(row, second))
            : row => notes.About(table.Text(row, columns.First));
    }

    /// <summary>What is declared of an address; empty where nobody declared anything.</summary>
    /// <param name="address">0x and 40 digits in lower case.</param>
    public string About(string address) =>
        _declared.TryGetValue(address, out (string Entity, string Source) known)
            ? PageWords.Plain("disputes.declares-as", known.Source, CellText.Shortened(address), known.Entity)
            : "";

    /// <summary>What is declared of either; empty where nobody declared anything.</summary>
    /// <param name="first">0x and 40 digits in lower case, as the other one.</param>
    public string Between(string first, string second)
    {
        bool knowsFirst = _declared.TryGetValue(first, out (string Entity, string Source) one);
        bool knowsSecond = _declared.TryGetValue(second, out (string Entity, string Source) other);
        return (knowsFirst, knowsSecond) switch
        {
            (true, true) when one.Entity == other.Entity => PageWords.Plain(
                "disputes.declares-both-as",
                Sources(one, other),
                one.Entity
            ),
            (true, true) => PageWords.Plain(
                "disputes.disputed-declares-them-as-and",
                Sources(one, other),
                one.Entity,
                other.Entity
            ),
            _ => knowsFirst ? About(first) : About(second),
        };
    }

    private static string Sources((string Entity, string Source) one, (string Entity, string Source) other) =>
        one.Source == other.Source ? one.Source : $"{one.Source}, {other.Source}";
}
