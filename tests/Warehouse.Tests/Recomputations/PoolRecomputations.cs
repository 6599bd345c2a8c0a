using System.Numerics;
using Souk.Warehouse.Metrics;
using static Souk.Warehouse.Tests.Recomputations.DrawnRow;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Metrics of pools of two reserves: what was swapped in them, and whose they are.</summary>
internal static class PoolRecomputations
{
    private static readonly string[] s_fees = ["protocol_fee", "market_fee", "provider_fee"];

    /// <summary>Two states of a pool of which one reserve grew and the other shrank.</summary>
    public static IEnumerable<(DrawnRow After, BigInteger Tokens, BigInteger Quote)> Swaps(DrawnQuestion asked)
    {
        foreach (
            var states in asked.Seen("market.pool_state").GroupBy(row => (row.Int("chain_id"), row.Int("pool_id")))
        )
        {
            DrawnRow[] sorted = [.. states.OrderBy(row => row.Place)];
            for (int at = 1; at < sorted.Length; at++)
            {
                BigInteger tokens = sorted[at].Big("token_reserve") - sorted[at - 1].Big("token_reserve");
                BigInteger quote = sorted[at].Big("quote_reserve") - sorted[at - 1].Big("quote_reserve");
                if (tokens.Sign * quote.Sign < 0)
                {
                    yield return (sorted[at], BigInteger.Abs(tokens), BigInteger.Abs(quote));
                }
            }
        }
    }

    [Recomputes("price")]
    public static IEnumerable<string> Price(DrawnQuestion asked) =>
        asked
            .Seen("market.pool_state")
            .GroupBy(row =>
                (
                    Day: DateOnly.FromDateTime(row.Time),
                    Symbol: asked.Token(row)!.Text("symbol"),
                    Quote: Quote(asked, row).Text("symbol")
                )
            )
            .Select(rows =>
            {
                DrawnRow last = rows.MaxBy(row => row.Place)!;
                return Line(
                    rows.Key.Day,
                    rows.Key.Symbol,
                    rows.Key.Quote,
                    last["token_reserve"],
                    last["quote_reserve"],
                    asked.Token(last)!["decimals"],
                    Quote(asked, last)["decimals"]
                );
            });

    /// <summary>Of one pool a chain, of Uniswap's second version.</summary>
    [Recomputes("pool_prices")]
    public static IEnumerable<string> PoolPrices(DrawnQuestion asked)
    {
        foreach (DrawnRow token in asked.Tokens.Where(row => row.Is("is_market_token")))
        {
            int chain = token.Int("chain_id");
            DrawnRow[] blocks = [.. asked.Blocks.Where(block => block.Int("chain_id") == chain)];
            DrawnRow[] states =
            [
                .. asked.Seen("market.pool_state").Where(row => row.Int("chain_id") == chain).OrderBy(row => row.Place),
            ];
            string[] days =
                states.Length > 0 && blocks.Length > 0
                    ? [.. Days(asked, token, states, DateOnly.FromDateTime(blocks.Max(block => block.Time)))]
                    : [];
            foreach (string day in days)
            {
                yield return day;
            }

            if (blocks.Length > 0 && states.Length == 0)
            {
                yield return Line(
                    DateOnly.FromDateTime(blocks.Max(block => block.Time)),
                    chain,
                    token["symbol"],
                    null,
                    token["decimals"],
                    null,
                    null,
                    null,
                    0,
                    0,
                    "no trustworthy price: no pool",
                    0,
                    0,
                    0
                );
            }
        }
    }

    /// <summary>From the pool's first day on.</summary>
    private static IEnumerable<string> Days(DrawnQuestion asked, DrawnRow token, DrawnRow[] states, DateOnly end)
    {
        DrawnRow quoted = Quote(asked, states[0]);
        BigInteger enough = 100 * BigInteger.Pow(10, quoted.Int("decimals"));
        (DateOnly Day, BigInteger Price, int Confidence)? last = null;
        for (DateOnly day = DateOnly.FromDateTime(states[0].Time); day <= end; day = day.AddDays(1))
        {
            BigInteger least = states
                .Where(row => DateOnly.FromDateTime(row.Time) == day)
                .Concat(states.Where(row => DateOnly.FromDateTime(row.Time) < day).TakeLast(1))
                .Min(row => row.Big("quote_reserve"));
            BigInteger depth = Depth(least);
            var swaps = Swaps(asked)
                .Where(swap =>
                    swap.After.Int("chain_id") == token.Int("chain_id") && DateOnly.FromDateTime(swap.After.Time) == day
                )
                .ToList();
            var counted = swaps
                .Where(swap => IsCounted(swap.Quote, states[Array.IndexOf(states, swap.After) - 1], enough))
                .ToList();
            if (counted.Count > 0)
            {
                BigInteger price =
                    DrawnQuestion.Sum(counted.Select(swap => swap.Quote))
                    * PriceRecomputations.Scale(token, quoted.Int("decimals"))
                    / DrawnQuestion.Sum(counted.Select(swap => swap.Tokens));
                last = (day, price, counted.Count >= 10 ? 900_000 : 700_000);
            }

            int? age = day.DayNumber - last?.Day.DayNumber;
            string? fault =
                depth < enough ? "too shallow"
                : age is null ? "no swap above dust"
                : age > PriceRecomputations.DaysMax ? "stale"
                : null;
            yield return Line(
                day,
                token["chain_id"],
                token["symbol"],
                quoted["symbol"],
                token["decimals"],
                quoted["decimals"],
                fault is null ? last!.Value.Price : null,
                fault is null ? "uniswap_v2" : null,
                depth,
                fault is not null ? 0
                    : age == 0 ? last!.Value.Confidence
                    : 500_000 - 60_000 * age,
                fault is null ? "trusted" : $"no trustworthy price: {fault}",
                fault is null ? 1 : 0,
                counted.Count,
                swaps.Count - counted.Count
            );
        }
    }

