using System.Numerics;
using Souk.Warehouse.Metrics;
using static Souk.Warehouse.Tests.Recomputations.DrawnRow;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Metrics of parties: what they did, who they are, and how much a few of them have.</summary>
internal static class PartyRecomputations
{
    private static readonly TimeSpan s_near = TimeSpan.FromDays(7);

    [Recomputes("concentration_alarms")]
    public static IEnumerable<string> ConcentrationAlarms(DrawnQuestion asked)
    {
        MetricTable sides = asked.Ask("concentration");
        foreach (object?[] row in sides.Rows)
        {
            (string side, BigInteger parties) = (sides.Value<string>(row, "side"), sides.Integer(row, "parties"));
            string one = side switch
            {
                "earners" => "depends on one provider",
                "buyers" => "depends on one buyer",
                _ => "one holder has half or more",
            };
            (string Measure, BigInteger Bound, bool IsBeyond, string Meaning)[] measures =
            [
                ("gini_ppm", 900_000, parties >= 10 && Of("gini_ppm") >= 900_000, "very unequal"),
                ("hhi", 1_800, parties >= 10 && Of("hhi") >= 1_800, "highly concentrated"),
                ("top_share_ppm", 500_000, Of("top_share_ppm") >= 500_000, one),
                (
                    "top_percent_share_ppm",
                    500_000,
                    parties >= 10 && Of("top_percent_share_ppm") >= 500_000,
                    "the top 1 % have half or more"
                ),
                ("nakamoto", 3, parties >= 10 && Of("nakamoto") <= 3, "three parties or fewer have more than half"),
            ];
            BigInteger Of(string measure) => sides.Integer(row, measure);
            foreach (
                (string measure, BigInteger bound, bool _, string meaning) in measures.Where(measure =>
                    measure.IsBeyond
                )
            )
            {
                yield return Line(
                    side,
                    sides.Value<string>(row, "symbol"),
                    measure,
                    Of(measure),
                    bound,
                    meaning,
                    parties
                );
            }
        }
    }

    [Recomputes("activity")]
    public static IEnumerable<string> Activity(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        return asked
            .Seen("market.activity")
            .GroupBy(row => (Day: DateOnly.FromDateTime(row.Time), Kind: row.Text("kind")))
            .Select(rows =>
                Line(
                    rows.Key.Day,
                    rows.Key.Kind,
                    rows.Count(),
                    rows.Select(row => row.IntOr("party_id")).OfType<int>().Select(graph.Actor).Distinct().Count()
                )
            );
    }

    [Recomputes("footprint")]
    public static IEnumerable<string> Footprint(DrawnQuestion asked)
    {
        Dictionary<string, BigInteger[]> acts = [];
        void Count(string address, int origin, BigInteger count)
        {
            acts.TryAdd(address, [0, 0, 0, 0]);
            acts[address][origin] += count;
        }

        void CountAll(IEnumerable<int?> parties, int origin)
        {
            foreach (int party in parties.OfType<int>())
            {
                Count(asked.Hex(party), origin, 1);
            }
        }

        CountAll(asked.Seen("market.contribution").Select(row => row.IntOr("contributor_id")), 2);
        CountAll(
            asked.Seen("market.transfer").SelectMany(row => (int?[])[row.Int("sender_id"), row.Int("recipient_id")]),
            3
        );
        CountAll(
            asked
                .Seen("market.payment")
                .Where(row => row.Text("evidence") != "transfer")
                .Select(row => row.IntOr("payer_id")),
            3
        );
        CountAll(asked.Seen("market.stake").Select(row => row.IntOr("party_id")), 3);
        CountAll(
            asked
                .Seen("market.activity")
                .Where(row => row.Text("kind") is "mine" or "bridge" or "liquidity")
                .Select(row => row.IntOr("party_id")),
            3
        );
        foreach (
            DrawnRow row in asked
                .Seen("reference.offchain_event")
                .Where(row => !row.Has("superseded_at") && row.Has("party"))
        )
        {
            Count(
                "0x" + Convert.ToHexStringLower((byte[])row["party"]!),
                row.Text("class") == "post" ? 1 : 0,
                row.Big("count")
            );
        }

        HashSet<string> contracts = Contracts(asked);
        PartyGraph graph = new(asked);
        return acts.Where(one => !contracts.Contains(one.Key))
            .GroupBy(one => graph.Actor(one.Key), one => one.Value)
            .Select(all => (all.Key, Value: all.Aggregate((sum, one) => [.. sum.Zip(one, (a, b) => a + b)])))
            .Where(one => one.Value.Any(count => count > 0))
            .Select(one =>
                Line(
                    one.Key,
                    one.Value[0],
                    one.Value[1] + one.Value[2],
                    one.Value[3],
                    DrawnQuestion.Ppm(one.Value[0] + one.Value[1], DrawnQuestion.Sum(one.Value))
                )
            );
    }

