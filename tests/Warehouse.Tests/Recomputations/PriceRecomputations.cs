using System.Numerics;
using Souk.Warehouse.Metrics;
using static Souk.Warehouse.Tests.Recomputations.DrawnRow;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Metrics of prices, and of what is worth something at them.</summary>
internal static class PriceRecomputations
{
    private const int DaysMax = 7;

    private static readonly string[] s_fees = ["protocol_fee", "market_fee", "provider_fee"];
    private static readonly BigInteger s_e18 = BigInteger.Pow(10, 18);

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

    [Recomputes("feeds")]
    public static IEnumerable<string> Feeds(DrawnQuestion asked)
    {
        var feeds = asked
            .SeenAnywhere("market.oracle_price")
            .Where(row => asked.Token(row)?.Is("is_market_token") == true)
            .GroupBy(row =>
                (Chain: row.Int("chain_id"), row.System, Feed: "0x" + Convert.ToHexStringLower((byte[])row["feed"]!))
            );
        foreach (var updates in feeds)
        {
            DateTime[] published = [.. updates.Select(row => (DateTime)row["publish_time"]!).Order()];
            DateTime last = asked
                .Blocks.Where(block => block.Int("chain_id") == updates.Key.Chain)
                .Max(block => block.Time);
            yield return Line(
                updates.Key.Chain,
                updates.Key.System,
                updates.Key.Feed,
                "GOLD",
                "USD",
                updates.Count(),
                updates.Count(row => Fault(row) is "no price in the feed" or "the feed is unsure"),
                published[0],
                published[^1],
                published.Length == 1
                    ? null
                    : published.Zip(published[1..], (one, next) => (long)(next - one).TotalSeconds).Max(),
                (long)(last - published[^1]).TotalSeconds,
                DrawnQuestion.Median(
                    updates
                        .Where(row => row.Big("price") > 0)
                        .Select(row => row.Big("confidence") * 1_000_000 / row.Big("price"))
                )
            );
        }
    }

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

