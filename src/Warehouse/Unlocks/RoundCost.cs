using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Warehouse.Unlocks;

/// <summary>What the funding rounds that feed an allocation, or the public sales of it, paid for a token.</summary>
/// <param name="Usd">US dollars per whole token; null where a share or an amount was not found: then nothing is guessed.</param>
/// <param name="Basis">Where it is from, such as "stated price" (metric funding_rounds).</param>
/// <param name="Confidence">Of the least sure value in it.</param>
public sealed record RoundCost(double? Usd, string Basis, string Confidence)
{
    private const string OfSale = "price of the sale";

    /// <returns>By bucket, and by the name of each contract that holds one; case does not matter. Every round of a bucket has the
    /// same cost. Where rounds and sales of a bucket did not all pay the same known price nothing is guessed.</returns>
    internal static Dictionary<string, RoundCost> ByBucket(DuckDBConnection connection, string market, DateTime? asOf)
    {
        MetricTable rounds = MetricCatalogue.Run(connection, "funding_rounds", market, asOf);
        int usd = rounds.Columns.ToList().IndexOf("cost_basis_usd");
        Dictionary<string, RoundCost> costs = rounds
            .Rows.Where(row => rounds.Text(row, "bucket") != "-")
            .GroupBy(row => rounds.Text(row, "bucket"), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                bucket => bucket.Key,
                bucket => new RoundCost(
                    bucket.First()[usd] as double?,
                    rounds.Text(bucket.First(), "basis"),
                    bucket.Select(row => rounds.Text(row, "confidence")).MaxBy(Doubt)!
                ),
                StringComparer.OrdinalIgnoreCase
            );
        foreach ((string bucket, RoundCost cost) in OfSales(connection, market, asOf))
        {
            costs[bucket] = costs.TryGetValue(bucket, out RoundCost? round) ? round.Joined(cost) : cost;
        }

        foreach (
            (string contract, string bucket) in connection.Query(
                "select contract, bucket from reference.bucket_contract where system = $market",
                row => (row.GetString(0), row.GetString(1)),
                ("market", market)
            )
        )
        {
            if (costs.TryGetValue(bucket, out RoundCost? cost))
            {
                costs[contract] = cost;
            }
        }

        return costs;
    }

    /// <summary>Files' sales that name the allocation they sold and had begun by then, one row per bucket.</summary>
    private static IEnumerable<(string Bucket, RoundCost Cost)> OfSales(
        DuckDBConnection connection,
        string market,
        DateTime? asOf
    ) =>
        connection.Query(
            """
            with sale as (
                select
                    any_value(value) filter (field = 'bucket') as bucket,
                    reference.first_day(any_value(value) filter (field = 'date')) as day,
                    any_value(value) filter (field = 'price_usd')::double as price_usd,
                    -- Of the price and of the bucket, the less sure one.
                    arg_max(confidence, reference.rank(confidence)) filter (field in ('price_usd', 'bucket')) as confidence
                from reference.fact
                where system = $market and section = 'sales' and reference.is_known(recorded_at, superseded_at)
                group by item
            )
            select
                any_value(bucket),
                if(count(*) = count(price_usd) and min(price_usd) = max(price_usd), min(price_usd), null),
                count(*) = count(price_usd),
                arg_max(confidence, reference.rank(confidence))
            from sale
            where bucket is not null and (day is null or day <= $as_of)
            group by lower(bucket)
            order by lower(bucket)
            """,
            row =>
                (
                    row.GetString(0),
                    new RoundCost(
                        row.IsDBNull(1) ? null : row.GetDouble(1),
                        !row.IsDBNull(1) ? OfSale
                            : row.GetBoolean(2) ? "prices differ"
                            : "price not found",
                        row.GetString(3)
                    )
                ),
            ("market", market),
            ("as_of", asOf ?? DateTime.MaxValue.Date)
        );

    /// <summary>This cost of a bucket's rounds with that of its sales: one price, or none.</summary>
    private RoundCost Joined(RoundCost sales)
    {
        string lessSure = Doubt(Confidence) < Doubt(sales.Confidence) ? sales.Confidence : Confidence;
        return this switch
        {
            { Usd: null } => this,
            _ when sales.Usd is null => sales with { Confidence = lessSure },
            _ when Usd == sales.Usd => this with { Confidence = lessSure },
            _ => new RoundCost(null, "prices differ", lessSure),
        };
    }

    private static int Doubt(string confidence) =>
        Array.IndexOf(["exact", "reported", "assumed", "not found", "-"], confidence);
}
