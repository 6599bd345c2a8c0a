using System.Collections.Immutable;
using System.Numerics;
using Souk.DuckDb;

namespace Souk.Warehouse.Metrics;

/// <summary>Why two definitions of one number differ: the rows that one counts otherwise than the other.</summary>
/// <param name="Rows">All columns of the metric's rows, left out where both count the same.</param>
/// <param name="ByToken">Sum of the left definition, of the right, and of their difference in <paramref name="Rows"/>;
/// base units, by token symbol. Left − right is always the difference.</param>
public sealed record MetricDifference(
    string Left,
    string Right,
    MetricTable Rows,
    IReadOnlyList<MetricDifference.Sum> ByToken
)
{
    // Metrics that several definers compute from the same rows, one column each.
    private static readonly ImmutableSortedDictionary<string, string> s_rowsOf = ImmutableSortedDictionary.CreateRange([
        KeyValuePair.Create("active_parties", "active_rows"),
        KeyValuePair.Create("circulating", "circulating_rows"),
        KeyValuePair.Create("emissions", "emission_rows"),
        KeyValuePair.Create("fees", "fee_rows"),
        KeyValuePair.Create("gmv", "gmv_rows"),
        KeyValuePair.Create("real_yield", "yield_rows"),
        KeyValuePair.Create("unlock_overhang", "overhang_rows"),
        KeyValuePair.Create("valuation", "valuation_rows"),
    ]);

    /// <summary>Keys of the metrics whose definitions can be compared.</summary>
    public static IEnumerable<string> Explainable => s_rowsOf.Keys;

    /// <param name="key">One of <see cref="Explainable"/>.</param>
    /// <param name="left">A definition: a column of the metric, such as "souk".</param>
    /// <param name="right">The definition that it is compared with.</param>
    /// <param name="asOf">Rows of later blocks do not count. UTC.</param>
    /// <param name="knownAt">What files that were read later said does not count: our time, not the chain's. UTC.</param>
    /// <param name="actor">Who counts as one; metrics that tell nothing of parties ignore it.</param>
    /// <exception cref="ArgumentException">No such metric or definition; the message names those that there are. Or a knowledge
    /// time, of a metric that builds on chains alone.</exception>
    public static MetricDifference Explain(
        DuckDBConnection connection,
        string key,
        string left,
        string right,
        string market,
        DateTime? asOf = null,
        DateTime? knownAt = null,
        MetricActor actor = MetricActor.Address
    ) =>
        MetricCatalogue.Stream(
            connection,
            RowsOf(key),
            market,
            reader => Read(reader, key, left, right),
            asOf,
            actor,
            knownAt
        );

    /// <summary>The metric whose rows are compared.</summary>
    /// <param name="key">One of <see cref="Explainable"/>.</param>
    /// <exception cref="ArgumentException">No such metric; the message names those that there are.</exception>
    public static Metric RowsMetric(string key) => MetricCatalogue.Get(RowsOf(key));

    private static string RowsOf(string key) =>
        s_rowsOf.TryGetValue(key, out string? rows)
            ? rows
            : throw new ArgumentException(
                $"Metric '{key}' has one definition. These have several: {string.Join(", ", Explainable)}.",
                nameof(key)
            );

    private static void Require(string key, string definition, MetricTable rows)
    {
        // Definitions follow what they are computed from.
        int first = rows.Columns.ToList().FindLastIndex(column => column is "label" or "amount") + 1;
        if (!rows.Columns.Skip(first).Contains(definition))
        {
            throw new ArgumentException(
                $"Metric '{key}' has no definition '{definition}'. It has: {string.Join(", ", rows.Columns.Skip(first))}.",
                nameof(definition)
            );
        }
    }

    // Of millions of rows only those that differ are kept.
    private static MetricDifference Read(DuckDBDataReader reader, string key, string left, string right)
    {
        MetricTable head = MetricTable.ReadHead(reader);
        Require(key, left, head);
        Require(key, right, head);
        (int leftAt, int rightAt, int symbolAt) = (
            reader.GetOrdinal(left),
            reader.GetOrdinal(right),
            reader.GetOrdinal("symbol")
        );
        SortedDictionary<string, Sum> sums = new(StringComparer.Ordinal);
        List<object?[]> rows = [];
        while (reader.Read())
        {
            Int128 one = reader.GetFieldValue<Int128>(leftAt);
            Int128 other = reader.GetFieldValue<Int128>(rightAt);
            string symbol = reader.GetString(symbolAt);
            Sum sum = sums.GetValueOrDefault(symbol) ?? new Sum(symbol, 0, 0);
            sums[symbol] = sum with { Left = sum.Left + one, Right = sum.Right + other };
            if (one != other)
            {
                rows.Add(MetricTable.ReadRow(reader));
            }
        }

        return new MetricDifference(left, right, head with { Rows = rows }, [.. sums.Values]);
    }

    /// <param name="Left">Base units by the left definition.</param>
    /// <param name="Right">Base units by the right definition.</param>
    public sealed record Sum(string Symbol, BigInteger Left, BigInteger Right)
    {
        public BigInteger Difference => Left - Right;
    }
}
