using Souk.Dashboards.Amounts;
using Souk.Dashboards.Exports;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tables;

/// <summary>All rows of a metric as text, nothing rounded: what its files hold.</summary>
public static class MetricExport
{
    private static readonly TokenUnit s_baseUnits = new("", 0);

    public static ExportTable Of(MetricTable table) => Of(table, 0, table.Rows.Count);

    /// <summary>Some of the rows.</summary>
    public static ExportTable Of(MetricTable table, int skip, int count) =>
        new(
            table.Columns,
            [
                .. table
                    .Rows.Skip(skip)
                    .Take(count)
                    .Select(row =>
                        (string[])
                            [.. row.Select((value, at) => CellText.Of(table.Columns[at], value, s_baseUnits).Exact)]
                    ),
            ]
        );
}
