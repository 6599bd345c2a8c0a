using Souk.Simulation.Scenarios;
using Souk.Warehouse.Metrics;

namespace Souk.Research.States;

/// <summary>How large orders are, in US dollars.</summary>
internal sealed record OrderSizes(long Count, double Mean, double LogDeviation)
{
    /// <summary>The trailing window of the metric `orders`.</summary>
    public const int WindowDays = 30;

    /// <param name="paidIn">Orders in other tokens do not count.</param>
    /// <param name="usd">What one of it is worth: 1 for a stablecoin.</param>
    public static OrderSizes Read(MetricReader metrics, TokenSpec paidIn, double usd = 1)
    {
        MetricTable orders = metrics.Run("orders");
        List<(double Size, long Count)> sizes =
        [
            .. orders
                .Rows.Where(row => orders.Value<string>(row, "symbol") == paidIn.Symbol)
                .Select(row =>
                    (
                        usd * (double)orders.Integer(row, "amount") / Math.Pow(10, paidIn.Decimals),
                        (long)orders.Integer(row, "orders")
                    )
                ),
        ];
        if (sizes.Count == 0)
        {
            throw new MarketStateException(metrics.Market, $"nothing was paid in {paidIn.Symbol} in {WindowDays} days");
        }

        long count = sizes.Sum(size => size.Count);
        double logMean = sizes.Sum(size => size.Count * Math.Log(size.Size)) / count;
        double logVariance = sizes.Sum(size => size.Count * Math.Pow(Math.Log(size.Size) - logMean, 2)) / count;
        return new OrderSizes(count, sizes.Sum(size => size.Count * size.Size) / count, Math.Sqrt(logVariance));
    }
}
