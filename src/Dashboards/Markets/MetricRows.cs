using System.Numerics;
using Souk.Dashboards.Answers;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Markets;

/// <summary>Rows of one metric of one market, read by column name.</summary>
internal sealed class MetricRows(Answers.Metric definition, MetricTable table)
{
    /// <summary>All rows of a metric.</summary>
    public MetricRows(DuckDBConnection connection, string key, string market, DateTime? asOf = null)
        : this(DefinitionOf(key), MetricCatalogue.Run(connection, key, market, asOf)) { }

    public Answers.Metric Definition => definition;

    public int Count => table.Rows.Count;

    public Row this[int index] => new(table, table.Rows[index < 0 ? table.Rows.Count + index : index]);

    public IEnumerable<Row> All => table.Rows.Select(row => new Row(table, row));

    public Dataset<TRow> ToDataset<TRow>(Func<Row, TRow> read) => new(Definition, [.. All.Select(read)]);

    public static Answers.Metric DefinitionOf(string key)
    {
        Warehouse.Metrics.Metric metric = MetricCatalogue.Get(key);
        return new Answers.Metric(
            metric.Key,
            metric.Title,
            metric.Formula,
            metric.Definer,
            metric.Caveats == "none" ? null : metric.Caveats
        );
    }

    internal readonly record struct Row(MetricTable Table, object?[] Values)
    {
        public BigInteger Integer(string column) => Table.Integer(Values, column);

        public BigInteger? IntegerOr(string column) => Table.IntegerOr(Values, column);

        public long Count(string column) => (long)Table.Integer(Values, column);

        public string Text(string column) => Table.Value<string>(Values, column);

        public DateOnly Day(string column) => Table.Value<DateOnly>(Values, column);

        public DateTime Time(string column) => Table.Value<DateTime>(Values, column);
    }
}
