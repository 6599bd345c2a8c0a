using System.Numerics;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Wordings;
using Souk.DuckDb;

namespace Souk.Dashboards.Markets;

/// <summary>Reads the tiles at the top of a market's page.</summary>
internal sealed class HeadlineReader(DuckDBConnection connection, MarketSummary market, DateTime? asOf = null)
{
    private const int RecentDays = 30;

    public IReadOnlyList<Headline> Read(MetricRows emissions, MetricRows payments)
    {
        MetricRows parties = new(connection, "active_parties", market.System, asOf);
        MetricRows vesting = new(connection, "vesting", market.System, asOf);
        List<Headline> headlines =
        [
            new(MetricRows.DefinitionOf("supply"), market.TotalSupply),
            Named(emissions.Definition, "emitted", PageWords.Plain("markets.emitted"), Sum(emissions, "emitted")),
            Named(
                emissions.Definition,
                "burned",
                PageWords.Plain("markets.burned"),
                Sum(emissions, "burned"),
                SunkDetail(emissions)
            ),
            Named(
                vesting.Definition,
                "released",
                PageWords.Plain("markets.released-from-vesting"),
                Sum(vesting, "released"),
                vesting.Count == 0 ? PageWords.Plain("markets.no-vesting-contract-is-known") : null
            ),
        ];
        headlines.AddRange(RecentPayments(payments));
        headlines.Add(
            Named(
                parties.Definition,
                "contributors",
                PageWords.Plain("markets.active-contributors"),
                Counted(parties, "contributors"),
                PageWords.Plain("markets.in-the-last-days", RecentDays)
            ) with
            {
                IsCount = true,
            }
        );
        headlines.Add(
            Named(
                parties.Definition,
                "buyers",
                PageWords.Plain("markets.active-buyers"),
                Counted(parties, "buyers"),
                PageWords.Plain("markets.in-the-last-days", RecentDays)
            ) with
            {
                IsCount = true,
            }
        );
        return headlines;
    }

    // What sellers got, one tile per token that buyers pay in.
    private IEnumerable<Headline> RecentPayments(MetricRows payments)
    {
        DateOnly first = market.AsOf.Day.AddDays(1 - RecentDays);
        return payments
            .All.Where(row => row.Text("role") == "price")
            .GroupBy(row => new TokenUnit(row.Text("symbol"), (int)row.Count("decimals")))
            .OrderBy(group => group.Key.Symbol, StringComparer.Ordinal)
            .Select(group =>
                Named(
                    payments.Definition,
                    "paid",
                    PageWords.Plain("markets.paid-to-sellers"),
                    group
                        .Where(row => row.Day("day") >= first)
                        .Aggregate(BigInteger.Zero, (sum, row) => sum + row.Integer("amount")),
                    PageWords.Plain("markets.in-the-last-days-without", RecentDays)
                ) with
                {
                    Token = group.Key,
                }
            );
    }

    private string? SunkDetail(MetricRows emissions)
    {
        BigInteger sunk = Sum(emissions, "sunk");
        return sunk.IsZero
            ? null
            : PageWords.Plain("markets.and-sent-to-a-dead", new Amount(sunk, market.Token).Short, market.Token.Symbol);
    }

    private static Headline Named(
        Answers.Metric metric,
        string suffix,
        string title,
        BigInteger value,
        string? detail = null
    ) => new(metric with { Key = $"{metric.Key}.{suffix}", Title = title }, value, Detail: detail);

    // Before the first block nobody is counted.
    private static BigInteger Counted(MetricRows parties, string column) =>
        parties.Count == 0 ? BigInteger.Zero : parties[0].Integer(column);

    private static BigInteger Sum(MetricRows rows, string column) =>
        rows.All.Aggregate(BigInteger.Zero, (sum, row) => sum + row.Integer(column));
}
