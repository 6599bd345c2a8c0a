using System.Globalization;
using Souk.DuckDb;
using Souk.Simulation.Scenarios;
using Souk.Warehouse.Metrics;

namespace Souk.Research.States;

/// <summary>Reads from the warehouse where a market stands, as the start of a simulation. Nothing is typed in.</summary>
public static class InitialStateReader
{
    /// <summary>All metrics that a state is read from.</summary>
    public static IReadOnlyList<string> Metrics { get; } =
    ["as_of", "token", "supply", "price", "holders", "vesting", "rates", "emission_rate", "orders", "active_parties"];

    private const int MicroUnits = 1_000_000;

    /// <summary>Where no pool is indexed, a supposed one holds one of so many tokens.</summary>
    private const int AssumedPoolPart = 100;

    /// <summary>In which a supposed price is told where buyers pay in no other token than the market's own.</summary>
    private static readonly TokenSpec s_dollar = new("USDC", 6);

    /// <param name="market">A market with a vested or traded token, a pool and payments.</param>
    /// <param name="assumedPriceUsd">What a token is supposed to cost where no pool tells; null supposes nothing. With it the pool is
    /// supposed, too, and orders in the market's own token are worth so much.</param>
    /// <exception cref="MarketStateException">The warehouse lacks something that a simulation needs.</exception>
    public static InitialState Read(DuckDBConnection connection, string market, double? assumedPriceUsd = null)
    {
        MetricReader metrics = new(connection, market);
        MetricTable asOf = metrics.Run("as_of");
        if (asOf.Rows.Count == 0)
        {
            throw new MarketStateException(market, "no blocks are indexed");
        }

        TokenSpec token = ReadMarketToken(metrics);
        if (assumedPriceUsd is not { } price || metrics.Run("price").Rows.Count > 0)
        {
            (TokenSpec stablecoin, PoolState pool) = ReadPool(metrics);
            return StateOf(connection, metrics, (token, ReadSupply(metrics)), (stablecoin, pool), (stablecoin, 1))
                .WithRestToOther();
        }

        Int128 supply = ReadSupply(metrics);
        TokenSpec? money = ReadMoney(metrics, token);
        PoolState assumed = AssumePool(metrics, (token, supply), money ?? s_dollar, price);
        (TokenSpec, double) paidIn = money is null ? (token, price) : (money, 1);
        return WithRoomForPool(StateOf(connection, metrics, (token, supply), (money ?? s_dollar, assumed), paidIn))
            .WithRestToOther();
    }

    /// <param name="paidIn">The token of orders, and what one is worth in USD.</param>
    private static InitialState StateOf(
        DuckDBConnection connection,
        MetricReader metrics,
        (TokenSpec Token, Int128 Supply) market,
        (TokenSpec Stablecoin, PoolState Pool) priced,
        (TokenSpec Token, double Usd) paidIn
    )
    {
        MetricTable asOf = metrics.Run("as_of");
        return new InitialState
        {
            Market = metrics.Market,
            Label = MarketLabel.Read(connection, metrics.Market),
            Date = DateOnly.FromDateTime(asOf.Value<DateTime>(asOf.Rows[0], "time")).AddDays(1),
            Token = market.Token,
            Stablecoin = priced.Stablecoin,
            Supply = market.Supply,
            Holders = ReadHolders(metrics),
            Vesting = ReadVesting(metrics),
            Pool = priced.Pool,
            Fees = ReadFees(metrics, paidIn.Token),
            EmissionPerDay = metrics.Single("emission_rate", "emission_per_day"),
            Activity = ReadActivity(metrics, paidIn.Token, paidIn.Usd),
        };
    }

    private static Int128 ReadSupply(MetricReader metrics)
    {
        MetricTable supply = metrics.Run("supply");
        return supply.Rows.Count > 0
            ? (Int128)supply.Integer(supply.Rows[^1], "supply")
            : throw new MarketStateException(metrics.Market, "none of its token was minted yet");
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

    /// <summary>The token that most orders are paid in beside the market's own; null where there is none.</summary>
    private static TokenSpec? ReadMoney(MetricReader metrics, TokenSpec token)
    {
        MetricTable orders = metrics.Run("orders");
        return orders
            .Rows.GroupBy(row => new TokenSpec(
                orders.Value<string>(row, "symbol"),
                (int)orders.Integer(row, "decimals")
            ))
            .Where(group => group.Key.Symbol != token.Symbol)
            .OrderByDescending(group => group.Sum(row => (long)orders.Integer(row, "orders")))
            .ThenBy(group => group.Key.Symbol, StringComparer.Ordinal)
            .FirstOrDefault()
            ?.Key;
    }

    private static PoolState AssumePool(
        MetricReader metrics,
        (TokenSpec Token, Int128 Supply) market,
        TokenSpec money,
        double priceUsd
    )
    {
        Int128 tokens = market.Supply / AssumedPoolPart;
        // Rounds down.
        var value = (Int128)((double)tokens * priceUsd * Math.Pow(10, money.Decimals - market.Token.Decimals));
        return tokens > 0 && value > 0
            ? new PoolState(tokens, value)
            : throw new MarketStateException(
                metrics.Market,
                FormattableString.Invariant($"at {priceUsd} USD its supply is worth nothing")
            );
    }

    /// <summary>What a supposed pool holds is lent by whoever is in no class, and what they lack by the largest of the others.</summary>
    private static InitialState WithRoomForPool(InitialState state)
    {
        Holders held = state.Holders;
        Int128 rest =
            state.Supply
            - state.Vesting.Aggregate(Int128.Zero, (sum, one) => sum + one.Total - one.Released)
            - (held.Contributors + held.Buyers + held.Insiders + held.Treasury + held.Rewards + held.Staked);
        Int128 lacking = Int128.Max(0, state.Pool.TokenReserve - rest);
        Int128 most = Int128.Max(held.Insiders, Int128.Max(held.Contributors, held.Buyers));
        return state with
        {
            Holders =
                most == held.Insiders ? held with { Insiders = most - Int128.Min(most, lacking) }
                : most == held.Contributors ? held with { Contributors = most - Int128.Min(most, lacking) }
                : held with { Buyers = most - Int128.Min(most, lacking) },
        };
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

    private static FeeRules ReadFees(MetricReader metrics, TokenSpec paidIn)
    {
        MetricTable rates = metrics.Run("rates");
        object?[] row =
            rates.Rows.FirstOrDefault(row => rates.Value<string>(row, "symbol") == paidIn.Symbol)
            ?? throw new MarketStateException(metrics.Market, $"no payments in {paidIn.Symbol} in the last 90 days");
        return new FeeRules(
            (double)(long)rates.Integer(row, "fee_rate_ppm") / MicroUnits,
            (double)(long)rates.Integer(row, "burn_share_ppm") / MicroUnits
        );
    }

    private static Activity ReadActivity(MetricReader metrics, TokenSpec paidIn, double usd)
    {
        MetricTable parties = metrics.Run("active_parties");
        OrderSizes sizes = OrderSizes.Read(metrics, paidIn, usd);
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
