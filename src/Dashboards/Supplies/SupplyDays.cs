using System.Numerics;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Supplies;

/// <summary>Closings of a token's supply day by day, those of its chains added up.</summary>
internal static class SupplyDays
{
    /// <summary>Has a row for each chain and day.</summary>
    public const string Metric = "supply_reconciliation";

    // What says of which row a closing is, and is the same on every chain.
    private static readonly string[] s_names = ["day", "chain_id", "symbol", "decimals"];

    /// <summary>One row a day, the first day first; a chain that has no block of a day stands as on its last one.</summary>
    /// <param name="closings">Rows of the metric, by chain and then by day.</param>
    /// <param name="symbol">Of the token; rows of others do not count.</param>
    public static MetricTable Of(MetricTable closings, string symbol)
    {
        object?[][][] chains =
        [
            .. closings
                .Rows.Where(row => closings.Value<string>(row, "symbol") == symbol)
                .GroupBy(row => closings.Integer(row, "chain_id"))
                .Select(chain => chain.ToArray()),
        ];
        return closings with
        {
            Rows = chains.Length > 1 ? [.. Days(closings, chains)] : [.. chains.SelectMany(row => row)],
        };
    }

    private static IEnumerable<object?[]> Days(MetricTable closings, object?[][][] chains)
    {
        DateOnly DayOf(object?[] row) => closings.Value<DateOnly>(row, "day");
        DateOnly last = chains.Max(chain => DayOf(chain[^1]));
        int[] passed = new int[chains.Length];
        for (DateOnly day = chains.Min(chain => DayOf(chain[0])); day <= last; day = day.AddDays(1))
        {
            for (int chain = 0; chain < chains.Length; chain++)
            {
                while (passed[chain] < chains[chain].Length && DayOf(chains[chain][passed[chain]]) <= day)
                {
                    passed[chain]++;
                }
            }

            yield return Sum(
                closings,
                day,
                [.. chains.Zip(passed).Where(one => one.Second > 0).Select(one => one.First[one.Second - 1])]
            );
        }
    }

    private static object?[] Sum(MetricTable closings, DateOnly day, object?[][] rows) =>
        [
            .. closings.Columns.Select(
                (column, at) =>
                    column == "day" ? day
                    : column == "chain_id" ? null
                    : s_names.Contains(column) ? rows[0][at]
                    : (object?)
                        (Int128)rows.Aggregate(BigInteger.Zero, (sum, row) => sum + closings.Integer(row, column))
            ),
        ];
}
