using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tables;

/// <summary>Which of several tokens is told of where there is room for one only: by this rule everywhere, so that the token that buyers
/// pay in is the same one on every page.</summary>
internal static class MainToken
{
    // What a row counts: the first of them that a metric has.
    private static readonly string[] s_counts = ["orders", "sales", "legs", "parties"];

    /// <summary>The token of most orders, sales, legs or parties; of as many, or where rows count nothing, the one that most rows are in;
    /// then by name.</summary>
    /// <param name="rows">Of the table, those that are asked of; null takes all.</param>
    /// <returns>Null where rows name no token, or there is none.</returns>
    public static string? Of(MetricTable table, IEnumerable<object?[]>? rows = null)
    {
        int symbol = table.Columns.ToList().IndexOf("symbol");
        string? count = s_counts.FirstOrDefault(table.Columns.Contains);
        return symbol < 0
            ? null
            : (rows ?? table.Rows)
                .GroupBy(row => row[symbol] as string ?? "")
                .OrderByDescending(group => count is null ? 0 : group.Sum(row => (long)table.Integer(row, count)))
                .ThenByDescending(group => group.Count())
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .FirstOrDefault()
                ?.Key;
    }
}