    private static HashSet<string> Contracts(DrawnQuestion asked) =>
        [
            asked.Hex(0),
            .. asked.Facts.Rows("chain.contract").Select(row => asked.Hex(row.Int("address_id"))),
            .. asked.Facts.Rows("market.holder").Select(row => asked.Hex(row.Int("holder_id"))),
        ];

    [Recomputes("links")]
    public static IEnumerable<string> Links(DrawnQuestion asked)
    {
        HashSet<int> used =
        [
            .. asked.Seen("market.contribution").Select(row => row.Int("contributor_id")),
            .. asked.Seen("market.payment").SelectMany(row => (int[])[row.Int("payer_id"), row.Int("payee_id")]),
            .. asked.Seen("market.transfer").Select(row => row.Int("recipient_id")),
            .. asked.Seen("market.control").Select(row => row.Int("controlled_id")),
        ];
        HashSet<string> labelled =
        [
            .. asked
                .Facts.Rows("party.declared_label")
                .Where(row => !row.Has("superseded_at"))
                .Select(row => "0x" + Convert.ToHexStringLower((byte[])row["address"]!)),
        ];
        return new PartyGraph(asked)
            .Links.Where(link => used.Contains(link.Party) || labelled.Contains(asked.Hex(link.Party)))
            .Select(link =>
                Line(
                    asked.Hex(link.Party),
                    asked.Hex(link.Other),
                    link.Rule,
                    link.Confidence,
                    link.Log?.Chain,
                    link.Log?.Block,
                    link.Log?.Log
                )
            );
    }

    [Recomputes("wash_screen")]
    public static IEnumerable<string> WashScreen(DrawnQuestion asked)
    {
        foreach ((Sale sale, string rule, int confidence) in Suspected(asked))
        {
            DrawnRow? token = asked.Token(sale.Token);
            if (token is not null)
            {
                yield return Line(
                    sale.Time,
                    sale.Log.Chain,
                    sale.Log.Block,
                    sale.Log.Log,
                    asked.Hex(sale.Buyer),
                    asked.Hex(sale.Payee),
                    sale.Asset ?? "",
                    token["symbol"],
                    token["decimals"],
                    sale.Amount,
                    rule,
                    confidence,
                    $"suspected ({rule}, {confidence / 10_000} %)"
                );
            }
        }
    }

