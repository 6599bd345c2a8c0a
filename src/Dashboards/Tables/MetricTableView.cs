using Souk.Dashboards.Amounts;
using Souk.Dashboards.Definitions;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tables;

/// <summary>Turns a metric's rows into a table for readers, each row with the way to its evidence.</summary>
public static class MetricTableView
{
    /// <summary>Rows that a page shows; the files hold all.</summary>
    public const int RowsMax = 60;

    // Shown through the amounts that they scale, or through the row's evidence.
    private static readonly string[] s_hidden =
    [
        "decimals",
        "quote_decimals",
        "chain_id",
        "log_index",
        "transaction_hash",
    ];

    // Amounts of the quote token, besides those whose names begin with it.
    private static readonly string[] s_quoted =
    [
        "depth",
        "depth_down",
        "depth_up",
        "received_2",
        "received_5",
        "received_10",
        "value",
        "value_per_asset",
    ];

    // Amounts of the market's own token, whatever token their row is in.
    private static readonly (string Metric, string Column)[] s_ofMarket = [("rates", "burned"), ("rates", "converted")];

    /// <param name="fallback">The unit of amounts in rows that name no token: the market's own.</param>
    /// <param name="isNewestFirst">Whether the last rows are shown instead of the first.</param>
    /// <param name="noteOf">What others say against a row; null where rows accuse nobody.</param>
    /// <param name="asOf">The last day that the rows count, at which their evidence ends too; null for all that is stored.</param>
    public static TableView Of(
        Metric metric,
        MetricTable table,
        string market,
        TokenUnit fallback,
        bool isNewestFirst = false,
        int rowsMax = RowsMax,
        Func<object?[], string>? noteOf = null,
        DateOnly? asOf = null
    )
    {
        int[] shown =
        [
            .. Enumerable.Range(0, table.Columns.Count).Where(column => !s_hidden.Contains(table.Columns[column])),
        ];
        IEnumerable<object?[]> rows = isNewestFirst ? table.Rows.Reverse() : table.Rows;
        object?[][] taken = [.. rows.Take(rowsMax)];
        return new TableView(
            [.. shown.Select(column => (CellText.Heading(table.Columns[column]), IsNumber(table, column)))],
            [.. taken.Select(row => CellsOf(metric.Key, table, row, shown, fallback))],
            [.. taken.Select(row => RowEvidence.LinkOf(metric, market, table, row, asOf))],
            table.Rows.Count
        )
        {
            Notes = noteOf is null ? null : [.. taken.Select(noteOf)],
        };
    }

    /// <summary>Whether a metric's rows are by time, the newest last.</summary>
    public static bool IsByTime(MetricTable table) =>
        table.Columns.Count > 0 && table.Columns[0] is "day" or "month" or "time";

    private static Cell[] CellsOf(string metric, MetricTable table, object?[] row, int[] shown, TokenUnit fallback)
    {
        TokenUnit? quote = UnitOf(table, row, "quote_symbol", "quote_decimals");
        TokenUnit token = UnitOf(table, row, "symbol", "decimals") ?? quote ?? fallback;
        return
        [
            .. shown.Select(column =>
                CellText.Of(
                    MeasureOf(table, row, table.Columns[column]) ?? table.Columns[column],
                    row[column],
                    s_ofMarket.Contains((metric, table.Columns[column])) ? fallback
                        : IsQuoted(table.Columns[column]) ? quote ?? token
                        : token,
                    metric
                )
            ),
        ];
    }

    // A value or a threshold is in the unit that the name of its row's measure says.
    private static string? MeasureOf(MetricTable table, object?[] row, string column)
    {
        int at = column is "value" or "threshold" ? Math.Max(IndexOf(table, "measure"), IndexOf(table, "name")) : -1;
        return at >= 0 && row[at] is string measure && CellText.IsScaled(measure) ? measure : null;
    }

    private static bool IsQuoted(string column) =>
        s_quoted.Contains(column) || column.StartsWith("quote_", StringComparison.Ordinal);

    private static TokenUnit? UnitOf(MetricTable table, object?[] row, string symbol, string decimals)
    {
        int scale = IndexOf(table, decimals);
        int name = IndexOf(table, symbol);
        return scale < 0 || row[scale] is null
            ? null
            : new TokenUnit(name < 0 ? "" : row[name] as string ?? "", Convert.ToInt32(row[scale], provider: null));
    }

    private static int IndexOf(MetricTable table, string column) => table.Columns.ToList().IndexOf(column);

    private static bool IsNumber(MetricTable table, int column) =>
        table.Rows.Select(row => row[column]).FirstOrDefault(value => value is not null)
            is Int128
                or long
                or int
                or double
                or byte
                or short
                or ulong
                or uint;
}
