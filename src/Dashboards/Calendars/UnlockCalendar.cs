using System.Numerics;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Records;
using Souk.Dashboards.Supplies;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Calendars;

/// <summary>What vesting contracts of a market set free from now on, and what is promised to be: cliffs to the second, the rest by
/// month.</summary>
/// <param name="VolumePerDay">What the market's pools turn over a day, base units; zero where there is no pool.</param>
/// <param name="Circulating">Of the last day on all chains, base units.</param>
/// <param name="Entries">Earliest first.</param>
public sealed record UnlockCalendar(
    MarketSummary Market,
    BigInteger VolumePerDay,
    BigInteger Circulating,
    IReadOnlyList<UnlockEntry> Entries
)
{
    /// <param name="market">As of the same day.</param>
    /// <param name="asOf">Later blocks do not count, UTC; null counts all.</param>
    public static UnlockCalendar Read(DuckDBConnection connection, MarketSummary market, DateTime? asOf = null)
    {
        MetricTable vesting = MetricCatalogue.Run(connection, "vesting", market.System, asOf);
        MetricTable supply = SupplyDays.Of(
            MetricCatalogue.Run(connection, SupplyDays.Metric, market.System, asOf),
            market.Token.Symbol
        );
        MetricTable volume = RecordQuery.Run(
            connection,
            "pool_volume",
            ("market", market.System),
            ("as_of", asOf ?? DateTime.MaxValue.Date)
        );
        return new UnlockCalendar(
            market,
            volume.Integer(volume.Rows[0], "volume_per_day"),
            supply.Rows.Count == 0 ? BigInteger.Zero : supply.Integer(supply.Rows[^1], "circulating"),
            [
                .. Months(connection, market, asOf)
                    .Concat(Cliffs(vesting, market))
                    .OrderBy(entry => entry.Day)
                    .ThenBy(entry => entry.Bucket, StringComparer.Ordinal),
            ]
        )
        {
            Waiting =
            [
                .. vesting
                    .Rows.Where(row =>
                        WaitsForPrice(vesting, row) && vesting.Text(row, "symbol") == market.Token.Symbol
                    )
                    .Select(row =>
                        (vesting.Text(row, "bucket"), vesting.Integer(row, "total") - vesting.Integer(row, "vested"))
                    )
                    .Where(stream => !stream.Item2.IsZero),
            ],
        };
    }

    /// <summary>Streams that are free once a price is reached, which no day tells, and the base units that nobody took yet.</summary>
    public IReadOnlyList<(string Bucket, BigInteger Amount)> Waiting { get; init; } = [];

    /// <summary>Whether a row of the metric "vesting" has no days, because it waits for a price.</summary>
    internal static bool WaitsForPrice(MetricTable vesting, object?[] row) =>
        vesting.IntegerOr(row, "duration_seconds") is null;

    /// <summary>How many days of the pools' turnover an amount is; null where they turn over nothing.</summary>
    public decimal? DaysOfVolume(BigInteger amount) =>
        VolumePerDay.IsZero ? null : Math.Round((decimal)(amount * 100 / VolumePerDay) / 100, 1);

    private static IEnumerable<UnlockEntry> Months(DuckDBConnection connection, MarketSummary market, DateTime? asOf)
    {
        MetricTable unlocks = MetricCatalogue.Run(connection, "unlocks", market.System, asOf);
        return unlocks
            .Rows.Where(row => !unlocks.Integer(row, "scheduled").IsZero)
            .Select(row => new UnlockEntry(
                unlocks.Value<DateOnly>(row, "month"),
                unlocks.Value<string>(row, "bucket"),
                unlocks.Integer(row, "scheduled"),
                IsCliff: false
            ));
    }

    // A cliff is part of its month's amount; as an entry of its own it has its day.
    private static IEnumerable<UnlockEntry> Cliffs(MetricTable vesting, MarketSummary market)
    {
        foreach (object?[] row in vesting.Rows.Where(row => !WaitsForPrice(vesting, row)))
        {
            BigInteger start = vesting.Integer(row, "start_seconds");
            BigInteger cliff = vesting.Integer(row, "cliff_seconds");
            BigInteger duration = vesting.Integer(row, "duration_seconds");
            if (cliff <= market.AsOf.BlockTime.ToUnixTimeSeconds() || cliff <= start || cliff > s_lastSecond)
            {
                continue;
            }

            BigInteger total = vesting.Integer(row, "total");
            yield return new UnlockEntry(
                DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds((long)cliff).UtcDateTime),
                vesting.Value<string>(row, "bucket"),
                cliff >= start + duration ? total : total * (cliff - start) / duration,
                IsCliff: true
            );
        }
    }

    private static readonly BigInteger s_lastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();
}

/// <summary>An unlock to come.</summary>
/// <param name="Day">Of a cliff its day; of other amounts the first of their month.</param>
/// <param name="Bucket">Whose schedule.</param>
/// <param name="Amount">Base units.</param>
/// <param name="IsCliff">Whether it becomes free at once; it is part of its month's amount too.</param>
public sealed record UnlockEntry(DateOnly Day, string Bucket, BigInteger Amount, bool IsCliff);