    /// <summary>Above dust, and met by a pool deep enough.</summary>
    private static bool IsCounted(BigInteger quote, DrawnRow before, BigInteger enough)
    {
        BigInteger reserve = before.Big("quote_reserve");
        return quote > 0 && quote >= reserve * 100 / 1_000_000 && Depth(reserve) >= enough;
    }

    /// <summary>What one gets of a reserve until the price is 2 % lower.</summary>
    private static BigInteger Depth(BigInteger reserve) =>
        reserve - reserve * BigInteger.Parse("989949493661166534161182106946", null) / BigInteger.Pow(10, 30);

    [Recomputes("liquidity_providers")]
    public static IEnumerable<string> LiquidityProviders(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        foreach (
            var pool in asked
                .Seen("market.pool_share")
                .GroupBy(row => (Chain: row.Int("chain_id"), Pool: row.Int("pool_id")))
        )
        {
            Dictionary<int, BigInteger> held = Held(pool, pool.Key.Pool, graph);
            BigInteger burned = held.GetValueOrDefault(0);
            KeyValuePair<int, BigInteger>[] ranked =
            [
                .. held.Where(one => one.Key != 0 && one.Value > 0)
                    .OrderByDescending(one => one.Value)
                    .ThenBy(one => one.Key),
            ];
            BigInteger[] shares = [.. ranked.Select(one => one.Value)];
            BigInteger all = DrawnQuestion.Sum(shares);
            if (shares.Length > 0)
            {
                int nakamoto = 1;
                while (DrawnQuestion.Sum(shares[..nakamoto]) * 2 <= all)
                {
                    nakamoto++;
                }

                BigInteger squares = DrawnQuestion.Sum(
                    shares.Select(share => BigInteger.Pow(share * 1_000_000 / all, 2))
                );
                yield return Line(
                    pool.Key.Chain,
                    asked.Hex(pool.Key.Pool),
                    shares.Length,
                    all,
                    BigInteger.Max(burned, 0),
                    shares[0] * 1_000_000 / all,
                    squares / 100_000_000,
                    nakamoto,
                    asked.Hex(ranked[0].Key),
                    0
                );
            }
        }
    }

    /// <summary>Shares by party; nobody can take out what 0 has.</summary>
    private static Dictionary<int, BigInteger> Held(IEnumerable<DrawnRow> moves, int pool, PartyGraph graph)
    {
        Dictionary<int, BigInteger> held = [];
        void Add(int party, BigInteger change)
        {
            int holder = party is 0 or DrawnFacts.Dead ? 0 : graph.Actor(party);
            held[holder] = held.GetValueOrDefault(holder) + (party == pool ? 0 : change);
        }

        foreach (DrawnRow row in moves)
        {
            (int from, int to) = (row.Int("sender_id"), row.Int("recipient_id"));
            Add(from, from == 0 ? 0 : -row.Big("amount"));
            Add(to, to == 0 && from == pool ? 0 : row.Big("amount"));
        }

        return held;
    }

    [Recomputes("volume_split")]
    public static IEnumerable<string> VolumeSplit(DrawnQuestion asked)
    {
        MetricTable valued = asked.Ask("valued");
        SortedDictionary<
            (DateOnly Month, int Chain, string Quote),
            (BigInteger Use, BigInteger Trade, BigInteger Unvalued)
        > sums = [];
        foreach (
            object?[] row in valued.Rows.Where(row => (string)row[2]! == "price" || s_fees.Contains((string)row[2]!))
        )
        {
            var key = (
                DrawnQuestion.Month(((DateOnly)row[0]!).ToDateTime(TimeOnly.MinValue)),
                (int)valued.Integer(row, "chain_id"),
                (string)row[7]!
            );
            (BigInteger use, BigInteger trade, BigInteger unvalued) = sums.GetValueOrDefault(key);
            sums[key] = row[9] is null
                ? (use, trade, unvalued + valued.Integer(row, "legs"))
                : (use + valued.Integer(row, "value"), trade, unvalued);
        }

        foreach ((DrawnRow after, BigInteger _, BigInteger quote) in Swaps(asked))
        {
            DrawnRow log = asked.Facts.Rows("chain.log").First(row => row.Log == after.Log);
            bool isPaying = asked
                .Facts.Rows("market.payment")
                .Any(leg =>
                    leg.System == asked.Market
                    && leg.Int("chain_id") == log.Int("chain_id")
                    && leg.Long("block_number") == log.Long("block_number")
                    && leg.Int("transaction_index") == log.Int("transaction_index")
                    && leg.Text("role") is "price" or "protocol_fee" or "market_fee" or "burn" or "fee_share"
                );
            if (!isPaying)
            {
                var key = (DrawnQuestion.Month(after.Time), after.Int("chain_id"), Quote(asked, after).Text("symbol"));
                (BigInteger use, BigInteger trade, BigInteger unvalued) = sums.GetValueOrDefault(key);
                sums[key] = (use, trade + quote, unvalued);
            }
        }

        foreach (
            ((DateOnly month, int chain, string quote), (BigInteger use, BigInteger trade, BigInteger unvalued)) in sums
        )
        {
            yield return Line(month, chain, quote, use, trade, DrawnQuestion.Ppm(use, use + trade), unvalued);
        }
    }

    private static DrawnRow Quote(DrawnQuestion asked, DrawnRow state) =>
        asked.Token((state.Int("chain_id"), state.Int("quote_token_id")))!;
}
