using System.Globalization;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Definitions;
using Souk.Dashboards.Records;
using Souk.Dashboards.Wordings;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Trust;

/// <summary>Stored blocks by proof level, and what of it all people or files say.</summary>
/// <param name="Levels">Blocks of each level that occurs: none, bloom, receipts, unverifiable.</param>
/// <param name="Said">What is said beside them.</param>
public sealed record Coverage(IReadOnlyList<(string Proof, long Blocks)> Levels, Said Said)
{
    private const string Price = "reference.price";

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
    /// <param name="asOf">What files say of later moments does not count, UTC; null counts all.</param>
    public static Coverage Read(DuckDBConnection connection, string? market, DateTime? asOf = null)
    {
        MetricTable rows = RecordQuery.Run(connection, "coverage", ("market", market));
        return new Coverage(
            [.. rows.Rows.Select(row => ((string)row[0]!, (long)row[1]!))],
            market is null ? Said.Nothing : SaidBy(KeptParts(connection, market), asOf)
        );
    }

    /// <summary>As a metric is asked for: of its day, and of what was known then.</summary>
    /// <exception cref="FormatException">No such block is indexed; says which are.</exception>
    public static Coverage Read(DuckDBConnection connection, string market, MetricRequest request)
    {
        DateTime? until = request.UntilOf(connection, market);
        Coverage now = Read(connection, market, until);
        return request.KnownAt is null
            ? now
            : request.AsKnown(connection, () => now with { Said = SaidBy(ReadParts(connection, market), until) });
    }

    /// <summary>What a metric of this market rests on.</summary>
    /// <param name="isByEntity">Whether it was asked to count entities, which rest on evidence.</param>
    public Badge Of(Warehouse.Metrics.Metric metric, bool isByEntity = false) => Of(IsProved, Said, metric, isByEntity);

    /// <summary>Whether hashes show that no log is missing.</summary>
    public bool IsProved => Blocks > 0 && Proved == Blocks;

    internal static Badge Of(bool isProved, Said said, Warehouse.Metrics.Metric metric, bool isByEntity)
    {
        bool isLinked = metric.Key is "links" or "wash_screen" or "sybil_screen" or "ownership" or "gmv_adjusted";
        return isLinked || said.IsReadBy(metric) || (isByEntity && Declares(metric)) ? Badge.Reported
            : isProved ? Badge.Proved
            : Badge.Indexed;
    }

    // A page asks for it of each market, and files seldom change.
    private static MetricTable KeptParts(DuckDBConnection connection, string market) =>
        MetricAnswers.AskOnce(connection, "said", market, () => ReadParts(connection, market));

    private static MetricTable ReadParts(DuckDBConnection connection, string market)
    {
        MetricTable said = RecordQuery.Run(connection, "said", ("market", market));
        IEnumerable<object?[]> rows = said.Rows;
        if (said.Rows.Any(row => row[0] is Price))
        {
            rows = rows.Where(row => row[0] is not Price).Concat(ReadPrice(connection, market));
        }

        if (connection.Scalar<long>("select count(*) from party.label") > 0)
        {
            rows = rows.Concat(RecordQuery.Run(connection, "labelled", ("market", market)).Rows);
        }

        return said with
        {
            Rows = [.. rows],
        };
    }

    /// <summary>The first day whose price is a file's, which it is where neither a pool nor a feed has one in that quote.</summary>
    private static object?[][] ReadPrice(DuckDBConnection connection, string market) =>
        MetricCatalogue.Stream<object?[][]>(
            connection,
            "prices",
            market,
            reader =>
            {
                (int day, int source) = (reader.GetOrdinal("day"), reader.GetOrdinal("source"));
                while (reader.Read())
                {
                    if (
                        !reader.IsDBNull(source)
                        && reader.GetString(source).StartsWith("import: ", StringComparison.Ordinal)
                    )
                    {
                        return
                        [
                            [Price, reader.GetFieldValue<DateOnly>(day).ToDateTime(TimeOnly.MinValue)],
                        ];
                    }
                }

                return [];
            }
        );

    private static Said SaidBy(MetricTable parts, DateTime? asOf) =>
        new([
            .. parts
                .Rows.Where(row => row[1] is not DateTime since || asOf is null || since <= asOf)
                .Select(row => (string)row[0]!),
        ]);

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
