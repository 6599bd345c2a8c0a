using Souk.Dashboards.Exports;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tables;

/// <summary>The rows of a metric as its files hold them, nothing rounded.</summary>
public static class MetricExport
{
    public static ExportTable Of(MetricTable table) => new(table.Columns, table.Rows) { Types = table.Types };
}