    [Recomputes("gmv_adjusted")]
    public static IEnumerable<string> GmvAdjusted(DrawnQuestion asked)
    {
        var suspected = Suspected(asked)
            .ToLookup(found => (found.Sale.Log, asked.Token(found.Sale.Token)?.Text("symbol")), found => found.Rule);
        var orders = asked
            .Legs("price", "protocol_fee", "market_fee", "provider_fee")
            .Where(leg => asked.Token(leg) is not null)
            .GroupBy(leg =>
                (
                    Month: DrawnQuestion.Month(leg.Time),
                    leg.Log,
                    Symbol: asked.Token(leg)!.Text("symbol"),
                    Decimals: asked.Token(leg)!.Int("decimals")
                )
            )
            .Select(legs =>
                (
                    legs.Key,
                    Amount: DrawnQuestion.Sum(legs.Select(leg => leg.Big("amount"))),
                    Prices: legs.Count(leg => leg.Text("role") == "price"),
                    Rule: suspected[(legs.Key.Log, legs.Key.Symbol)].Min(StringComparer.Ordinal)
                )
            );
        foreach (var month in orders.GroupBy(order => (order.Key.Month, order.Key.Symbol, order.Key.Decimals)))
        {
            BigInteger Of(Func<string?, bool> counts) =>
                DrawnQuestion.Sum(month.Where(order => counts(order.Rule)).Select(order => order.Amount));
            BigInteger all = Of(_ => true);
            if (all > 0)
            {
                yield return Line(
                    month.Key.Month,
                    month.Key.Symbol,
                    month.Key.Decimals,
                    month.Sum(order => order.Prices),
                    month.Where(order => order.Rule is not null).Sum(order => order.Prices),
                    all,
                    Of(rule => rule == "self"),
                    Of(rule => rule == "entity"),
                    Of(rule => rule == "loop"),
                    Of(rule => rule == "farm"),
                    Of(rule => rule is null),
                    DrawnQuestion.Ppm(Of(rule => rule is not null), all)
                );
            }
        }
    }

    private static IEnumerable<(Sale Sale, string Rule, int Confidence)> Suspected(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        HashSet<int> services =
        [
            0,
            .. graph.Services,
            .. asked
                .SeenAnywhere("market.transfer")
                .GroupBy(row => (Chain: row.Int("chain_id"), Sender: row.Int("sender_id")))
                .Where(rows => rows.Select(row => row.Int("recipient_id")).Distinct().Count() > 100)
                .Select(rows => rows.Key.Sender),
        ];
        DrawnRow[] moves =
        [
            .. asked
                .SeenAnywhere("market.transfer")
                .Where(row =>
                    row.Int("sender_id") != row.Int("recipient_id")
                    && !services.Contains(row.Int("sender_id"))
                    && !services.Contains(row.Int("recipient_id"))
                ),
        ];
        Sale[] sales = [.. Merged(asked)];
        MetricTable prices = asked.Ask("prices");
        foreach (Sale sale in sales)
        {
            List<(int Confidence, string Rule)> found = [];
            if (sale.Buyer == sale.Payee)
            {
                found.Add((1_000_000, "self"));
            }
            else if (
                graph.IsOfSeveral(sale.Buyer)
                && graph.IsOfSeveral(sale.Payee)
                && graph.Entity(sale.Buyer) == graph.Entity(sale.Payee)
            )
            {
                found.Add((graph.WeakestLink(graph.Entity(sale.Buyer)), "entity"));
            }

            if (sale.Buyer != sale.Payee && sale.Amount > 0 && Hops(sale, moves) is { } hops)
            {
                found.Add((900_000 - 200_000 * hops, "loop"));
            }

            if (sale.Asset is not null && sale.Amount > 0 && Farmed(asked, graph, sale, sales, prices) is { } farmed)
            {
                found.Add((farmed, "farm"));
            }

            if (found.Count > 0)
            {
                (int confidence, string rule) = found.Max();
                yield return (sale, rule, confidence);
            }
        }
    }

