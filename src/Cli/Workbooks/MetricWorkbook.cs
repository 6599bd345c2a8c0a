using System.Globalization;
using Souk.Dashboards.Exports;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Cli.Workbooks;

/// <summary>A metric's rows as a workbook, with its definition.</summary>
internal static class MetricWorkbook
{
    /// <param name="source">The warehouse's file.</param>
    public static byte[] Of(
        DuckDBConnection connection,
        Metric metric,
        string market,
        DateTime? asOf,
        MetricTable table,
        string source,
        MetricActor actor,
        DateTime? knownAt = null
    )
    {
        using var workbook = new Workbook(table.Columns);
        foreach (object?[] row in table.Rows)
        {
            workbook.Add(row);
        }

        MetricTable tips = MetricCatalogue.Run(connection, "as_of", market, asOf);
        return workbook.End([
            ("metric", $"{metric.Key}: {metric.Title}"),
            ("market", market),
            .. metric.IsByActor
                ? [("parties", actor == MetricActor.Entity ? "entities of linked addresses" : "addresses")]
                : Array.Empty<(string, string)>(),
            ("units", metric.Unit),
            ("formula", metric.Formula),
            ("definer", metric.Definer),
            ("caveats", metric.Caveats),
            ("source", Path.GetFileName(source)),
            .. tips.Rows.Select(tip =>
                (
                    "as of",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"chain {tips.Integer(tip, "chain_id")}, block {tips.Integer(tip, "block_number")}, {tips.Value<DateTime>(tip, "time"):yyyy-MM-ddTHH:mm:ssZ}"
                    )
                )
            ),
            ("known at", knownAt?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "now"),
            ("query", metric.Sql),
        ]);
    }
}
