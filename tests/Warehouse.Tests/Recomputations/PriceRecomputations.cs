using System.Numerics;
using Souk.Warehouse.Metrics;
using static Souk.Warehouse.Tests.Recomputations.DrawnRow;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Metrics of prices, and of what is worth something at them.</summary>
internal static class PriceRecomputations
{
    public const int DaysMax = 7;

    private static readonly string[] s_fees = ["protocol_fee", "market_fee", "provider_fee"];
    private static readonly BigInteger s_e18 = BigInteger.Pow(10, 18);

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
            candidates.AddRange(Speak(asked, 2, token, end, Updates(asked, token)));
            candidates.AddRange(Speak(asked, 3, token, end, Imports(asked)));
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
        (MetricTable prices, MetricTable circulating) = (asked.Ask("prices"), asked.Ask("circulating"));
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
                yield return Worth("fdv", "max_supply", "Token Terminal", Cap(asked, token));
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
            object?[][] flows = [.. valued.Rows.Where(row => IsFlow(row) && (DateOnly)row[0]! > after)];
            bool IsFlow(object?[] row) =>
                valued.Integer(row, "chain_id") == rows.Key.Chain
                && (string)row[7]! == rows.Key.Quote
                && ((string)row[2]! == "reward" || s_fees.Contains((string)row[2]!));
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
            BigInteger? Worth(string column, string name) =>
                rows.Where(row => worth.Text(row, column) == name && row[10] is not null)
                    .Select(row => (BigInteger?)worth.Integer(row, "value"))
                    .Max();
            BigInteger? most = Worth("definition", "max_supply");
            BigInteger? diluted = most ?? Worth("measure", "fdv");
            BigInteger? circulating = Worth("definition", "token_terminal");
            (BigInteger fees, BigInteger revenue) = (Paid(s_fees), Paid("protocol_fee"));
            BigInteger? Multiple(BigInteger? value, BigInteger flow) =>
                flow.IsZero || value * 6_000 / flow > Int128.MaxValue ? null : value * 30_000 / (flow * 365);
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
                DrawnQuestion.Sum(flows.Where(row => row[9] is null).Select(row => valued.Integer(row, "legs"))),
                most is not null ? "max_supply"
                    : diluted is not null ? "total_supply"
                    : null
            );
        }
    }

    private static readonly string[] s_surest = ["exact", "reported", "assumed"];
    private static readonly int[] s_confidences = [500_000, 400_000, 250_000];

    public static BigInteger Scale(DrawnRow token, int quoteDecimals) =>
        BigInteger.Pow(10, 18 + token.Int("decimals") - quoteDecimals);

    private static DateOnly Published(DrawnRow update)
    {
        var published = (DateTime)update["publish_time"]!;
        return DateOnly.FromDateTime(published < update.Time ? published : update.Time);
    }

    private static BigInteger? Price(DrawnRow update)
    {
        int exponent = update.Int("exponent");
        return FeedRecomputations.Fault(update) is not null ? null
            : exponent >= -18
                ? update.Big("price")
                    * s_e18
                    * BigInteger.Pow(10, Math.Max(exponent, 0))
                    / BigInteger.Pow(10, Math.Max(-exponent, 0))
            : update.Big("price") / BigInteger.Pow(10, -18 - exponent);
    }

    private static BigInteger? Cap(DrawnQuestion asked, DrawnRow token) =>
        asked
            .Facts.Rows("market.supply_cap")
            .SingleOrDefault(cap => cap.System == asked.Market && cap.Token == token.Token)
            ?.Big("cap")
        ?? (BigInteger?)(
            FileRecomputations
                .Records(asked, "tokens")
                .Where(record => record.Item == token.Text("symbol"))
                .Select(record => record.Number("supply_max"))
                .SingleOrDefault() * (decimal)Math.Pow(10, token.Int("decimals"))
        );

    private static IEnumerable<Told> Updates(DrawnQuestion asked, DrawnRow token) =>
        asked
            .SeenAnywhere("market.oracle_price")
            .Where(row => row.Token == token.Token)
            .Select(row => new Told(
                Published(row),
                row.Text("quote"),
                ((DateTime)row["publish_time"]!, row.Long("block_number"), row.Int("log_index")),
                FeedRecomputations.Fault(row),
                Price(row),
                row.System,
                600_000
            ));

    /// <summary>Of each day and quote the surest, and of these the last.</summary>
    private static IEnumerable<Told> Imports(DrawnQuestion asked) =>
        asked
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
