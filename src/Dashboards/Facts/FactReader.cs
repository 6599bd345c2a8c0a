using System.Numerics;
using Souk.Dashboards.Records;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Facts;

/// <summary>Reads facts, a page at a time or all of them, and what all that were asked for add up to.</summary>
internal static class FactReader
{
    private static readonly DateTime s_never = new(9999, 12, 31, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>The page that the query asks for.</summary>
    public static FactRows Read(DuckDBConnection connection, FactQuery query) =>
        Read(connection, query, FactQuery.RowsMax, (query.Page - 1) * FactQuery.RowsMax);

    /// <summary>All facts that were asked for, whatever the page.</summary>
    /// <param name="rowsMax">More rows than this are not read; <see cref="FactRows.Count"/> counts them.</param>
    public static FactRows ReadAll(DuckDBConnection connection, FactQuery query, int rowsMax) =>
        Read(connection, query with { Page = 1 }, rowsMax, skipped: 0);

    /// <summary>The last day before those of a query on which such a fact is; null where none is.</summary>
    public static DateOnly? LastDayBefore(DuckDBConnection connection, FactQuery query)
    {
        if (query.From is not { } from || from == DateOnly.MinValue)
        {
            return null;
        }

        MetricTable newest = RecordQuery.RunText(
            connection,
            RecordQuery.Text("facts"),
            [.. Filters(query with { From = null, To = from.AddDays(-1) }), ("count", 1), ("skipped", 0)]
        );
        return newest.Rows.Count == 0 ? null : DateOnly.FromDateTime(newest.Value<DateTime>(newest.Rows[0], "time"));
    }

    private static FactRows Read(DuckDBConnection connection, FactQuery query, int count, int skipped)
    {
        string sql = RecordQuery.Text("facts");
        MetricTable rows = RecordQuery.RunText(
            connection,
            sql,
            [.. Filters(query), ("count", count), ("skipped", skipped)]
        );
        MetricTable sums = RecordQuery.RunText(connection, Sums(sql), Filters(query));
        return new FactRows(
            query,
            rows,
            [
                .. sums.Rows.Select(row => new FactSum(
                    (long)row[2]!,
                    (string)row[0]!,
                    (int)row[1]!,
                    row[3] is Int128 amount ? amount : 0
                )),
            ]
        );
    }

    // The same filters, so that the sum cannot be of other rows than the page shows.
    private static string Sums(string sql) =>
        sql[..sql.IndexOf("),\npage as (", StringComparison.Ordinal)]
        + """
            )
            select coalesce(symbol, ''), coalesce(decimals, 0), count(*), sum(amount)
            from fact
            group by all
            order by 3 desc, 1, 2
            """;

    private static (string Name, object? Value)[] Filters(FactQuery query) =>
        [
            ("market", query.Market),
            ("kind", query.Kind.Name),
            ("from", (query.From ?? DateOnly.MinValue).ToDateTime(TimeOnly.MinValue)),
            (
                "until",
                query.To is { } last && last < DateOnly.MaxValue
                    ? last.AddDays(1).ToDateTime(TimeOnly.MinValue)
                    : s_never
            ),
            ("what", query.What),
            ("asset", query.Asset),
            ("symbol", query.Symbol),
            ("party", query.Party?.ToBytes()),
        ];
}

/// <summary>One page of facts, or all of them for a file.</summary>
/// <param name="Rows">Newest first; see facts.sql for the columns.</param>
/// <param name="Sums">Of all that were asked for, on every page: per token.</param>
public sealed record FactRows(FactQuery Query, MetricTable Rows, IReadOnlyList<FactSum> Sums)
{
    public long Count => Sums.Sum(sum => sum.Count);

    public bool HasMore => Count > (long)Query.Page * FactQuery.RowsMax && Query.Page < FactQuery.PageMax;
}

/// <summary>How many facts, and their amounts together.</summary>
/// <param name="Symbol">Of the token; empty where the facts move none.</param>
/// <param name="Amount">Base units.</param>
public sealed record FactSum(long Count, string Symbol, int Decimals, BigInteger Amount);
