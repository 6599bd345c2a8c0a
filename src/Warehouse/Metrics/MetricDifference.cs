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
    )
    {
        MetricTable rows = MetricCatalogue.Run(connection, RowsOf(key), market, asOf, actor, knownAt);
        foreach (string definition in (string[])[left, right])
        {
            Require(key, definition, rows);
        }

        return new MetricDifference(
            left,
            right,
            new MetricTable(
                rows.Columns,
                [.. rows.Rows.Where(row => rows.Integer(row, left) != rows.Integer(row, right))]
            ),
            [.. Sums(rows, left, right)]
        );
    }

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

    private static IEnumerable<Sum> Sums(MetricTable rows, string left, string right) =>
        rows
            .Rows.GroupBy(row => rows.Value<string>(row, "symbol"))
            .OrderBy(token => token.Key, StringComparer.Ordinal)
            .Select(token => new Sum(
                token.Key,
                token.Aggregate(BigInteger.Zero, (sum, row) => sum + rows.Integer(row, left)),
                token.Aggregate(BigInteger.Zero, (sum, row) => sum + rows.Integer(row, right))
            ));

    /// <param name="Left">Base units by the left definition.</param>
    /// <param name="Right">Base units by the right definition.</param>
    public sealed record Sum(string Symbol, BigInteger Left, BigInteger Right)
    {
        public BigInteger Difference => Left - Right;
    }
}
