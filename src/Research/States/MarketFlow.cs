using Souk.Simulation.Scenarios;
using Souk.Warehouse.Metrics;

namespace Souk.Research.States;

/// <summary>What people order and pay: as the chain shows it, as it did last, or as a reader supposes.</summary>
internal sealed record MarketFlow(FeeRules Fees, Activity Activity, StartBasis Basis)
{
    private const int MicroUnits = 1_000_000;

    /// <summary>Of an order where none was ever seen and none is supposed: as scenarios of an allocation table begin.</summary>
    private const double OrderUsd = 25;

    /// <summary>Of orders that a reader supposes: of some, all alike, nobody knows.</summary>
    private const double OrderSigma = 0.5;

    /// <param name="priced">Tokens that have a worth in USD here: orders in the first one that has some count.</param>
    public static MarketFlow Read(
        MetricReader metrics,
        IReadOnlyList<(TokenSpec Token, double Usd)> priced,
        SupposedStart supposed
    )
    {
        (TokenSpec token, double usd) = ChooseToken(metrics, priced);
        OrderSizes? now = OrderSizes.Read(metrics, token, usd);
        FeeRules? fees = ReadFees(metrics, token);
        DateTime? last = now is null || fees is null ? metrics.LastOrder(token.Symbol) : null;
        MetricReader? past = last is { } time ? metrics.At(time) : null;
        OrderSizes? then = now is null && past is not null ? OrderSizes.Read(past, token, usd) : null;
        bool isPaidOtherwise = now is null && metrics.Run("orders").Rows.Count > 0;
        FeeRules? feesThen = fees is null && past is not null ? ReadFees(past, token) : null;
        return new MarketFlow(
            fees ?? feesThen ?? new FeeRules(MarketFeeShare: 0, BurnShare: 0),
            ReadActivity(metrics, past, now, then, supposed),
            new StartBasis
            {
                Orders =
                    now is null && (isPaidOtherwise || supposed.OrdersPerDay > 0) ? Backing.Supposed : Backing.Indexed,
                OrderSize =
                    now is not null ? Backing.Indexed
                    : supposed.OrderUsd is null && then is not null ? Backing.Past
                    : Backing.Supposed,
                Fees =
                    fees is not null ? Backing.Indexed
                    : feesThen is not null ? Backing.Past
                    : Backing.Supposed,
                PaidIn = string.Join(" or ", priced.Select(one => one.Token.Symbol).Distinct(StringComparer.Ordinal)),
                LastOrder = last is { } day ? DateOnly.FromDateTime(day) : null,
            }
        );
    }

    /// <summary>The first with orders of late; else the one of the last order; else the first.</summary>
    private static (TokenSpec Token, double Usd) ChooseToken(
        MetricReader metrics,
        IReadOnlyList<(TokenSpec Token, double Usd)> priced
    )
    {
        foreach ((TokenSpec Token, double Usd) one in priced)
        {
            if (OrderSizes.Read(metrics, one.Token, one.Usd) is not null)
            {
                return one;
            }
        }

        return priced.MaxBy(one => metrics.LastOrder(one.Token.Symbol) ?? DateTime.MinValue);
    }

    private static FeeRules? ReadFees(MetricReader metrics, TokenSpec paidIn)
    {
        MetricTable rates = metrics.Run("rates");
        return
            rates.Rows.FirstOrDefault(row => rates.Value<string>(row, "symbol") == paidIn.Symbol) is { } row
            && rates.IntegerOr(row, "fee_rate_ppm") is { } fee
            ? new FeeRules((double)fee / MicroUnits, (double)rates.Integer(row, "burn_share_ppm") / MicroUnits)
            : null;
    }

    private static Activity ReadActivity(
        MetricReader metrics,
        MetricReader? past,
        OrderSizes? now,
        OrderSizes? then,
        SupposedStart supposed
    )
    {
        MetricTable parties = metrics.Run("active_parties");
        double perDay = now is null ? supposed.OrdersPerDay ?? 0 : (double)now.Count / StartBasis.OrderDays;
        double? orderUsd = now is null ? supposed.OrderUsd : null;
        // Whoever bought last would buy again; each orders once a day of what is supposed.
        double buyers = now is null
            ? Math.Max(past is null ? 1 : Count(past.Run("active_parties"), "buyers"), Math.Ceiling(perDay))
            : Count(parties, "buyers");
        return new Activity
        {
            ActiveContributors = Count(parties, "contributors"),
            ActiveBuyers = buyers,
            OrdersPerDay = perDay,
            MeanOrderUsd = orderUsd ?? now?.Mean ?? then?.Mean ?? OrderUsd,
            OrderUsdSigma = now?.LogDeviation ?? (orderUsd is null ? then?.LogDeviation : null) ?? OrderSigma,
        };
    }

    private static double Count(MetricTable parties, string column) => (double)parties.Integer(parties.Rows[0], column);
}
