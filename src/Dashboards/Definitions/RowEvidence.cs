using Souk.Dashboards.Facts;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Definitions;

/// <summary>Leads from a row of a metric to the facts or the log behind it.</summary>
public static class RowEvidence
{
    // The kind that a reader wants first where the query reads several.
    private static readonly Dictionary<string, string> s_first = new(StringComparer.Ordinal)
    {
        ["unlocks"] = "release",
        ["vesting"] = "vesting",
        ["overhang_rows"] = "vesting",
        ["contributors"] = "contribution",
        ["model_lineage"] = "provenance",
        ["ownership"] = "attribution",
        ["origins"] = "asset",
        ["dataset_revenue"] = "payment",
    };

    // Which column of a metric holds what the facts call role, action or bucket.
    private static readonly Dictionary<string, string> s_what = new(StringComparer.Ordinal)
    {
        ["payments"] = "role",
        ["activity"] = "kind",
        ["unlocks"] = "bucket",
        ["vesting"] = "bucket",
        ["overhang_rows"] = "bucket",
        ["documents"] = "status",
    };

    // Rows of these come from facts of one kind or of another, and no column says which.
    private static readonly HashSet<string> s_either =
    [
        "contributors",
        "ownership",
        "model_lineage",
        "active_rows",
        "wallet_footprint",
    ];

    private static readonly Dictionary<string, string> s_always = new(StringComparer.Ordinal)
    {
        ["royalties"] = "royalty",
        ["buyers"] = "price",
    };

    // A row of these counts what was until the end of its day, not what was on it.
    private static readonly HashSet<string> s_soFar = ["supply_reconciliation", "holdings"];

    // Their symbol says what is counted, and names no token.
    private static readonly HashSet<string> s_ofNoToken = ["active_rows"];

    // A row of these is of pools, or says that there is none, or has its price from elsewhere.
    private static readonly HashSet<string> s_ofPools = ["prices", "pool_prices"];

    /// <summary>The kinds of facts that a metric reads, the most telling first.</summary>
    public static IReadOnlyList<FactKind> KindsOf(Metric metric)
    {
        IReadOnlyList<FactKind> kinds = FactKind.ReadBy(metric.Sql);
        string? first = s_first.GetValueOrDefault(metric.Key);
        return first is null ? kinds : [.. kinds.OrderBy(kind => kind.Name == first ? 0 : 1)];
    }

    /// <summary>The address of the evidence; null where the metric reads no facts.</summary>
    /// <param name="asOf">The last day that the row counts; null for all that is stored.</param>
    public static string? LinkOf(Metric metric, string market, MetricTable table, object?[] row, DateOnly? asOf = null)
    {
        if (Value(table, row, "block_number") is long block && Value(table, row, "log_index") is int log)
        {
            return FormattableString.Invariant($"/log/{Value(table, row, "chain_id")}/{block}/{log}");
        }

        if (Value(table, row, "behind") is string behind)
        {
            // What ties a group together, in whatever token: who signs for it, or whom it funded.
            FactKind tie = FactKind.Find(Value(table, row, "rule") is "signer" ? "control" : "transfer")!;
            return new FactQuery(market, tie) { To = asOf, Party = Warehouse.Values.Address.Parse(behind) }.Link();
        }

        IReadOnlyList<FactKind> kinds = KindsOf(metric);
        // What a file promises has no fact behind it, and what is no pool's price no reserves.
        if (
            kinds.Count == 0
            || Value(table, row, "evidence") is "promised"
            || (s_ofPools.Contains(metric.Key) && !IsOfPool(table, row))
        )
        {
            return null;
        }

        FactKind kind = kinds[0];
        if (metric.Key == "unlocks" && Value(table, row, "released") is Int128 released && released == 0)
        {
            // Nothing was paid out that month, or not yet: its schedules say what becomes free.
            return new FactQuery(market, FactKind.Find("vesting")!)
            {
                To = asOf,
                What = WhatOf(metric.Key, table, row),
            }.Link();
        }

        (DateOnly? from, DateOnly? to) = Days(metric, table, row);
        FactQuery query = new(market, kind)
        {
            From = from,
            To = to < asOf ? to : asOf ?? to,
            What = WhatOf(metric.Key, table, row),
            Symbol =
                kind.IsOfTokens && !s_ofNoToken.Contains(metric.Key)
                    ? NotEmpty(Value(table, row, "symbol") as string)
                    : null,
            Asset = NotEmpty(Value(table, row, "asset_key") as string),
            Party = PartyOf(table, row),
        };
        return s_either.Contains(metric.Key) ? query.LinkOr(kinds.Skip(1))
            // A market's pools have reserves or ticks, and few rows say which.
            : kind.IsOfPools ? query.LinkOr(kinds.Skip(1).Where(other => other.IsOfPools))
            : query.Link();
    }

    // Without a pool there is no quote; a feed or an import says nothing of depth.
    private static bool IsOfPool(MetricTable table, object?[] row) =>
        Value(table, row, "quote_symbol") is string && Value(table, row, "depth") is not null;

    private static string? WhatOf(string key, MetricTable table, object?[] row) =>
        s_what.TryGetValue(key, out string? column)
            ? Value(table, row, column) as string
            : s_always.GetValueOrDefault(key);

    private static (DateOnly? From, DateOnly? To) Days(Metric metric, MetricTable table, object?[] row)
    {
        if (Value(table, row, "day") is DateOnly day)
        {
            // A row of "inflation" stands for the 30 days that end with it.
            DateOnly first = metric.Key == "inflation" ? day.AddDays(-29) : day;
            return (s_soFar.Contains(metric.Key) ? null : first, day);
        }

        return Value(table, row, "month") is DateOnly month ? (month, month.AddMonths(1).AddDays(-1)) : (null, null);
    }

    private static Warehouse.Values.Address? PartyOf(MetricTable table, object?[] row) =>
        (Value(table, row, "party") ?? Value(table, row, "wallet")) is string text && text.Length == 42
            ? Warehouse.Values.Address.Parse(text)
            : null;

    private static object? Value(MetricTable table, object?[] row, string column)
    {
        for (int index = 0; index < table.Columns.Count; index++)
        {
            if (table.Columns[index] == column)
            {
                return row[index];
            }
        }

        return null;
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
