using System.Numerics;
using static Souk.Warehouse.Tests.Recomputations.DrawnRow;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Metrics of what was sold, to whom, and whether somebody may have.</summary>
internal static class SaleRecomputations
{
    private static readonly string[] s_earned = ["price", "reward", "royalty"];

    [Recomputes("completeness")]
    public static IEnumerable<string> Completeness(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        List<(string Check, bool IsMet)> checks = [];
        bool IsListed(DrawnRow row) =>
            asked.Seen("market.asset").Any(asset => asset.Text("asset_key") == row.TextOr("asset_key"));
        foreach (DrawnRow given in asked.Seen("market.contribution"))
        {
            checks.Add(
                (
                    "contribution_has_reward",
                    asked
                        .Legs(s_earned)
                        .Any(leg =>
                            graph.Actor(leg.Int("payee_id")) == graph.Actor(given.Int("contributor_id"))
                            && leg.Time >= given.Time
                        )
                )
            );
            checks.Add(("contribution_has_contributor", given.Int("contributor_id") != 0));
            checks.Add(("contribution_has_asset", IsListed(given)));
        }

        foreach (DrawnRow leg in asked.Legs("reward"))
        {
            int payee = graph.Actor(leg.Int("payee_id"));
            checks.Add(
                (
                    "reward_has_contribution",
                    asked
                        .Seen("market.contribution")
                        .Any(given => graph.Actor(given.Int("contributor_id")) == payee && given.Time <= leg.Time)
                        || asked
                            .Seen("market.stake")
                            .Any(stake => graph.Actor(stake.Int("party_id")) == payee && stake.Time <= leg.Time)
                )
            );
        }

        checks.AddRange(asked.Legs("price").Select(leg => ("sale_has_asset", IsListed(leg))));
        checks.AddRange(WorkRecomputations.Checks(asked));
        return checks
            .GroupBy(check => check.Check)
            .Select(group =>
                Line(
                    group.Key,
                    group.Count(),
                    group.Count(check => !check.IsMet),
                    DrawnQuestion.Ppm(group.Count(check => check.IsMet), group.Count())
                )
            );
    }

    [Recomputes("consents")]
    public static IEnumerable<string> Consents(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        DrawnRow[] traits = [.. asked.Seen("market.asset_trait")];
        DrawnRow[] consents = [.. asked.Seen("market.consent")];
        object? Trait(string asset, string column) =>
            traits.Where(row => row.Text("asset_key") == asset && row.Has(column)).MaxBy(row => row.Place)?[column];
        // Of a party and purpose, what was said last before a moment.
        IEnumerable<DrawnRow> Standing(string asset, Func<DrawnRow, bool> isBefore, DateTime now) =>
            consents
                .Where(row => row.Text("asset_key") == asset && isBefore(row))
                .GroupBy(row => (row.Int("party_id"), row.Text("purpose")))
                .Select(rows => rows.MaxBy(row => row.Place)!)
                .Where(row =>
                    row.Text("action") == "given" && !(row.Has("expires_at") && (DateTime)row["expires_at"]! <= now)
                );
        DateTime now = asked.Blocks.Select(block => block.Time).DefaultIfEmpty().Max();
        foreach (string asset in traits.Concat(consents).Select(row => row.Text("asset_key")).Distinct())
        {
            DrawnRow[] said = [.. consents.Where(row => row.Text("asset_key") == asset)];
            if (said.Length == 0 && Trait(asset, "needs_consent") is not true)
            {
                continue;
            }

            DrawnRow[] sales = [.. asked.Legs("price").Where(leg => leg.TextOr("asset_key") == asset)];
            int without = sales.Count(sale =>
                traits
                    .Where(row =>
                        row.Text("asset_key") == asset
                        && row.Has("needs_consent")
                        && row.Place.CompareTo(sale.Place) <= 0
                    )
                    .MaxBy(row => row.Place)
                    ?.Is("needs_consent") == true
                && !Standing(asset, row => row.Place.CompareTo(sale.Place) <= 0, sale.Time).Any()
            );
            bool isNeeded = Trait(asset, "needs_consent") is true;
            yield return Line(
                asset,
                isNeeded ? Trait(asset, "is_encrypted") : null,
                isNeeded ? true : null,
                said.Count(row => row.Text("action") == "given"),
                said.Count(row => row.Text("action") == "revoked"),
                Standing(asset, _ => true, now).Count(),
                said.Select(row => graph.Actor(row.Int("party_id"))).Distinct().Count(),
                sales.Length,
                without
            );
        }
    }

