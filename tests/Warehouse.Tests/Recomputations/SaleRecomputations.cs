using System.Numerics;
using Souk.Warehouse.Metrics;
using static Souk.Warehouse.Tests.Recomputations.DrawnRow;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Metrics of what was sold, to whom, and whether somebody may have.</summary>
internal static class SaleRecomputations
{
    private static readonly string[] s_earned = ["price", "reward", "royalty"];
    private static readonly string[] s_order = ["price", "protocol_fee", "market_fee", "provider_fee"];

    [Recomputes("completeness")]
    public static IEnumerable<string> Completeness(DrawnQuestion asked)
    {
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
                        .Any(leg => leg.Int("payee_id") == given.Int("contributor_id") && leg.Time >= given.Time)
                )
            );
            checks.Add(("contribution_has_contributor", given.Int("contributor_id") != 0));
            checks.Add(("contribution_has_asset", IsListed(given)));
        }

        foreach (DrawnRow leg in asked.Legs("reward"))
        {
            int payee = leg.Int("payee_id");
            checks.Add(
                (
                    "reward_has_contribution",
                    asked
                        .Seen("market.contribution")
                        .Any(given => given.Int("contributor_id") == payee && given.Time <= leg.Time)
                        || asked
                            .Seen("market.stake")
                            .Any(stake => stake.Int("party_id") == payee && stake.Time <= leg.Time)
                )
            );
        }

        checks.AddRange(asked.Legs("price").Select(leg => ("sale_has_asset", IsListed(leg))));
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
                said.Select(row => row.Int("party_id")).Distinct().Count(),
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
        List<(DrawnRow Leg, int? Buyer)> earned =
        [
            .. asked.Sales().Select(sale => (sale.Leg, (int?)sale.Buyer)),
            .. asked.Legs("royalty").Select(leg => (leg, (int?)null)),
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
            BigInteger amount = DrawnQuestion.Sum(group.Select(one => one.Leg.Big("amount")));
            BigInteger all = DrawnQuestion.Sum(
                earned.Where(one => one.Leg.Token == group.Key.Token).Select(one => one.Leg.Big("amount"))
            );
            DrawnRow token = asked.Token(group.Key.Token)!;
            yield return Line(
                group.Key.Asset,
                named?["name"] ?? "",
                named?["kind"] ?? "",
                token["symbol"],
                token["decimals"],
                group.Count(),
                group.Select(one => one.Buyer).OfType<int>().Distinct().Count(),
                amount,
                DrawnQuestion.Ppm(amount, all)
            );
        }
    }

    [Recomputes("match_rate")]
    public static IEnumerable<string> MatchRate(DrawnQuestion asked)
    {
        var sales = asked.Sales();
        List<(DrawnRow Row, BigInteger Met, BigInteger Returned, long? Wait)> deposits = [];
        foreach (var own in asked.Legs("escrow_in").GroupBy(leg => (leg.Token, Payer: leg.Int("payer_id"))))
        {
            var bought = sales.Where(sale => sale.Leg.Token == own.Key.Token && sale.Buyer == own.Key.Payer).ToList();
            if (bought.Count == 0)
            {
                continue;
            }

            BigInteger met = DrawnQuestion.Sum(bought.Select(sale => sale.Leg.Big("amount")));
            BigInteger returned = DrawnQuestion.Sum(
                asked
                    .Legs("refund")
                    .Where(leg => leg.Token == own.Key.Token && leg.Int("payee_id") == own.Key.Payer)
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
                deposits.Add((deposit, drawn, back, (long?)(first - deposit.Time)?.TotalSeconds));
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
                group.Select(one => one.Row.Int("payer_id")).Distinct().Count(),
                demand,
                met,
                back,
                demand - met - back,
                DrawnQuestion.Ppm(met, demand),
                DrawnQuestion.Median(group.Select(one => one.Wait).OfType<long>())
            );
        }
    }

    [Recomputes("market_index")]
    public static IEnumerable<string> MarketIndex(DrawnQuestion asked)
    {
        MetricTable valued = asked.Ask("valued");
        var values = valued
            .Rows.Where(row => s_order.Contains(valued.Value<string>(row, "role")))
            .GroupBy(row =>
                (
                    Month: DrawnQuestion.Month(valued.Value<DateOnly>(row, "day").ToDateTime(TimeOnly.MinValue)),
                    Quote: valued.Text(row, "quote_symbol")
                )
            )
            .ToDictionary(
                group => group.Key,
                group =>
                    group.Any(row => row[^1] is not null)
                        ? DrawnQuestion.Sum(
                            group.Where(row => row[^1] is not null).Select(row => valued.Integer(row, "value"))
                        )
                        : (BigInteger?)null
            );
        DateOnly[] listed =
        [
            .. asked
                .Seen("market.asset")
                .GroupBy(row => row.Text("asset_key"))
                .Select(rows => DrawnQuestion.Month(rows.Min(row => row.Time))),
        ];
        var months = asked.Legs("price").GroupBy(leg => DrawnQuestion.Month(leg.Time)).ToDictionary(legs => legs.Key);
        foreach ((DateOnly month, IGrouping<DateOnly, DrawnRow> legs) in months)
        {
            int assets = listed.Count(first => first <= month);
            int traded = legs.Where(leg => leg.Has("asset_key"))
                .Select(leg => leg.Text("asset_key"))
                .Distinct()
                .Count();
            foreach (
                string? quote in values
                    .Keys.Where(key => key.Month == month)
                    .Select(key => key.Quote)
                    .DefaultIfEmpty(null!)
            )
            {
                BigInteger? value = quote is null ? null : values[(month, quote)];
                BigInteger? first = months
                    .Keys.Where(key => key <= month)
                    .Order()
                    .Select(key => values.GetValueOrDefault((key, quote ?? "")))
                    .FirstOrDefault(found => found > 0);
                yield return Line(
                    month,
                    assets == 0 ? null : assets,
                    traded,
                    legs.Count(),
                    quote,
                    quote is null ? null : asked.Tokens.First(token => token.Text("symbol") == quote)["decimals"],
                    value,
                    assets == 0 ? null : legs.Count() * 1_000 / assets,
                    traded == 0 ? null : value / traded,
                    first is null ? null : value * 1_000 / first
                );
            }
        }
    }

    [Recomputes("market_kpis")]
    public static IEnumerable<string> MarketKpis(DrawnQuestion asked)
    {
        DrawnRow[] given = [.. asked.Seen("market.contribution")];
        var byParty = given
            .GroupBy(row => row.Int("contributor_id"))
            .ToDictionary(rows => rows.Key, rows => rows.Count());
        DrawnRow[] earned = [.. asked.Legs(s_earned)];
        BigInteger? Effective(IEnumerable<int> counts)
        {
            BigInteger[] all = [.. counts.Select(count => (BigInteger)count)];
            return all.Length == 0
                ? null
                : BigInteger.Pow(DrawnQuestion.Sum(all), 2)
                    * 1_000
                    / DrawnQuestion.Sum(all.Select(count => count * count));
        }

        yield return Line("kinds", asked.Seen("market.asset").Select(row => row.Text("kind")).Distinct().Count());
        yield return Line("assets", asked.Seen("market.asset").Select(row => row.Text("asset_key")).Distinct().Count());
        yield return Line("contributors", byParty.Count);
        yield return Line("buyers", asked.Sales().Select(sale => sale.Buyer).Distinct().Count());
        if (byParty.Count == 0)
        {
            yield break;
        }

        yield return Line(
            "effective_assets_milli",
            Effective(given.GroupBy(row => row.Text("asset_key")).Select(rows => rows.Count()))
        );
        yield return Line("effective_contributors_milli", Effective(byParty.Values));
        yield return Line(
            "paid_contributors_ppm",
            DrawnQuestion.Ppm(
                byParty.Keys.Count(party => earned.Any(leg => leg.Int("payee_id") == party)),
                byParty.Count
            )
        );
        if (
            earned
                .GroupBy(leg => leg.Token)
                .OrderByDescending(legs => legs.Count())
                .ThenBy(legs => legs.Key)
                .FirstOrDefault() is
            { } most
        )
        {
            BigInteger[] pay =
            [
                .. byParty
                    .Select(party =>
                        DrawnQuestion.Sum(
                            most.Where(leg => leg.Int("payee_id") == party.Key).Select(leg => leg.Big("amount"))
                        ) / party.Value
                    )
                    .Where(amount => amount > 0)
                    .Order(),
            ];
            BigInteger weighted = DrawnQuestion.Sum(pay.Select((amount, at) => (2 * at + 1 - pay.Length) * amount));
            if (pay.Length > 0)
            {
                yield return Line(
                    "gini_pay_per_contribution_ppm",
                    DrawnQuestion.Ppm(weighted, pay.Length * DrawnQuestion.Sum(pay))
                );
            }
        }
    }

    [Recomputes("pillars")]
    public static IEnumerable<string> Pillars(DrawnQuestion asked)
    {
        string[] systems = [.. asked.Facts.Rows("reference.fact").Select(row => row.System).Distinct()];
        string? Tag(string system, string field, string column = "value") =>
            asked
                .Facts.Rows("reference.fact")
                .SingleOrDefault(row =>
                    row.System == system
                    && row.Text("section") == "profile"
                    && row.Text("field") == field
                    && !row.Has("superseded_at")
                )
                ?.TextOr(column);
        int? Count(string system, Func<DrawnQuestion, int> count) =>
            DrawnFacts.Markets.Contains(system) ? count(asked with { Market = system }) : null;
        int? Contributors(string system) =>
            Count(
                system,
                own => own.Seen("market.contribution").Select(row => row.Int("contributor_id")).Distinct().Count()
            );
        foreach (string system in systems)
        {
            int? contributors = Contributors(system);
            yield return Line(
                Tag(system, "pillar"),
                system,
                Tag(system, "title"),
                Tag(system, "direction"),
                null,
                Tag(system, "pillar", "confidence"),
                system == asked.Market,
                contributors,
                Count(system, own => own.Sales().Select(sale => sale.Buyer).Distinct().Count()),
                Count(system, own => own.Seen("market.asset").Select(row => row.Text("asset_key")).Distinct().Count()),
                Count(system, own => own.Seen("market.payment").Count()),
                contributors is null
                    ? null
                    : 1
                        + systems.Count(other =>
                            Tag(other, "pillar") == Tag(system, "pillar") && Contributors(other) > contributors
                        )
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

    [Recomputes("rates")]
    public static IEnumerable<string> Rates(DrawnQuestion asked)
    {
        bool IsRecent(DrawnRow leg)
        {
            DateTime last = asked
                .Facts.Rows("chain.block")
                .Where(block => block.Int("chain_id") == leg.Int("chain_id"))
                .Max(block => block.Time);
            return leg.Time > (asked.Until < last ? asked.Until : last).AddDays(-90);
        }

        BigInteger Routed(string role) =>
            DrawnQuestion.Sum(
                asked
                    .Legs(role)
                    .Where(leg => IsRecent(leg) && asked.Token(leg)?.Is("is_market_token") == true)
                    .Select(leg => leg.Big("amount"))
            );
        (BigInteger burned, BigInteger converted) = (Routed("burn"), Routed("burn") + Routed("fee_share"));
        foreach (
            var legs in asked
                .Legs("price", "protocol_fee", "market_fee")
                .Where(leg => IsRecent(leg) && asked.Token(leg) is not null)
                .GroupBy(leg => leg.Token)
        )
        {
            DrawnRow token = asked.Token(legs.Key)!;
            BigInteger paid = DrawnQuestion.Sum(legs.Select(leg => leg.Big("amount")));
            BigInteger fees = DrawnQuestion.Sum(
                legs.Where(leg => leg.Text("role") != "price").Select(leg => leg.Big("amount"))
            );
            int buyers = asked
                .Sales()
                .Where(sale => sale.Leg.Token == legs.Key && IsRecent(sale.Leg))
                .Select(sale => sale.Buyer)
                .Distinct()
                .Count();
            yield return Line(
                token["symbol"],
                token["decimals"],
                legs.Count(leg => leg.Text("role") == "price"),
                buyers,
                paid,
                fees,
                DrawnQuestion.Ppm(fees, paid),
                burned,
                converted,
                DrawnQuestion.Ppm(burned, converted) ?? 0
            );
        }
    }

    [Recomputes("role_earnings")]
    public static IEnumerable<string> RoleEarnings(DrawnQuestion asked)
    {
        List<(DrawnRow Leg, int Payer, int Payee, string? Asset, BigInteger Amount, int Count)> legs =
        [
            .. asked
                .Legs("price", "reward", "royalty", "fee_share")
                .Select(leg =>
                    (leg, leg.Int("payer_id"), leg.Int("payee_id"), leg.TextOr("asset_key"), leg.Big("amount"), 1)
                ),
        ];
        foreach (DrawnRow royalty in asked.Legs("royalty"))
        {
            DrawnRow? price = asked
                .Legs("price")
                .Where(leg =>
                    leg.Token == royalty.Token
                    && leg.Long("block_number") == royalty.Long("block_number")
                    && leg.Int("transaction_index") == royalty.Int("transaction_index")
                )
                .Where(leg =>
                    leg.Int("payee_id") == royalty.Int("payer_id") && leg.Int("log_index") <= royalty.Int("log_index")
                )
                .MaxBy(leg => leg.Int("log_index"));
            if (price is not null)
            {
                legs.Add(
                    (
                        royalty,
                        price.Int("payer_id"),
                        royalty.Int("payer_id"),
                        price.TextOr("asset_key"),
                        -royalty.Big("amount"),
                        0
                    )
                );
            }
        }

        string Role(int payer, int payee, string? asset)
        {
            bool HasContributed(Func<DrawnRow, bool> counts) =>
                asked.Seen("market.contribution").Any(row => row.Int("contributor_id") == payee && counts(row));
            string? attributed = asked
                .Seen("market.attribution")
                .Where(row => row.Text("asset_key") == asset && row.Int("party_id") == payee)
                .Select(row => row.Text("role"))
                .Min(StringComparer.Ordinal);
            bool isStaking = asked.IsHolder(1, payer, "staking") || asked.IsHolder(2, payer, "staking");
            return attributed is not null ? attributed
                : asked
                    .Seen("market.asset")
                    .Any(row => row.Text("asset_key") == asset && row.IntOr("owner_id") == payee)
                    ? "owner"
                : HasContributed(row => row.Text("asset_key") == asset) ? "contributor"
                : asset is null && isStaking ? "staker"
                : asset is null && HasContributed(_ => true) ? "contributor"
                : "other";
        }

        PartyGraph graph = new(asked);
        var sums = legs.GroupBy(leg =>
                (Role: Role(leg.Payer, leg.Payee, leg.Asset), leg.Leg.Token, Party: graph.Actor(leg.Payee))
            )
            .Select(group =>
                (
                    group.Key.Role,
                    group.Key.Token,
                    Legs: group.Sum(leg => leg.Count),
                    Amount: DrawnQuestion.Sum(group.Select(leg => leg.Amount))
                )
            );
        foreach (
            var group in sums.Where(sum => asked.Token(sum.Token) is not null).GroupBy(sum => (sum.Role, sum.Token))
        )
        {
            DrawnRow token = asked.Token(group.Key.Token)!;
            yield return Line(
                group.Key.Role,
                token["symbol"],
                token["decimals"],
                group.Count(),
                group.Sum(sum => sum.Legs),
                DrawnQuestion.Sum(group.Select(sum => sum.Amount)),
                DrawnQuestion.Median(group.Select(sum => sum.Amount)),
                group.Max(sum => sum.Amount)
            );
        }
    }
}