            (DateOnly Day, BigInteger Price, int Confidence)? last = null;
            DateOnly end =
                blocks.Length == 0 ? DateOnly.MinValue : DateOnly.FromDateTime(blocks.Max(block => block.Time));
            for (
                DateOnly day = states.Length == 0 ? DateOnly.MaxValue : DateOnly.FromDateTime(states[0].Time);
                day <= end;
                day = day.AddDays(1)
            )
            {
                BigInteger least = states
                    .Where(row => DateOnly.FromDateTime(row.Time) == day)
                    .Concat(states.Where(row => DateOnly.FromDateTime(row.Time) < day).TakeLast(1))
                    .Min(row => row.Big("quote_reserve"));
                BigInteger depth =
                    least - least * BigInteger.Parse("989949493661166534161182106946", null) / BigInteger.Pow(10, 30);
                var swaps = Swaps(asked)
                    .Where(swap => swap.After.Int("chain_id") == chain && DateOnly.FromDateTime(swap.After.Time) == day)
                    .ToList();
                DrawnRow quoted = Quote(asked, states[0]);
                BigInteger enough = 100 * BigInteger.Pow(10, quoted.Int("decimals"));
                var counted = swaps
                    .Where(swap =>
                    {
                        BigInteger before = states[Array.IndexOf(states, swap.After) - 1].Big("quote_reserve");
                        return swap.Quote > 0
                            && swap.Quote >= before / 1_000_000 * 100 + before % 1_000_000 * 100 / 1_000_000
                            && before
                                - before
                                    * BigInteger.Parse("989949493661166534161182106946", null)
                                    / BigInteger.Pow(10, 30)
                                >= enough;
                    })
                    .ToList();
                if (counted.Count > 0)
                {
                    BigInteger price =
                        DrawnQuestion.Sum(counted.Select(swap => swap.Quote))
                        * Scale(token, quoted.Int("decimals"))
                        / DrawnQuestion.Sum(counted.Select(swap => swap.Tokens));
                    last = (day, price, counted.Count >= 10 ? 900_000 : 700_000);
                }

                int? age = day.DayNumber - last?.Day.DayNumber;
                string? fault =
                    depth < enough ? "too shallow"
                    : age is null ? "no swap above dust"
                    : age > DaysMax ? "stale"
                    : null;
                yield return Line(
                    day,
                    chain,
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
    }

    /// <summary>From the pools' prices on: which source speaks on which day.</summary>
    [Recomputes("prices")]
    public static IEnumerable<string> Prices(DrawnQuestion asked)
    {
        MetricTable pools = asked.Ask("pool_prices");
        foreach (
            var days in pools.Rows.GroupBy(row =>
                (Chain: (int)pools.Integer(row, "chain_id"), Symbol: pools.Value<string>(row, "symbol"))
            )
        )
        {
            DateOnly end = days.Max(row => pools.Value<DateOnly>(row, "day"));
            List<Candidate> candidates =
            [
                .. days.Where(row => row[3] is not null)
                    .Select(row => new Candidate(
                        1,
                        pools.Value<DateOnly>(row, "day"),
                        (string)row[3]!,
                        row[6] is null ? null : pools.Integer(row, "price_e18"),
                        row
                    )),
            ];
            DrawnRow token = asked.Tokens.Single(row =>
                row.Int("chain_id") == days.Key.Chain && row.Text("symbol") == days.Key.Symbol
            );
            var feeds = asked
                .SeenAnywhere("market.oracle_price")
                .Where(row => row.Token == token.Token)
                .Select(row => new Told(
                    Published(row),
                    row.Text("quote"),
                    ((DateTime)row["publish_time"]!, row.Long("block_number"), row.Int("log_index")),
                    Fault(row),
                    Price(row),
                    row.System,
                    600_000
                ));
            candidates.AddRange(Speak(asked, 2, token, end, feeds));
            var imports = asked
                .Seen("reference.price")
                .Where(row => !row.Has("superseded_at") && row.Decimal("price") > 0)
                .GroupBy(row => (Day: DateOnly.FromDateTime(row.Time), Quote: row.Text("quote")))
                .Select(rows =>
                    rows.OrderBy(row => Array.IndexOf(s_surest, row.Text("confidence")))
                        .ThenByDescending(row => row.Time)
                        .ThenBy(row => row.Text("source"), StringComparer.Ordinal)
                        .First()
                )
                .Select(row => new Told(
                    DateOnly.FromDateTime(row.Time),
                    row.Text("quote"),
                    (row.Time, 0, 0),
                    null,
                    (BigInteger)(row.Decimal("price")!.Value * 1_000_000) * BigInteger.Pow(10, 12),
                    $"import: {row.Text("source")}",
                    s_confidences[Array.IndexOf(s_surest, row.Text("confidence"))]
                ));
            candidates.AddRange(Speak(asked, 3, token, end, imports));
            var chosen = candidates
                .GroupBy(one => (one.Day, one.Quote))
                .Select(same => same.OrderBy(one => one.Price is null).ThenBy(one => one.Rank).First())
                .ToLookup(one => one.Day);
            foreach (var day in chosen)
            {
                Candidate? preferred = day.Where(one => one.Price is not null)
                    .OrderBy(one => one.Rank)
                    .ThenByDescending(one => one.Row[8] is null ? -1 : pools.Integer(one.Row, "depth"))
                    .ThenBy(one => one.Quote, StringComparer.Ordinal)
                    .FirstOrDefault();
                foreach (Candidate one in day)
                {
                    yield return Line([.. one.Row, one == preferred]);
                }
            }

            foreach (object?[] row in days.Where(_ => candidates.Count == 0))
            {
                object?[] unknown = [.. row];
                unknown[10] = "no trustworthy price: no source";
                yield return Line([.. unknown, false]);
            }
        }
    }

    [Recomputes("valued")]
    public static IEnumerable<string> Valued(DrawnQuestion asked)
    {
        MetricTable prices = asked.Ask("prices");
        var quotes = prices
            .Rows.Where(row => row[3] is not null)
            .Select(row =>
                (
                    Chain: prices.Integer(row, "chain_id"),
                    Symbol: (string)row[3]!,
                    Decimals: (int)prices.Integer(row, "quote_decimals")
                )
            )
            .Distinct()
            .ToList();
        foreach (
            var legs in asked
                .Seen("market.payment")
                .Where(leg => asked.Token(leg) is not null)
                .GroupBy(leg => (Day: DateOnly.FromDateTime(leg.Time), Role: leg.Text("role"), leg.Token))
        )
        {
            DrawnRow token = asked.Token(legs.Key.Token)!;
            BigInteger amount = DrawnQuestion.Sum(legs.Select(leg => leg.Big("amount")));
            foreach (
                (BigInteger _, string quote, int decimals) in quotes.Where(quote => quote.Chain == legs.Key.Token.Item1)
            )
            {
                object?[]? row = prices.Rows.SingleOrDefault(row =>
                    Equals(row[0], legs.Key.Day)
                    && prices.Integer(row, "chain_id") == legs.Key.Token.Item1
                    && (string)row[2]! == token.Text("symbol")
                    && (string?)row[3] == quote
                );
                BigInteger? price = row?[6] is null ? null : prices.Integer(row, "price_e18");
                BigInteger? value =
                    token.Text("symbol") == quote ? amount
                    : token.Is("is_market_token") ? amount * price / Scale(token, decimals)
                    : null;
                yield return Line(
                    legs.Key.Day,
                    legs.Key.Token.Item1,
                    legs.Key.Role,
                    token["symbol"],
                    token["decimals"],
                    legs.Count(),
                    amount,
                    quote,
                    decimals,
                    value
                );
            }
        }
    }

    [Recomputes("valuation")]
    public static IEnumerable<string> Valuation(DrawnQuestion asked)
    {
        MetricTable prices = asked.Ask("prices");
        MetricTable circulating = asked.Ask("circulating");
        foreach (object?[] supply in circulating.Rows)
        {
            (BigInteger chain, string symbol, string definition) = (
                circulating.Integer(supply, "chain_id"),
                circulating.Value<string>(supply, "symbol"),
                circulating.Value<string>(supply, "definition")
            );
            DrawnRow token = asked.Tokens.Single(row => row.Int("chain_id") == chain && row.Text("symbol") == symbol);
            DateOnly last = prices.Rows.Max(row => (DateOnly)row[0]!);
            foreach (
                object?[] row in prices.Rows.Where(row =>
                    Equals(row[0], last) && prices.Integer(row, "chain_id") == chain && (string)row[2]! == symbol
                )
            )
            {
                BigInteger? price = row[6] is null ? null : prices.Integer(row, "price_e18");
                string Worth(string measure, string name, string definer, BigInteger? tokens) =>
                    Line(
                        chain,
                        symbol,
                        token["decimals"],
                        row[3],
                        row[5],
                        measure,
                        name,
                        definer,
                        tokens,
                        price,
                        row[3] is null
                            ? null
                            : tokens * price / Scale(token, (int)prices.Integer(row, "quote_decimals")),
                        row[10]
                    );
                if (definition != "total")
                {
                    yield return Worth(
                        "market_cap",
                        definition,
                        circulating.Value<string>(supply, "definer"),
                        circulating.Integer(supply, "amount")
                    );
                    continue;
                }

                yield return Worth("fdv", "total_supply", "TokenUnlocks", circulating.Integer(supply, "amount"));
                yield return Worth(
                    "fdv",
                    "max_supply",
                    "Token Terminal",
                    asked
                        .Facts.Rows("market.supply_cap")
                        .SingleOrDefault(cap => cap.System == asked.Market && cap.Token == token.Token)
                        ?.Big("cap")
                );
            }
        }
    }

    [Recomputes("multiples")]
    public static IEnumerable<string> Multiples(DrawnQuestion asked)
    {
        MetricTable valued = asked.Ask("valued");
        MetricTable worth = asked.Ask("valuation");
        MetricTable prices = asked.Ask("prices");
        foreach (
            var rows in worth
                .Rows.Where(row => row[3] is not null)
                .GroupBy(row =>
                    (Chain: worth.Integer(row, "chain_id"), Symbol: (string)row[1]!, Quote: (string)row[3]!)
                )
        )
        {
            DateOnly after = prices.Rows.Max(row => (DateOnly)row[0]!).AddDays(-30);
            object?[][] flows =
            [
                .. valued.Rows.Where(row =>
                    (DateOnly)row[0]! > after
                    && valued.Integer(row, "chain_id") == rows.Key.Chain
                    && (string)row[7]! == rows.Key.Quote
                    && ((string)row[2]! == "reward" || s_fees.Contains((string)row[2]!))
                ),
            ];
            if (flows.Length == 0)
            {
                continue;
            }

            BigInteger Paid(params string[] roles) =>
                DrawnQuestion.Sum(
                    flows
                        .Where(row => roles.Contains((string)row[2]!) && row[9] is not null)
                        .Select(row => valued.Integer(row, "value"))
                );
            BigInteger? Worth(string column, string name, string? measure = null) =>
                rows.Where(row =>
                        worth.Text(row, column) == name
                        && row[10] is not null
                        && (measure is null || worth.Text(row, "measure") == measure)
                    )
                    .Select(row => (BigInteger?)worth.Integer(row, "value"))
                    .Max();
            BigInteger? diluted = Worth("definition", "max_supply", "fdv") ?? Worth("measure", "fdv");
            BigInteger? circulating = Worth("definition", "token_terminal");
            (BigInteger fees, BigInteger revenue) = (Paid(s_fees), Paid("protocol_fee"));
            BigInteger? Multiple(BigInteger? value, BigInteger flow) =>
                flow.IsZero ? null : value * 30_000 / (flow * 365);
            yield return Line(
                rows.Key.Chain,
                rows.Key.Symbol,
                rows.Key.Quote,
                rows.First()[4],
                fees,
                revenue,
                Paid("reward"),
                revenue - Paid("reward"),
                diluted,
                circulating,
                Multiple(diluted, fees),
                Multiple(diluted, revenue),
                Multiple(circulating, fees),
                Multiple(circulating, revenue),
                DrawnQuestion.Sum(flows.Where(row => row[9] is null).Select(row => valued.Integer(row, "legs")))
            );
        }
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

    private static readonly string[] s_surest = ["exact", "reported", "assumed"];
    private static readonly int[] s_confidences = [500_000, 400_000, 250_000];

    private static DrawnRow Quote(DrawnQuestion asked, DrawnRow state) =>
        asked.Token((state.Int("chain_id"), state.Int("quote_token_id")))!;

    private static BigInteger Scale(DrawnRow token, int quoteDecimals) =>
        BigInteger.Pow(10, 18 + token.Int("decimals") - quoteDecimals);

    private static DateOnly Published(DrawnRow update)
    {
        var published = (DateTime)update["publish_time"]!;
        return DateOnly.FromDateTime(published < update.Time ? published : update.Time);
    }

    private static string? Fault(DrawnRow update)
    {
        (BigInteger price, BigInteger confidence) = (update.Big("price"), update.Big("confidence"));
        return price <= 0 ? "no price in the feed"
            : confidence > price * 20_000 / 1_000_000 ? "the feed is unsure"
            : update.Int("exponent") > 18 ? "beyond what can be counted"
            : null;
    }

    private static BigInteger? Price(DrawnRow update)
    {
        int exponent = update.Int("exponent");
        return Fault(update) is not null ? null
            : exponent >= -18
                ? update.Big("price")
                    * s_e18
                    * BigInteger.Pow(10, Math.Max(exponent, 0))
                    / BigInteger.Pow(10, Math.Max(-exponent, 0))
            : update.Big("price") / BigInteger.Pow(10, -18 - exponent);
    }

    /// <summary>What a source other than a pool says from its first day to the end: each day the last that can be trusted, for a week.
    /// </summary>
    private static IEnumerable<Candidate> Speak(
        DrawnQuestion asked,
        int rank,
        DrawnRow token,
        DateOnly end,
        IEnumerable<Told> told
    )
    {
        foreach (var quote in told.GroupBy(one => one.Quote))
        {
            DrawnRow? quoted = asked.Tokens.FirstOrDefault(row =>
                row.Int("chain_id") == token.Int("chain_id") && row.Text("symbol") == quote.Key
            );
            (Told? last, string? fault) = (null, null);
            for (DateOnly day = quote.Min(one => one.Day); day <= end; day = day.AddDays(1))
            {
                Told[] today = [.. quote.Where(one => one.Day == day).OrderBy(one => one.Place)];
                last = today.LastOrDefault(one => one.Price is not null) ?? last;
                fault =
                    today.LastOrDefault(one => one.Fault is not null)?.Fault
                    ?? (today.Length > 0 && rank == 2 ? "beyond what can be counted" : fault);
                int? age = last is null ? null : day.DayNumber - last.Day.DayNumber;
                bool isTrusted = age <= DaysMax;
                yield return new Candidate(
                    rank,
                    day,
                    quote.Key,
                    isTrusted ? last!.Price : null,
                    [
                        day,
                        token["chain_id"],
                        token["symbol"],
                        quote.Key,
                        token["decimals"],
                        quoted?["decimals"] ?? 18,
                        isTrusted ? last!.Price : null,
                        isTrusted ? last!.Source : null,
                        null,
                        isTrusted ? last!.Confidence - last.Confidence / 10 * age : 0,
                        age is null ? $"no trustworthy price: {fault}"
                        : isTrusted ? "trusted"
                        : "no trustworthy price: stale",
                        0,
                        0,
                        0,
                    ]
                );
            }
        }
    }

    private sealed record Told(
        DateOnly Day,
        string Quote,
        (DateTime, long, int) Place,
        string? Fault,
        BigInteger? Price,
        string Source,
        int Confidence
    );

    private sealed record Candidate(int Rank, DateOnly Day, string Quote, BigInteger? Price, object?[] Row);
}
