using System.Globalization;
using Souk.DuckDb;
using Souk.Simulation.Scenarios;
using Souk.Warehouse.Metrics;

namespace Souk.Research.States;

/// <summary>Reads from the warehouse where a market stands, as the start of a simulation. Nothing is typed in.</summary>
public static class InitialStateReader
{
    private const int MicroUnits = 1_000_000;

    /// <param name="market">A market with a vested or traded token, a pool and payments.</param>
    /// <exception cref="MarketStateException">The warehouse lacks something that a simulation needs.</exception>
    public static InitialState Read(DuckDBConnection connection, string market)
    {
        MetricReader metrics = new(connection, market);
        MetricTable asOf = metrics.Run("as_of");
        if (asOf.Rows.Count == 0)
        {
            throw new MarketStateException(market, "no blocks are indexed");
        }

        TokenSpec token = ReadMarketToken(metrics);
        (TokenSpec stablecoin, PoolState pool) = ReadPool(metrics);
        MetricTable supply = metrics.Run("supply");
        InitialState state = new()
        {
            Market = market,
            Label = MarketLabel.Read(connection, market),
            Date = DateOnly.FromDateTime(asOf.Value<DateTime>(asOf.Rows[0], "time")).AddDays(1),
            Token = token,
            Stablecoin = stablecoin,
            Supply = (Int128)supply.Integer(supply.Rows[^1], "supply"),
            Holders = ReadHolders(metrics),
            Vesting = ReadVesting(metrics),
            Pool = pool,
            Fees = ReadFees(metrics, stablecoin),
            EmissionPerDay = metrics.Single("emission_rate", "emission_per_day"),
            Activity = ReadActivity(metrics, stablecoin),
        };
        return state.WithRestToOther();
    }

    private static TokenSpec ReadMarketToken(MetricReader metrics)
    {
        MetricTable tokens = metrics.Run("token");
        object?[] row =
            tokens.Rows.FirstOrDefault(row => tokens.Value<bool>(row, "is_market_token"))
            ?? throw new MarketStateException(metrics.Market, "its manifest names no market token");
        return new TokenSpec(tokens.Value<string>(row, "symbol"), (int)tokens.Integer(row, "decimals"));
    }

    private static (TokenSpec Stablecoin, PoolState Pool) ReadPool(MetricReader metrics)
    {
        MetricTable prices = metrics.Run("price");
        if (prices.Rows.Count == 0)
        {
            throw new MarketStateException(
                metrics.Market,
                "no liquidity pool is indexed, so there is no price to start from"
            );
        }

        object?[] last = prices.Rows[^1];
        return (
            new TokenSpec(prices.Value<string>(last, "quote_symbol"), (int)prices.Integer(last, "quote_decimals")),
            new PoolState((Int128)prices.Integer(last, "token_reserve"), (Int128)prices.Integer(last, "quote_reserve"))
        );
    }

    // Dead addresses stay in `Other`: they hold part of the supply and the rest is booked there.
    private static Holders ReadHolders(MetricReader metrics)
    {
        MetricTable holders = metrics.Run("holders");
        Dictionary<string, Int128> amounts = holders.Rows.ToDictionary(
            row => holders.Value<string>(row, "class"),
            row => (Int128)holders.Integer(row, "amount")
        );
        return new Holders
        {
            Contributors = amounts.GetValueOrDefault("contributors"),
            Buyers = amounts.GetValueOrDefault("buyers"),
            Insiders = amounts.GetValueOrDefault("insiders"),
            Rewards = amounts.GetValueOrDefault("rewards"),
            Staked = amounts.GetValueOrDefault("staking"),
        };
    }

    private static List<VestingSchedule> ReadVesting(MetricReader metrics)
    {
        MetricTable vesting = metrics.Run("vesting");
        return
        [
            .. vesting
                // What waits for a price has no schedule.
                .Rows.Where(row => vesting.IntegerOr(row, "duration_seconds") is not null)
                .Select(row => new VestingSchedule
                {
                    Name = vesting.Value<string>(row, "bucket"),
                    Total = (Int128)vesting.Integer(row, "total"),
                    Released = (Int128)vesting.Integer(row, "released"),
                    StartUnixSeconds = (long)vesting.Integer(row, "start_seconds"),
                    CliffSeconds = (long)(
                        vesting.Integer(row, "cliff_seconds") - vesting.Integer(row, "start_seconds")
                    ),
                    DurationSeconds = (long)vesting.Integer(row, "duration_seconds"),
                }),
        ];
    }

    private static FeeRules ReadFees(MetricReader metrics, TokenSpec stablecoin)
    {
        MetricTable rates = metrics.Run("rates");
        object?[] row =
            rates.Rows.FirstOrDefault(row => rates.Value<string>(row, "symbol") == stablecoin.Symbol)
            ?? throw new MarketStateException(
                metrics.Market,
                $"no payments in {stablecoin.Symbol} in the last 90 days"
            );
        return new FeeRules(
            (double)(long)rates.Integer(row, "fee_rate_ppm") / MicroUnits,
            (double)(long)rates.Integer(row, "burn_share_ppm") / MicroUnits
        );
    }

    private static Activity ReadActivity(MetricReader metrics, TokenSpec stablecoin)
    {
        MetricTable parties = metrics.Run("active_parties");
        OrderSizes sizes = OrderSizes.Read(metrics, stablecoin);
        return new Activity
        {
            ActiveContributors = (long)parties.Integer(parties.Rows[0], "contributors"),
            ActiveBuyers = (long)parties.Integer(parties.Rows[0], "buyers"),
            OrdersPerDay = (double)sizes.Count / OrderSizes.WindowDays,
            MeanOrderUsd = sizes.Mean,
            OrderUsdSigma = sizes.LogDeviation,
        };
    }
}

/// <summary>The warehouse cannot say where the market stands; the message says what is missing.</summary>
public sealed class MarketStateException(string market, string reason)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"Market '{market}' cannot be simulated: {reason}."));