    [Recomputes("consume_funnel")]
    public static IEnumerable<string> ConsumeFunnel(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        DrawnRow[] assets = [.. asked.Seen("market.asset")];
        var opened = asked
            .Seen("market.entitlement")
            .GroupBy(row => graph.Actor(row.Int("party_id")))
            .ToDictionary(rows => rows.Key, rows => (Count: rows.Count(), First: rows.Min(row => row.Time)));
        int[] paid =
        [
            .. asked
                .Sales()
                .Where(sale => opened.TryGetValue(graph.Actor(sale.Buyer), out var own) && own.First <= sale.Leg.Time)
                .Select(sale => graph.Actor(sale.Buyer)),
        ];
        yield return Line(
            "published",
            assets.Select(row => row.Text("asset_key")).Distinct().Count(),
            assets.Select(row => row.IntOr("owner_id")).OfType<int>().Select(graph.Actor).Distinct().Count(),
            null
        );
        yield return Line("opened", opened.Values.Sum(own => own.Count), opened.Count, null);
        yield return Line(
            "paid",
            paid.Length,
            paid.Distinct().Count(),
            DrawnQuestion.Ppm(paid.Distinct().Count(), opened.Count)
        );
    }

    [Recomputes("consume_volume")]
    public static IEnumerable<string> ConsumeVolume(DrawnQuestion asked)
    {
        var sales = asked
            .Sales()
            .Where(sale => asked.Token(sale.Leg) is not null)
            .GroupBy(sale => (Month: DrawnQuestion.Month(sale.Leg.Time), sale.Leg.Token));
        foreach (var group in sales)
        {
            BigInteger bought = DrawnQuestion.Sum(group.Select(sale => sale.Leg.Big("amount")));
            BigInteger consumed = DrawnQuestion.Sum(
                group
                    .Where(sale =>
                        sale.Leg.Text("evidence") == "internal"
                        || asked
                            .Seen("market.entitlement")
                            .Any(row =>
                                row.Int("chain_id") == sale.Leg.Int("chain_id")
                                && row.Text("asset_key") == sale.Leg.TextOr("asset_key")
                                && row.Int("party_id") == sale.Buyer
                                && row.Long("block_number") >= sale.Leg.Long("block_number")
                            )
                    )
                    .Select(sale => sale.Leg.Big("amount"))
            );
            DrawnRow token = asked.Token(group.Key.Token)!;
            yield return Line(
                group.Key.Month,
                token["chain_id"],
                token["symbol"],
                token["decimals"],
                group.Count(),
                bought,
                consumed,
                DrawnQuestion.Ppm(consumed, bought)
            );
        }
    }

    [Recomputes("dataset_revenue")]
    public static IEnumerable<string> DatasetRevenue(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        List<(DrawnRow Leg, int? Buyer, BigInteger Amount, int Legs)> earned =
        [
            .. asked.Sales().Select(sale => (sale.Leg, (int?)graph.Actor(sale.Buyer), sale.Leg.Big("amount"), 1)),
            .. asked.Legs("royalty").Select(leg => (leg, (int?)null, leg.Big("amount"), 1)),
            .. asked.PassedOn().Select(sale => (sale.Price, (int?)null, -sale.Amount, 0)),
        ];
        foreach (
            var group in earned
                .Where(one => asked.Token(one.Leg) is not null)
                .GroupBy(one => (one.Leg.Token, Asset: one.Leg.TextOr("asset_key") ?? ""))
        )
        {
            DrawnRow? named = asked
                .Seen("market.asset")
                .Where(row => row.Text("asset_key") == group.Key.Asset)
                .MaxBy(row => row.Place);
            BigInteger amount = DrawnQuestion.Sum(group.Select(one => one.Amount));
            BigInteger all = DrawnQuestion.Sum(
                earned.Where(one => one.Leg.Token == group.Key.Token).Select(one => one.Amount)
            );
            DrawnRow token = asked.Token(group.Key.Token)!;
            yield return Line(
                group.Key.Asset,
                named?["name"] ?? "",
                named?["kind"] ?? "",
                token["symbol"],
                token["decimals"],
                group.Sum(one => one.Legs),
                group.Select(one => one.Buyer).OfType<int>().Distinct().Count(),
                amount,
                DrawnQuestion.Ppm(amount, all)
            );
        }
    }

