using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Research.States;

/// <summary>Runs metrics of one market over one connection.</summary>
internal sealed class MetricReader(DuckDBConnection connection, string market)
{
    public string Market => market;

    public MetricTable Run(string key) => MetricCatalogue.Run(connection, key, market);

    /// <summary>The integer in the only row of a metric.</summary>
    public Int128 Single(string key, string column)
    {
        MetricTable table = Run(key);
        return (Int128)table.Integer(table.Rows[0], column);
    }
}
