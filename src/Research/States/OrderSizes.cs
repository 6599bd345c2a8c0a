using Souk.Simulation.Scenarios;
using Souk.Warehouse.Metrics;

namespace Souk.Research.States;

/// <summary>How large orders are, in US dollars.</summary>
internal sealed record OrderSizes(long Count, double Mean, double LogDeviation)
{
    /// <param name="paidIn">Orders in other tokens do not count, nor do those of nothing.</param>
    /// <param name="usd">What one of it is worth: 1 for a stablecoin.</param>
    /// <returns>Null where nothing was paid in it in the trailing window of the metric `orders`.</returns>
    public static OrderSizes? Read(MetricReader metrics, TokenSpec paidIn, double usd)
    {
        MetricTable orders = metrics.Run("orders");
        List<(double Size, long Count)> sizes =
        [
            .. orders
                .Rows.Where(row =>
                    orders.Value<string>(row, "symbol") == paidIn.Symbol && !orders.Integer(row, "amount").IsZero
                )
                .Select(row =>
                    (
                        usd * (double)orders.Integer(row, "amount") / Math.Pow(10, paidIn.Decimals),
                        (long)orders.Integer(row, "orders")
                    )
                ),
        ];
        if (sizes.Count == 0)
        {
            return null;
        }

        long count = sizes.Sum(size => size.Count);
        double logMean = sizes.Sum(size => size.Count * Math.Log(size.Size)) / count;
        double logVariance = sizes.Sum(size => size.Count * Math.Pow(Math.Log(size.Size) - logMean, 2)) / count;
        return new OrderSizes(count, sizes.Sum(size => size.Count * size.Size) / count, Math.Sqrt(logVariance));
    }
}