    [Recomputes("match_rate")]
    public static IEnumerable<string> MatchRate(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        var sales = asked.Sales();
        List<(DrawnRow Row, int Payer, BigInteger Met, BigInteger Returned, long? Wait)> deposits = [];
        foreach (
            var own in asked.Legs("escrow_in").GroupBy(leg => (leg.Token, Payer: graph.Actor(leg.Int("payer_id"))))
        )
        {
            var bought = sales
                .Where(sale => sale.Leg.Token == own.Key.Token && graph.Actor(sale.Buyer) == own.Key.Payer)
                .ToList();
            if (bought.Count == 0)
            {
                continue;
            }

            bought.RemoveAll(sale => sale.Leg.Text("evidence") == "transfer" && sale.Leg.Int("payer_id") == sale.Buyer);
            BigInteger met = DrawnQuestion.Sum(bought.Select(sale => sale.Leg.Big("amount")));
            BigInteger returned = DrawnQuestion.Sum(
                asked
                    .Legs("refund", "release")
                    .Where(leg => leg.Token == own.Key.Token && graph.Actor(leg.Int("payee_id")) == own.Key.Payer)
                    .Select(leg => leg.Big("amount"))
            );
            foreach (DrawnRow deposit in own.OrderBy(leg => leg.Place))
            {
                BigInteger amount = deposit.Big("amount");
                BigInteger drawn = BigInteger.Min(met, amount);
                BigInteger back = BigInteger.Min(returned, amount - drawn);
                (met, returned) = (met - drawn, returned - back);
                DateTime? first = bought
                    .Where(sale => sale.Leg.Time >= deposit.Time)
                    .Select(sale => (DateTime?)sale.Leg.Time)
                    .Min();
                deposits.Add((deposit, own.Key.Payer, drawn, back, (long?)(first - deposit.Time)?.TotalSeconds));
            }
        }

        foreach (
            var group in deposits
                .Where(one => asked.Token(one.Row) is not null)
                .GroupBy(one => (Month: DrawnQuestion.Month(one.Row.Time), one.Row.Token))
        )
        {
            DrawnRow token = asked.Token(group.Key.Token)!;
            BigInteger demand = DrawnQuestion.Sum(group.Select(one => one.Row.Big("amount")));
            BigInteger met = DrawnQuestion.Sum(group.Select(one => one.Met));
            BigInteger back = DrawnQuestion.Sum(group.Select(one => one.Returned));
            yield return Line(
                group.Key.Month,
                token["chain_id"],
                token["symbol"],
                token["decimals"],
                group.Count(),
                group.Select(one => one.Payer).Distinct().Count(),
                demand,
                met,
                back,
                demand - met - back,
                DrawnQuestion.Ppm(met, demand),
                DrawnQuestion.Median(group.Select(one => one.Wait).OfType<long>())
            );
        }
    }

    [Recomputes("price_premium")]
    public static IEnumerable<string> PricePremium(DrawnQuestion asked)
    {
        foreach (string attribute in (string[])["exclusivity", "verification", "quality"])
        {
            string column = attribute == "quality" ? "quality_ppm" : attribute;
            List<(DrawnRow Leg, string Value)> known = [];
            foreach (DrawnRow leg in asked.Legs("price"))
            {
                DrawnRow? trait = asked
                    .Seen("market.asset_trait")
                    .Where(row =>
                        row.Text("asset_key") == leg.TextOr("asset_key")
                        && row.Has(column)
                        && row.Place.CompareTo(leg.Place) <= 0
                    )
                    .MaxBy(row => row.Place);
                if (trait is not null && asked.Token(leg) is not null)
                {
                    known.Add(
                        (
                            leg,
                            attribute != "quality" ? trait.Text(column)
                            : trait.Int(column) >= 500_000 ? "high"
                            : "low"
                        )
                    );
                }
            }

            foreach (var group in known.GroupBy(one => (one.Leg.Token, one.Value)))
            {
                BigInteger median = DrawnQuestion.Median(group.Select(one => one.Leg.Big("amount")))!.Value;
                BigInteger? rest = DrawnQuestion.Median(
                    known
                        .Where(one => one.Leg.Token == group.Key.Token && one.Value != group.Key.Value)
                        .Select(one => one.Leg.Big("amount"))
                );
                DrawnRow token = asked.Token(group.Key.Token)!;
                yield return Line(
                    attribute,
                    group.Key.Value,
                    token["symbol"],
                    token["decimals"],
                    group.Select(one => one.Leg.Text("asset_key")).Distinct().Count(),
                    group.Count(),
                    median,
                    rest,
                    rest is { } other ? DrawnQuestion.Ppm(median - other, other) : null
                );
            }
        }
    }
}
