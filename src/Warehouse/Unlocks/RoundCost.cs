using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Warehouse.Unlocks;

/// <summary>What the funding rounds that feed an allocation paid for a token.</summary>
/// <param name="Usd">US dollars per whole token; null where a share or an amount was not found: then nothing is guessed.</param>
/// <param name="Basis">Where it is from, such as "stated price" (metric funding_rounds).</param>
/// <param name="Confidence">Of the least sure value in it.</param>
public sealed record RoundCost(double? Usd, string Basis, string Confidence)
{
    /// <returns>By bucket, and by the name of each contract that holds one; case does not matter. Every round of a bucket has the
    /// same cost.</returns>
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

    private static int Doubt(string confidence) =>
        Array.IndexOf(["exact", "reported", "assumed", "not found", "-"], confidence);
}
