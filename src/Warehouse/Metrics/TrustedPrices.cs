using Souk.DuckDb;

namespace Souk.Warehouse.Metrics;

/// <summary>One price of a market's token a day, from metric prices: that of its preferred rows.</summary>
public static class TrustedPrices
{
    private const double E18 = 1e18;

    /// <returns>Whole quote tokens per whole token, rounded to a double, in the order of the days. A day on which no price can
    /// be trusted is left out: that is an answer, not a gap to fill. Where rows of several tokens or quotes are preferred on
    /// different days, only those of the pair that most days have: quotes are kept apart.</returns>
    /// <param name="market">The system.</param>
    /// <param name="asOf">Rows of later blocks do not count. UTC.</param>
    public static IReadOnlyList<(DateOnly Day, double Price)> Read(
        DuckDBConnection connection,
        string market,
        DateTime? asOf = null
    )
    {
        MetricTable prices = MetricCatalogue.Run(connection, "prices", market, asOf);
        return
        [
            .. prices
                .Rows.Where(row => prices.Value<bool>(row, "is_preferred"))
                .GroupBy(row =>
                    (prices.Integer(row, "chain_id"), prices.Text(row, "symbol"), prices.Text(row, "quote_symbol"))
                )
                .OrderByDescending(pair => pair.Count())
                .Take(1)
                .SelectMany(pair => pair)
                .Select(row => (prices.Value<DateOnly>(row, "day"), (double)prices.Integer(row, "price_e18") / E18)),
        ];
    }
}
