using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tables;

/// <summary>Which of several tokens is told of where there is room for one only.</summary>
internal static class MainToken
{
    // What a row counts: a metric has one of them or none.
    private static readonly string[] s_counts = ["orders", "sales", "legs"];

    /// <summary>The token that most rows are in; of as many the one of more orders, sales or legs.</summary>
    /// <returns>Null where rows name no token, or there is none.</returns>
    public static string? Of(MetricTable table)
    {
        int symbol = table.Columns.ToList().IndexOf("symbol");
        string? count = s_counts.FirstOrDefault(table.Columns.Contains);
        return symbol < 0
            ? null
            : table
                .Rows.GroupBy(row => row[symbol] as string ?? "")
                .OrderByDescending(group => group.Count())
                .ThenByDescending(group => count is null ? 0 : group.Sum(row => (long)table.Integer(row, count)))
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .FirstOrDefault()
                ?.Key;
    }
}
