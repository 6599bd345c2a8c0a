using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Calendars;

/// <summary>What shows that a bucket was allocated, of metric allocations; amounts in base units of the market token.</summary>
/// <param name="Evidence">"contract", "watched wallet" or "promise only".</param>
/// <param name="Promised">Null where the registry has no share of it or no maximum supply.</param>
/// <param name="InContract">What its vesting contracts received; null without one.</param>
/// <param name="Watched">What the declared wallet holds; null without one.</param>
/// <param name="Confidence">Of the promise, "-" without one.</param>
public sealed record BucketState(
    string Bucket,
    string Evidence,
    BigInteger? Promised,
    BigInteger? InContract,
    BigInteger? Watched,
    string Confidence
)
{
    public bool IsPromiseOnly => InContract is null && Watched is null;

    /// <param name="asOf">Later blocks do not count, UTC; null counts all.</param>
    /// <returns>By bucket.</returns>
    public static IReadOnlyList<BucketState> Read(DuckDBConnection connection, string market, DateTime? asOf)
    {
        MetricTable rows = MetricCatalogue.Run(connection, "allocations", market, asOf);
        return
        [
            .. rows.Rows.Select(row => new BucketState(
                rows.Text(row, "bucket"),
                rows.Text(row, "evidence"),
                rows.IntegerOr(row, "promised"),
                rows.IntegerOr(row, "in_contract"),
                rows.IntegerOr(row, "watched"),
                rows.Text(row, "confidence")
            )),
        ];
    }
}
