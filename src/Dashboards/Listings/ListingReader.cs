using System.Numerics;
using Souk.Dashboards.Alarms;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Listings;

/// <summary>Reads what the front page says of each market.</summary>
internal static class ListingReader
{
    private const string CapitalisationMeasure = "market_cap";
    private const string CirculatingDefinition = "token_terminal";

    /// <returns>In the order of <see cref="IDashboardData.ListMarketsAsync"/>.</returns>
    public static async Task<IReadOnlyList<MarketListing>> ReadAsync(
        IDashboardData data,
        IReadOnlyList<IndexStop> stops,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<MarketSummary> markets = await data.ListMarketsAsync(cancellation);
        ILookup<string, Alert> alerts = (await AlertReader.ReadAsync(data, cancellation, stops)).ToLookup(alert =>
            alert.Market.System
        );
        List<MarketListing> listings = [];
        foreach (MarketSummary market in markets)
        {
            listings.Add(
                await data.ReadAsync(connection => Read(connection, market, [.. alerts[market.System]]), cancellation)
            );
        }

        return listings;
    }

    private static MarketListing Read(DuckDBConnection connection, MarketSummary market, IReadOnlyList<Alert> flags)
    {
        Amount? capitalisation = Capitalisation(MetricCatalogue.Run(connection, "valuation", market.System));
        return new MarketListing(
            market,
            capitalisation,
            Fees(MetricCatalogue.Run(connection, "multiples", market.System), capitalisation?.Token.Symbol),
            Trend.OfSupply(market, Supply(connection, market)),
            Trend.OfSales(Sales(connection, market)),
            flags
        );
    }

    private static Amount? Capitalisation(MetricTable valuation) =>
        valuation
            .Rows.Where(row =>
                valuation.Text(row, "measure") == CapitalisationMeasure
                && valuation.Text(row, "definition") == CirculatingDefinition
            )
            .Select(row => Quoted(valuation, row, "value"))
            .FirstOrDefault(amount => amount is not null);

    private static Amount? Fees(MetricTable multiples, string? quote) =>
        multiples
            .Rows.Where(row => quote is null || multiples.Text(row, "quote_symbol") == quote)
            .Select(row => Quoted(multiples, row, "fees"))
            .FirstOrDefault(amount => amount is not null);

    private static Amount? Quoted(MetricTable table, object?[] row, string column) =>
        row[table.Columns.ToList().IndexOf(column)] is null
            ? null
            : new Amount(
                table.Integer(row, column),
                new TokenUnit(table.Text(row, "quote_symbol"), (int)table.Integer(row, "quote_decimals"))
            );

    private static IReadOnlyList<(DateOnly, BigInteger)> Supply(DuckDBConnection connection, MarketSummary market)
    {
        MetricTable table = MetricCatalogue.Run(connection, "supply", market.System);
        return
        [
            .. table
                .Rows.TakeLast(Trend.DaysMax)
                .Select(row => (table.Value<DateOnly>(row, "day"), table.Integer(row, "supply"))),
        ];
    }

    // A day without a sale has no row and counts as none.
    private static IReadOnlyList<(DateOnly, BigInteger)> Sales(DuckDBConnection connection, MarketSummary market)
    {
        MetricTable table = MetricCatalogue.Run(connection, "payments", market.System);
        Dictionary<DateOnly, BigInteger> legs = table
            .Rows.Where(row => table.Text(row, "role") == "price")
            .GroupBy(row => table.Value<DateOnly>(row, "day"))
            .ToDictionary(
                day => day.Key,
                day => day.Aggregate(BigInteger.Zero, (sum, row) => sum + table.Integer(row, "legs"))
            );
        if (legs.Count == 0)
        {
            return [];
        }

        DateOnly last = market.AsOf.Day;
        int days = Math.Clamp(last.DayNumber - legs.Keys.Min().DayNumber + 1, 1, Trend.DaysMax);
        return
        [
            .. Enumerable
                .Range(1 - days, days)
                .Select(ago => last.AddDays(ago))
                .Select(day => (day, legs.GetValueOrDefault(day))),
        ];
    }
}
