using System.Globalization;
using System.Numerics;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Trust;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Sections;

/// <summary>What one panel shows: a metric's rows for a market, and what they rest on.</summary>
public sealed record PanelData(MarketSummary Market, Warehouse.Metrics.Metric Metric, MetricTable Table, Badge Badge)
{
    public IReadOnlyList<object?[]> Rows => Table.Rows;

    public bool IsEmpty => Rows.Count == 0;

    public object?[] Last => Rows[^1];

    /// <summary>An integer of a row; zero where it is NULL.</summary>
    public BigInteger Number(object?[] row, string column) =>
        row[Index(column)] is null ? BigInteger.Zero : Table.Integer(row, column);

    public bool IsKnown(object?[] row, string column) => row[Index(column)] is not null;

    public string Text(object?[] row, string column) => row[Index(column)] as string ?? "";

    public DateOnly Day(object?[] row, string column) => Table.Value<DateOnly>(row, column);

    /// <summary>Parts per million as percent: "12.3 %"; a dash for NULL.</summary>
    public string Percent(object?[] row, string column) =>
        row[Index(column)] is null ? "–" : PercentOf((long)Table.Integer(row, column));

    public static string PercentOf(long ppm) => (ppm / 10_000m).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    /// <summary>An amount in the token that the row names, or in the market's own.</summary>
    public string Compact(object?[] row, string column) => Compact(Number(row, column), UnitOf(row));

    public string Compact(BigInteger amount, TokenUnit? unit = null)
    {
        TokenUnit token = unit ?? Market.Token;
        return $"{new Amount(amount, token).Compact} {token.Symbol}";
    }

    public TokenUnit UnitOf(object?[] row) =>
        Has("decimals")
            ? new TokenUnit(Has("symbol") ? Text(row, "symbol") : Market.Token.Symbol, (int)Number(row, "decimals"))
            : Market.Token;

    public bool Has(string column) => Table.Columns.Contains(column);

    /// <summary>The token that most rows are in, of as many the one of more orders: the one that a chart shows.</summary>
    public string? MainSymbol =>
        !Has("symbol")
            ? null
            : Rows.GroupBy(row => Text(row, "symbol"))
                .OrderByDescending(group => group.Count())
                .ThenByDescending(group => Has("orders") ? group.Sum(row => (long)Number(row, "orders")) : 0)
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .FirstOrDefault()
                ?.Key;

    private int Index(string column) => Table.Columns.ToList().IndexOf(column);
}
