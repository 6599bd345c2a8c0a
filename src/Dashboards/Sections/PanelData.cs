using System.Globalization;
using System.Numerics;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Tables;
using Souk.Dashboards.Trust;
using Souk.Dashboards.Wordings;
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

    /// <summary>Says that the last month goes on, so that less is in it than in others; empty where it is over, or no rows are of
    /// months.</summary>
    public string Unfinished
    {
        get
        {
            if (!Has("month") || IsEmpty)
            {
                return "";
            }

            DateOnly day = Market.AsOf.Day;
            DateOnly month = new(day.Year, day.Month, 1);
            return
                day < month.AddMonths(1).AddDays(-1)
                && Rows.Any(row => row[Index("month")] is DateOnly known && known == month)
                ? PageWords.Plain("sections.is-not-over", day.ToString("MMMM yyyy", PageWords.Culture))
                : "";
        }
    }

    /// <summary>Parts per million as percent: "12.3 %"; a dash for NULL.</summary>
    public string Percent(object?[] row, string column) =>
        row[Index(column)] is null ? "–" : PercentOf((long)Table.Integer(row, column));

    public static string PercentOf(long ppm) =>
        (ppm / 10_000m).ToString("0.#", CultureInfo.InvariantCulture) + Share.PercentSign;

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

    /// <summary>The token that a chart and a heading are in; null where the rows name none.</summary>
    public string? MainSymbol => MainToken.Of(Table);

    /// <summary>Whether the row is in the token that a chart and a heading are in.</summary>
    public bool IsMain(object?[] row) => MainSymbol is not { } symbol || Text(row, "symbol") == symbol;

    private int Index(string column) => Table.Columns.ToList().IndexOf(column);
}
