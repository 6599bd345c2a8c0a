using Souk.Dashboards.Tables;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.EventStudies;

/// <summary>Payments of a market by day, from the metric `payments`.</summary>
internal sealed class Payments(MetricTable table, DateOnly first, int days)
{
    /// <summary>Amounts, and how many legs there were, of some roles in the token that most of their legs are in.</summary>
    /// <remarks>Tokens are not converted into each other: a rate would bring the price into everything.</remarks>
    public (double[] Amounts, double[] Legs) Of(IReadOnlyCollection<string> roles)
    {
        double[] amounts = new double[days];
        double[] legs = new double[days];
        foreach (object?[] row in RowsOf(table, roles))
        {
            int day = table.Value<DateOnly>(row, "day").DayNumber - first.DayNumber;
            if (day >= 0 && day < days)
            {
                amounts[day] += MarketBooks.Whole(table.Integer(row, "amount"), (int)table.Integer(row, "decimals"));
                legs[day] += (double)table.Integer(row, "legs");
            }
        }

        return (amounts, legs);
    }

    /// <summary>The rows of some roles that count: those of their token.</summary>
    public static IEnumerable<object?[]> RowsOf(MetricTable table, IReadOnlyCollection<string> roles)
    {
        object?[][] rows = [.. table.Rows.Where(row => roles.Contains(table.Text(row, "role")))];
        string? token = MainToken.Of(table, rows);
        return rows.Where(row => table.Text(row, "symbol") == token);
    }
}
