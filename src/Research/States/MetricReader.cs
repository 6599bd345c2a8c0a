using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Research.States;

/// <summary>Runs metrics of one market over one connection.</summary>
/// <param name="asOf">Later blocks do not count, UTC; null counts all.</param>
internal sealed class MetricReader(DuckDBConnection connection, string market, DateTime? asOf = null)
{
    public string Market => market;

    public MetricTable Run(string key) => MetricCatalogue.Run(connection, key, market, asOf);

    /// <summary>The same market at another time.</summary>
    public MetricReader At(DateTime time) => new(connection, market, time);

    /// <summary>The integer in the only row of a metric.</summary>
    public Int128 Single(string key, string column)
    {
        MetricTable table = Run(key);
        return (Int128)table.Integer(table.Rows[0], column);
    }

    /// <summary>When a price was paid last in a token; null where none ever was.</summary>
    public DateTime? LastOrder(string symbol) =>
        connection.Query(
            """
            select max(p.time)
            from market.payment p
            join market.token t using (chain_id, token_id, system)
            where p.system = $market
                and p.role = 'price'
                and p.amount > 0
                and p.time <= $as_of
                and t.symbol = $symbol
            """,
            row => row.IsDBNull(0) ? (DateTime?)null : row.GetDateTime(0),
            ("market", market),
            ("as_of", asOf ?? DateTime.MaxValue.Date),
            ("symbol", symbol)
        )[0];
}