    /// <summary>How sure it is that a sale was made for rewards; null where too little came back.</summary>
    private static int? Farmed(DrawnQuestion asked, PartyGraph graph, Sale sale, Sale[] sales, MetricTable prices)
    {
        bool IsNear(DateTime time) => time >= sale.Time && time <= sale.Time + s_near;
        int buyer = graph.Entity(sale.Buyer);
        BigInteger paid = DrawnQuestion.Sum(
            sales
                .Where(other =>
                    other.Token == sale.Token
                    && other.Asset == sale.Asset
                    && graph.Entity(other.Buyer) == buyer
                    && IsNear(other.Time)
                )
                .Select(other => other.Amount)
        );
        DrawnRow[] rewards =
        [
            .. asked
                .Legs("reward", "fee_share")
                .Where(leg =>
                    leg.Int("chain_id") == sale.Log.Chain
                    && leg.TextOr("asset_key") == sale.Asset
                    && graph.Entity(leg.Int("payee_id")) == buyer
                    && IsNear(leg.Time)
                ),
        ];
        if (rewards.Length == 0)
        {
            return null;
        }

        BigInteger Worth(DrawnRow leg)
        {
            if (leg.Token == sale.Token)
            {
                return leg.Big("amount");
            }

            object?[]? price = prices.Rows.SingleOrDefault(row =>
                (DateOnly)row[0]! == DateOnly.FromDateTime(leg.Time)
                && prices.Integer(row, "chain_id") == sale.Log.Chain
                && prices.Text(row, "symbol") == asked.Token(leg)?.Text("symbol")
                && prices.Text(row, "quote_symbol") == asked.Token(sale.Token)?.Text("symbol")
                && row[6] is not null
            );
            return price is null
                ? 0
                : leg.Big("amount")
                    * prices.Integer(price, "price_e18")
                    / PriceRecomputations.Scale(asked.Token(leg)!, (int)prices.Integer(price, "quote_decimals"));
        }

        BigInteger got = DrawnQuestion.Sum(rewards.Select(Worth));
        return got >= paid ? 600_000
            : 2 * got >= paid ? 400_000
            : null;
    }

    /// <summary>Legs of one log between the same parties for the same asset are one sale.</summary>
    private static IEnumerable<Sale> Merged(DrawnQuestion asked) =>
        asked
            .Sales()
            .GroupBy(sale =>
                (
                    sale.Leg.Log,
                    sale.Leg.Time,
                    sale.Leg.Token,
                    sale.Buyer,
                    Payee: sale.Leg.Int("payee_id"),
                    Asset: sale.Leg.TextOr("asset_key")
                )
            )
            .Select(legs => new Sale(
                legs.Key.Log,
                legs.Key.Time,
                legs.Key.Token,
                legs.Key.Buyer,
                legs.Key.Payee,
                legs.Key.Asset,
                DrawnQuestion.Sum(legs.Select(sale => sale.Leg.Big("amount")))
            ));

    /// <summary>The fewest transfers, up to three, by which the money went back; null where it did not.</summary>
    private static int? Hops(Sale sale, DrawnRow[] moves)
    {
        bool IsMove(DrawnRow move, int from) =>
            move.Token == sale.Token
            && move.Int("sender_id") == from
            && move.Big("amount") >= sale.Amount - sale.Amount / 10
            && move.Time <= sale.Time + s_near;
        List<DrawnRow> last = [.. moves.Where(move => IsMove(move, sale.Payee) && move.Time >= sale.Time - s_near)];
        for (int hops = 1; ; hops++)
        {
            if (last.Any(move => move.Int("recipient_id") == sale.Buyer))
            {
                return hops;
            }

            if (hops == 3)
            {
                return null;
            }

            last =
            [
                .. last.Where(before => hops == 1 || before.Int("recipient_id") != sale.Payee)
                    .SelectMany(before =>
                        moves.Where(move =>
                            IsMove(move, before.Int("recipient_id"))
                            && move.Time >= before.Time
                            && (move.Long("block_number"), move.Int("log_index")).CompareTo(
                                (before.Long("block_number"), before.Int("log_index"))
                            ) > 0
                        )
                    ),
            ];
        }
    }

    private sealed record Sale(
        (int Chain, long Block, int Log) Log,
        DateTime Time,
        (int, int) Token,
        int Buyer,
        int Payee,
        string? Asset,
        BigInteger Amount
    );
}
