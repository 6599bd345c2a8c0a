using Souk.DuckDb;

namespace Souk.Warehouse.Metrics;

/// <summary>Rows on which several metrics build, each made once while one snapshot is read: a page asks for a metric and for others that
/// are computed from it.</summary>
/// <remarks>They are temporary tables of the connection, with the columns, types and order that the metric's query gives, and go with
/// the snapshot, which writes nothing and is not committed.</remarks>
internal sealed class MadeRows(DuckDBConnection connection)
{
    private readonly Dictionary<MetricAnswers.Question, string> _tables = [];

    /// <summary>The query that answers a metric, from rows that are there or are made for it now.</summary>
    public string SqlOf(Metric metric, MetricAnswers.Question question) =>
        metric.IsBuiltOn ? $"from {TableOf(metric, question)}" : Over(metric, question);

    private string TableOf(Metric metric, MetricAnswers.Question question)
    {
        if (_tables.TryGetValue(question, out string? known))
        {
            return known;
        }

        string query = Over(metric, question);
        string table = $"temp.made_{_tables.Count}";
        using DuckDBCommand make = MetricCatalogue.Asked(
            connection,
            $"create temporary table {table} as\n{MetricCatalogue.Unended(query)}",
            question.Market,
            question.AsOf,
            question.Actor
        );
        make.ExecuteNonQuery();
        _tables.Add(question, table);
        return table;
    }

    private string Over(Metric metric, MetricAnswers.Question question) =>
        MetricCatalogue.Fill(metric.Template, key => TableOf(MetricCatalogue.Get(key), question with { Key = key }));
}
