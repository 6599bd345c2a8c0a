using System.Globalization;
using Souk.Dashboards.Records;
using Souk.Dashboards.Wordings;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Trust;

/// <summary>Stored blocks by proof level, and whether anybody declared labels.</summary>
/// <param name="Levels">Blocks of each level that occurs: none, bloom, receipts, unverifiable.</param>
public sealed record Coverage(IReadOnlyList<(string Proof, long Blocks)> Levels, bool HasLabels)
{
    private static readonly string[] s_declared =
    [
        "party.label",
        "party.link",
        "party.actor",
        "party.entity",
        "attribution",
    ];

    public long Blocks => Levels.Sum(level => level.Blocks);

    public long Proved => Levels.Where(level => level.Proof == "receipts").Sum(level => level.Blocks);

    /// <summary>Such as "2,222 blocks checked by bloom, 2 by receipts".</summary>
    public string Sentence =>
        Levels.Count == 0
            ? PageWords.Plain("trust.no-block-is-stored")
            : string.Join(
                ", ",
                Levels.Select(level =>
                    PageWords.Plain(
                        "trust.blocks",
                        level.Blocks.ToString("N0", CultureInfo.InvariantCulture),
                        Words(level.Proof)
                    )
                )
            );

    /// <param name="market">Null counts every chain.</param>
    public static Coverage Read(DuckDBConnection connection, string? market)
    {
        MetricTable rows = RecordQuery.Run(connection, "coverage", ("market", market));
        return new Coverage(
            [.. rows.Rows.Select(row => ((string)row[0]!, (long)row[1]!))],
            connection.Scalar<long>("select count(*) from party.label") > 0
        );
    }

    /// <summary>What a metric of this market rests on.</summary>
    /// <param name="isByEntity">Whether it was asked to count entities, which rest on evidence.</param>
    public Badge Of(Warehouse.Metrics.Metric metric, bool isByEntity = false) =>
        Of(IsProved, HasLabels, metric, isByEntity);

    /// <summary>Whether hashes show that no log is missing.</summary>
    public bool IsProved => Blocks > 0 && Proved == Blocks;

    internal static Badge Of(bool isProved, bool hasLabels, Warehouse.Metrics.Metric metric, bool isByEntity)
    {
        bool usesLabels = hasLabels && metric.Sql.Contains("party.label", StringComparison.Ordinal);
        bool isLinked = metric.Key is "links" or "wash_screen" or "sybil_screen" or "ownership" or "gmv_adjusted";
        // A file's prices or rounds are what somebody says.
        bool isTold = metric.Sql.Contains("reference.", StringComparison.Ordinal);
        return usesLabels || isLinked || isTold || (isByEntity && Declares(metric)) ? Badge.Reported
            : isProved ? Badge.Proved
            : Badge.Indexed;
    }

    private static bool Declares(Warehouse.Metrics.Metric metric) =>
        s_declared.Any(name => metric.Sql.Contains(name, StringComparison.Ordinal));

    private static string Words(string proof) =>
        proof switch
        {
            "receipts" => PageWords.Plain("trust.proved-by-receipts"),
            "bloom" => PageWords.Plain("trust.checked-by-bloom-filters"),
            "unverifiable" => PageWords.Plain("trust.that-cannot-be-verified"),
            _ => PageWords.Plain("trust.as-the-endpoint-gave-them"),
        };
}
