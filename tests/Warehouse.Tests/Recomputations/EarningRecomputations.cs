using System.Numerics;
using Souk.Warehouse.Metrics;
using static Souk.Warehouse.Tests.Recomputations.DrawnRow;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Metrics of whole markets: how large, how fair, and who earns in which role.</summary>
internal static class EarningRecomputations
{
    private static readonly string[] s_earned = ["price", "reward", "royalty"];
    private static readonly string[] s_order = ["price", "protocol_fee", "market_fee", "provider_fee"];

    [Recomputes("market_index")]
    public static IEnumerable<string> MarketIndex(DrawnQuestion asked)
    {
        var values = Values(asked);
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
                    quote is null
                        ? null
                        : asked.Tokens.FirstOrDefault(token => token.Text("symbol") == quote)?["decimals"] ?? 18,
                    value,
                    assets == 0 ? null : legs.Count() * 1_000 / assets,
                    traded == 0 ? null : value / traded,
                    first is null ? null : value * 1_000 / first
                );
            }
        }
    }

    /// <summary>What orders of a month were worth in each quote; null where nothing had a price.</summary>
    private static Dictionary<(DateOnly Month, string Quote), BigInteger?> Values(DrawnQuestion asked)
    {
        MetricTable valued = asked.Ask("valued");
        return valued
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
    }

    [Recomputes("market_kpis")]
    public static IEnumerable<string> MarketKpis(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        DrawnRow[] given = [.. asked.Seen("market.contribution")];
        var byParty = given
            .GroupBy(row => graph.Actor(row.Int("contributor_id")))
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
        yield return Line("buyers", asked.Sales().Select(sale => graph.Actor(sale.Buyer)).Distinct().Count());
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
                byParty.Keys.Count(party => earned.Any(leg => graph.Actor(leg.Int("payee_id")) == party)),
                byParty.Count
            )
        );
        if (Gini(asked, graph, byParty) is { } gini)
        {
            yield return Line("gini_pay_per_contribution_ppm", gini);
        }
    }

    /// <summary>Of what one contribution earned each party, in the token that most legs are in.</summary>
    private static BigInteger? Gini(DrawnQuestion asked, PartyGraph graph, Dictionary<int, int> byParty)
    {
        var most = asked
            .Earned()
            .GroupBy(one => one.Leg.Token)
            .OrderByDescending(legs => legs.Sum(one => one.Legs))
            .ThenBy(legs => legs.Key)
            .FirstOrDefault();
        BigInteger[] pay =
        [
            .. byParty
                .Select(party =>
                    DrawnQuestion.Sum(
                        (most ?? Enumerable.Empty<(DrawnRow, int Party, BigInteger Amount, int)>())
                            .Where(one => graph.Actor(one.Party) == party.Key)
                            .Select(one => one.Amount)
                    ) / party.Value
                )
                .Where(amount => amount > 0)
                .Order(),
        ];
        BigInteger weighted = DrawnQuestion.Sum(pay.Select((amount, at) => (2 * at + 1 - pay.Length) * amount));
        return DrawnQuestion.Ppm(weighted, pay.Length * DrawnQuestion.Sum(pay));
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
        PartyGraph graph = new(asked);
        int? Contributors(string system) =>
            Count(
                system,
                own =>
                    own.Seen("market.contribution")
                        .Select(row => graph.Actor(row.Int("contributor_id")))
                        .Distinct()
                        .Count()
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
                Count(system, own => own.Sales().Select(sale => graph.Actor(sale.Buyer)).Distinct().Count()),
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
        PartyGraph graph = new(asked);
        var sums = Earned(asked)
            .GroupBy(leg =>
                (Role: Role(asked, leg.Payer, leg.Payee, leg.Asset), leg.Leg.Token, Party: graph.Actor(leg.Payee))
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

    /// <summary>What was earned, less what the payee of a price passes on of it in its transaction.</summary>
    private static IEnumerable<(
        DrawnRow Leg,
        int Payer,
        int Payee,
        string? Asset,
        BigInteger Amount,
        int Count
    )> Earned(DrawnQuestion asked)
    {
        List<(DrawnRow Leg, int Payer, int Payee, string? Asset, BigInteger Amount, int Count)> legs =
        [
            .. asked
                .Legs("price", "reward", "royalty")
                .Select(leg =>
                    (leg, leg.Int("payer_id"), leg.Int("payee_id"), leg.TextOr("asset_key"), leg.Big("amount"), 1)
                ),
        ];
        foreach ((DrawnRow price, BigInteger passed) in asked.PassedOn())
        {
            legs.Add((price, price.Int("payer_id"), price.Int("payee_id"), price.TextOr("asset_key"), -passed, 0));
        }

        return legs;
    }

    private static string Role(DrawnQuestion asked, int payer, int payee, string? asset)
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
            : asked.Seen("market.asset").Any(row => row.Text("asset_key") == asset && row.IntOr("owner_id") == payee)
                ? "owner"
            : HasContributed(row => row.Text("asset_key") == asset) ? "contributor"
            : asset is null && isStaking ? "staker"
            : asset is null && HasContributed(_ => true) ? "contributor"
            : "other";
    }
}
