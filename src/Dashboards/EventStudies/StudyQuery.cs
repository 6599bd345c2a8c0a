using System.Globalization;
using Souk.Dashboards.Records;
using Souk.Research.Responses;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.EventStudies;

/// <summary>A query of which a measured study is made, as it runs.</summary>
/// <param name="Name">Of its file, its metric, or what it asks for.</param>
/// <param name="Sql">Values stand in it as parameters only.</param>
/// <param name="Parameters">What they were: where there are several values, it ran once with each.</param>
/// <param name="Link">Where its definition and rows are; null where it has no page of its own.</param>
public sealed record StudyQuery(
    string Name,
    string Sql,
    IReadOnlyList<(string Name, string Values)> Parameters,
    string? Link = null
)
{
    internal const string Markets = "studied_markets";
    internal const string Days = "market_days";

    /// <summary>All that is stored counts.</summary>
    internal static readonly DateTime Never = DateTime.MaxValue.Date;

    /// <summary>What is asked for a study of whole markets.</summary>
    /// <param name="markets">Those that are indexed.</param>
    public static IReadOnlyList<StudyQuery> Of(Happening happening, DayOutcome outcome, IReadOnlyList<string> markets)
    {
        bool isPaid =
            happening is Happening.Reward or Happening.Fee or Happening.FeeRate || outcome == DayOutcome.Spending;
        bool isPriced = happening == Happening.Price || outcome == DayOutcome.Price;
        string[] metrics =
        [
            .. isPaid ? ["payments"] : Array.Empty<string>(),
            .. isPriced ? ["prices"] : Array.Empty<string>(),
            .. happening == Happening.Burn ? ["emissions"] : Array.Empty<string>(),
        ];
        return
        [
            new StudyQuery(Markets, RecordQuery.Text(Markets), []),
            new StudyQuery(Days, RecordQuery.Text(Days), Asked(markets)),
            .. metrics.Select(key => new StudyQuery(
                key,
                MetricCatalogue.Get(key).Sql,
                Asked(markets),
                markets.Count == 0 ? $"/metrics/{key}" : $"/metrics/{key}?market={Uri.EscapeDataString(markets[0])}"
            )),
        ];
    }

    /// <summary>What is asked for a study of a market's people.</summary>
    public static IReadOnlyList<StudyQuery> OfPeople(string market, PartyOutcome outcome) =>
        [
            .. PartyResponses.Queries.Select(query => new StudyQuery(
                query.Key,
                query.Sql,
                [
                    .. Asked([market]),
                    .. query.Sql.Contains("$outcome", StringComparison.Ordinal)
                        ? [("outcome", outcome.ToString())]
                        : Array.Empty<(string, string)>(),
                    .. query.Sql.Contains("$role", StringComparison.Ordinal)
                        ? [("role", "reward")]
                        : Array.Empty<(string, string)>(),
                ]
            )),
        ];

    private static (string Name, string Values)[] Asked(IReadOnlyList<string> markets) =>
        [("market", string.Join(", ", markets)), ("as_of", Never.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))];
}
