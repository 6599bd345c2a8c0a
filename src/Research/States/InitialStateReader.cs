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

    /// <summary>Where no pool is indexed, a supposed one holds one of so many tokens.</summary>
    private const int AssumedPoolPart = 100;

    /// <summary>In which a supposed price is told where buyers pay in no other token than the market's own.</summary>
    private static readonly TokenSpec s_dollar = new("USDC", 6);

    /// <param name="market">A market with a token of its own, some of which was minted.</param>
    /// <param name="supposed">What a reader supposes where the chain shows nothing. With a price the pool is supposed, too, and orders in
    /// the market's own token are worth so much.</param>
    /// <param name="asOf">Later blocks do not count, UTC; null counts all.</param>
    /// <exception cref="MarketStateException">The warehouse lacks something that a simulation needs.</exception>
    /// <remarks>Where nothing was ordered or paid of late the market starts without orders, and what an order was and what of it is a fee
    /// is as it was last: <see cref="InitialState.Basis"/> says so.</remarks>
    public static InitialState Read(
        DuckDBConnection connection,
        string market,
        SupposedStart? supposed = null,
        DateTime? asOf = null
    )
    {
        MetricReader metrics = new(connection, market, asOf);
        supposed ??= new SupposedStart();
        if (metrics.Run("as_of").Rows.Count == 0)
        {
            throw new MarketStateException(
                market,
                asOf is null ? "no blocks are indexed" : "it has no block that early"
            );
        }

        TokenSpec token = ReadMarketToken(metrics);
        string? label = MarketLabel.Read(connection, market);
        if (supposed.PriceUsd is not { } price || metrics.Run("price").Rows.Count > 0)
        {
            (TokenSpec stablecoin, PoolState pool) = ReadPool(metrics);
            double tokenUsd =
                (double)pool.StableReserve
                / (double)pool.TokenReserve
                * Math.Pow(10, token.Decimals - stablecoin.Decimals);
            var flow = MarketFlow.Read(metrics, [(stablecoin, 1), (token, tokenUsd)], supposed);
            return WithRest(StateOf(metrics, label, (token, ReadSupply(metrics)), (stablecoin, pool), flow));
        }

        Int128 supply = ReadSupply(metrics);
        TokenSpec money = ReadMoney(metrics, token) ?? s_dollar;
        PoolState assumed = AssumePool(metrics, (token, supply), money, price);
        var orders = MarketFlow.Read(metrics, [(money, 1), (token, price)], supposed);
        InitialState state = StateOf(metrics, label, (token, supply), (money, assumed), orders);
        return WithRest(WithRoomForPool(state with { Basis = state.Basis with { Pool = Backing.Supposed } }));
    }

    private static InitialState StateOf(
        MetricReader metrics,
        string? label,
        (TokenSpec Token, Int128 Supply) market,
        (TokenSpec Stablecoin, PoolState Pool) priced,
        MarketFlow flow
    )
    {
        MetricTable asOf = metrics.Run("as_of");
        return new InitialState
        {
            Market = metrics.Market,
            Label = label,
            Date = DateOnly.FromDateTime(asOf.Value<DateTime>(asOf.Rows[0], "time")).AddDays(1),
            Token = market.Token,
            Stablecoin = priced.Stablecoin,
            Supply = market.Supply,
            Holders = ReadHolders(metrics),
            Vesting = ReadVesting(metrics),
            Pool = priced.Pool,
            Fees = flow.Fees,
            EmissionPerDay = metrics.Single("emission_rate", "emission_per_day"),
            Activity = flow.Activity,
            Basis = flow.Basis,
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
            ?? throw new MarketStateException(
                metrics.Market,
                "its manifest names no token of the market: mark one as its own there"
            );
        return SpecOf(tokens, row);
    }

    private static (TokenSpec Stablecoin, PoolState Pool) ReadPool(MetricReader metrics)
    {
        MetricTable prices = metrics.Run("price");
        if (prices.Rows.Count == 0)
        {
            throw new MarketStateException(
                metrics.Market,
                "no liquidity pool is indexed, so there is no price to start from: /scenario and its API take a supposed one (price)"
            );
        }

        object?[] last = prices.Rows[^1];
        return (
            new TokenSpec(prices.Value<string>(last, "quote_symbol"), (int)prices.Integer(last, "quote_decimals")),
            new PoolState((Int128)prices.Integer(last, "token_reserve"), (Int128)prices.Integer(last, "quote_reserve"))
        );
    }

    /// <summary>The token that most orders are paid in beside the market's own, or where there are none of late, that of the last one;
    /// null where nobody ever paid in another.</summary>
    private static TokenSpec? ReadMoney(MetricReader metrics, TokenSpec token)
    {
        MetricTable orders = metrics.Run("orders");
        return orders
                .Rows.GroupBy(row => SpecOf(orders, row))
                .Where(group => group.Key.Symbol != token.Symbol)
                .OrderByDescending(group => group.Sum(row => (long)orders.Integer(row, "orders")))
                .ThenBy(group => group.Key.Symbol, StringComparer.Ordinal)
                .FirstOrDefault()
                ?.Key
            ?? ReadPastMoney(metrics, token);
    }

    private static TokenSpec? ReadPastMoney(MetricReader metrics, TokenSpec token)
    {
        MetricTable tokens = metrics.Run("token");
        return tokens
            .Rows.Select(row => SpecOf(tokens, row))
            .Where(one => one.Symbol != token.Symbol)
            .Select(one => (Token: one, Last: metrics.LastOrder(one.Symbol)))
            .Where(one => one.Last is not null)
            .OrderByDescending(one => one.Last)
            .ThenBy(one => one.Token.Symbol, StringComparer.Ordinal)
            .FirstOrDefault()
            .Token;
    }

    private static TokenSpec SpecOf(MetricTable table, object?[] row) =>
        new(table.Value<string>(row, "symbol"), (int)table.Integer(row, "decimals"));

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

    private static InitialState WithRest(InitialState state)
    {
        Int128 lacking = -state.Unheld();
        double tokens = (double)lacking / Math.Pow(10, state.Token.Decimals);
        return lacking <= 0
            ? state.WithRestToOther()
            : throw new MarketStateException(
                state.Market,
                FormattableString.Invariant(
                    $"holders, pool and vesting have {tokens:0.######} {state.Token.Symbol} more than its supply, so that transfers are missing: index them, or see /m/{state.Market}/quality"
                )
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
}

/// <summary>The warehouse cannot say where the market stands; the message says what is missing.</summary>
public sealed class MarketStateException(string market, string reason)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"Market '{market}' cannot be simulated: {reason}."));
