using System.Collections.Immutable;
using System.Numerics;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Tables;
using Souk.Dashboards.Wordings;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Comparisons;

/// <summary>One number that means the same in every market: taken from a metric file by the same rule.</summary>
/// <param name="TitleKey">Of its title among words.</param>
/// <param name="MetricKey">Whose definition holds.</param>
/// <param name="Column">Which number of its row.</param>
/// <param name="Unit">What is shown.</param>
/// <param name="Pick">Which row; null takes the last. Of rows in several tokens one is told, see <see cref="IsOfOwnToken"/>.</param>
public sealed record Measure(
    string TitleKey,
    string MetricKey,
    string Column,
    MeasureUnit Unit,
    (string Column, string Value)? Pick = null
)
{
    /// <summary>All that is compared; measures of amounts are left out, for tokens cannot be compared.</summary>
    public static readonly ImmutableArray<Measure> All =
    [
        new("comparisons.net-inflation-a-year", "inflation", "inflation_ppm_a_year", MeasureUnit.Ppm),
        new("comparisons.burn-rate-a-year", "inflation", "burn_rate_ppm_a_year", MeasureUnit.Ppm),
        new("comparisons.burned-of-emitted-30-days", "inflation", "burn_cover_ppm", MeasureUnit.Ppm),
        new("comparisons.take-rate-last-month", "gmv", "take_rate_ppm", MeasureUnit.Ppm),
        new("comparisons.suspected-of-volume-last-month", "gmv_adjusted", "suspected_share_ppm", MeasureUnit.Ppm),
        new("comparisons.rewards-in-income-last-month", "subsidy", "subsidy_share_ppm", MeasureUnit.Ppm)
        {
            IsOfAllTokens = true,
        },
        new("comparisons.gini-of-earners", "concentration", "gini_ppm", MeasureUnit.Ppm, ("side", "earners")),
        new("comparisons.hhi-of-earners", "concentration", "hhi", MeasureUnit.Count, ("side", "earners")),
        new(
            "comparisons.fewest-earners-with-half",
            "concentration",
            "nakamoto",
            MeasureUnit.Count,
            ("side", "earners")
        ),
        new("comparisons.fewest-holders-with-half", "concentration", "nakamoto", MeasureUnit.Count, ("side", "holders"))
        {
            IsOfOwnToken = true,
        },
        new("comparisons.contributors-30-days", "active_parties", "contributors", MeasureUnit.Count),
        new("comparisons.buyers-30-days", "active_parties", "buyers", MeasureUnit.Count),
        new("comparisons.wallets-seen", "wallets", "seen", MeasureUnit.Count),
        new("comparisons.wallets-that-contributed", "wallets", "contributed_share_ppm", MeasureUnit.Ppm),
        new("comparisons.unmatched-legs", "data_quality", "unmatched_legs", MeasureUnit.Count),
        new("comparisons.logs-in-quarantine", "data_quality", "quarantined", MeasureUnit.Count),
    ];

    /// <summary>Whether it is known only where the rows of all tokens say the same.</summary>
    public bool IsOfAllTokens { get; init; }

    /// <summary>Whether it is taken in the market's own token; otherwise in the one that buyers pay in, where there are such rows.</summary>
    public bool IsOfOwnToken { get; init; }

    /// <summary>What a reader calls it.</summary>
    public string Title => PageWords.Plain(TitleKey);

    /// <summary>Null where the market has no such row.</summary>
    /// <param name="known">Tables of the same market and day that were read already.</param>
    /// <param name="asOf">Later blocks do not count, UTC; null counts all.</param>
    public BigInteger? Read(
        DuckDBConnection connection,
        MarketSummary market,
        IDictionary<string, MetricTable> known,
        DateTime? asOf = null
    )
    {
        MetricTable Rows(string key)
        {
            if (!known.TryGetValue(key, out MetricTable? found))
            {
                found = MetricCatalogue.Run(connection, key, market.System, asOf);
                known.Add(key, found);
            }

            return found;
        }

        MetricTable table = Rows(MetricKey);
        object?[]? row =
            !table.Columns.Contains("symbol") ? table.Rows.LastOrDefault(row => IsPicked(table, row))
            : IsOfAllTokens ? InAllTokens(table)
            : InToken(table, IsOfOwnToken ? market.Token.Symbol : MainToken.Of(Rows("gmv")));
        int column = table.Columns.ToList().IndexOf(Column);
        return row?[column] is null ? null : table.Integer(row, Column);
    }

    // Rows of several tokens cannot be one number.
    private object?[]? InToken(MetricTable table, string? symbol)
    {
        object?[][] rows = [.. table.Rows.Where(row => IsPicked(table, row))];
        return rows.LastOrDefault(row => table.Text(row, "symbol") == symbol)
            ?? rows.LastOrDefault(row => table.Text(row, "symbol") == MainToken.Of(table, rows));
    }

    private bool IsPicked(MetricTable table, object?[] row) =>
        Pick is not { } pick || table.Text(row, pick.Column) == pick.Value;

    // Null where tokens differ: what is a share in each of them is none of all.
    private object?[]? InAllTokens(MetricTable table)
    {
        object?[][] last =
        [
            .. table.Rows.Where(row =>
                table.Value<DateOnly>(row, "month") == table.Value<DateOnly>(table.Rows[^1], "month")
            ),
        ];
        return last.Length > 0 && last.All(row => table.Integer(row, Column) == table.Integer(last[0], Column))
            ? last[0]
            : null;
    }
}

/// <summary>What a measure's number is.</summary>
public enum MeasureUnit
{
    Count,

    /// <summary>Parts per million, shown in percent.</summary>
    Ppm,
}
