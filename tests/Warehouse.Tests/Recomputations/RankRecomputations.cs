using System.Numerics;
using static Souk.Warehouse.Tests.Recomputations.DrawnRow;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Metrics of who acts, who earns most and who holds what.</summary>
internal static class RankRecomputations
{
    private static readonly string[] s_earned = ["price", "reward", "royalty"];

    [Recomputes("contributors")]
    public static IEnumerable<string> Contributors(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        return asked
            .Seen("market.contribution")
            .Select(row => (row.Time, Party: row.Int("contributor_id")))
            .Concat(asked.Legs(s_earned).Select(leg => (leg.Time, Party: leg.Int("payee_id"))))
            .GroupBy(act => DateOnly.FromDateTime(act.Time))
            .Select(day => Line(day.Key, day.Select(act => graph.Actor(act.Party)).Distinct().Count()));
    }

    [Recomputes("buyers")]
    public static IEnumerable<string> Buyers(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        return asked
            .Sales()
            .GroupBy(sale => DateOnly.FromDateTime(sale.Leg.Time))
            .Select(day => Line(day.Key, day.Select(sale => graph.Actor(sale.Buyer)).Distinct().Count(), day.Count()));
    }

    [Recomputes("top_contributors")]
    public static IEnumerable<string> TopContributors(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        foreach (
            var token in asked.Earned().Where(one => asked.Token(one.Leg) is not null).GroupBy(one => one.Leg.Token)
        )
        {
            BigInteger all = DrawnQuestion.Sum(token.Select(one => one.Amount));
            foreach (var own in token.GroupBy(one => graph.Actor(one.Party)))
            {
                BigInteger amount = DrawnQuestion.Sum(own.Select(one => one.Amount));
                yield return Line(
                    asked.Hex(own.Key),
                    asked.Token(token.Key)!["symbol"],
                    asked.Token(token.Key)!["decimals"],
                    amount,
                    own.Sum(one => one.Legs),
                    asked
                        .Seen("market.contribution")
                        .Count(row =>
                            row.Int("chain_id") == token.Key.Chain && graph.Actor(row.Int("contributor_id")) == own.Key
                        ),
                    DrawnQuestion.Ppm(amount, all)
                );
            }
        }
    }

    [Recomputes("concentration")]
    public static IEnumerable<string> Concentration(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        IEnumerable<(string Side, (int Chain, int Id) Token, int Party, BigInteger Amount)> legs =
        [
            .. asked.Earned().Select(one => ("earners", one.Leg.Token, one.Party, one.Amount)),
            .. asked.Sales().Select(sale => ("buyers", sale.Leg.Token, sale.Buyer, sale.Leg.Big("amount"))),
            .. Balances(asked)
                .Where(held =>
                    held.Key.Party != DrawnFacts.Dead
                    && !asked
                        .Facts.Rows("market.holder")
                        .Any(row =>
                            row.System == asked.Market
                            && row.Int("chain_id") == held.Key.Token.Chain
                            && row.Int("holder_id") == held.Key.Party
                        )
                )
                .Select(held => ("holders", held.Key.Token, held.Key.Party, held.Value)),
        ];
        foreach (
            var side in legs.Where(leg => leg.Party != 0 && asked.Token(leg.Token) is not null)
                .GroupBy(leg => (leg.Side, leg.Token))
        )
        {
            BigInteger[] amounts =
            [
                .. side.GroupBy(leg => graph.Actor(leg.Party))
                    .Select(own => DrawnQuestion.Sum(own.Select(leg => leg.Amount)))
                    .Where(amount => amount > 0)
                    .OrderDescending(),
            ];
            if (amounts.Length == 0)
            {
                continue;
            }

            BigInteger total = DrawnQuestion.Sum(amounts);
            // Mean absolute difference over twice the mean, from every pair of parties.
            BigInteger apart = DrawnQuestion.Sum(
                amounts.SelectMany(one => amounts.Select(other => BigInteger.Abs(one - other)))
            );
            int majority = 1;
            while (2 * DrawnQuestion.Sum(amounts.Take(majority)) <= total && majority < amounts.Length)
            {
                majority++;
            }

            yield return Line(
                side.Key.Side,
                asked.Token(side.Key.Token)!["symbol"],
                asked.Token(side.Key.Token)!["decimals"],
                amounts.Length,
                total,
                apart * 1_000_000 / (2 * amounts.Length * total),
                10_000 * DrawnQuestion.Sum(amounts.Select(amount => amount * amount)) / (total * total),
                majority,
                DrawnQuestion.Ppm(amounts[0], total),
                DrawnQuestion.Ppm(DrawnQuestion.Sum(amounts.Take(Math.Max(1, amounts.Length / 100))), total)
            );
        }
    }

    [Recomputes("holders")]
    public static IEnumerable<string> Holders(DrawnQuestion asked)
    {
        string Class(int chain, int party)
        {
            string? contract = asked
                .Facts.Rows("market.holder")
                .Where(row =>
                    row.System == asked.Market && row.Int("chain_id") == chain && row.Int("holder_id") == party
                )
                .Min(row => row.Text("class"));
            DrawnRow[] legs = [.. asked.Seen("market.payment")];
            bool IsPaid(params string[] roles) =>
                legs.Any(leg => roles.Contains(leg.Text("role")) && leg.Int("payee_id") == party);
            return contract is not null ? contract
                : party == DrawnFacts.Dead ? "sink"
                : asked
                    .Facts.Rows("market.vesting")
                    .Any(row => row.System == asked.Market && row.Int("beneficiary_id") == party)
                    ? "insiders"
                : IsPaid("fee_share")
                || legs.Any(leg =>
                    leg.Text("role") == "escrow_in" && leg.Text("evidence") == "native" && leg.Int("payer_id") == party
                )
                    ? "rewards"
                : asked.Seen("market.contribution").Any(row => row.Int("contributor_id") == party) || IsPaid(s_earned)
                    ? "contributors"
                : legs.Any(leg => leg.Text("role") == "price" && leg.Int("payer_id") == party) ? "buyers"
                : "other";
        }

        return Balances(asked)
            .GroupBy(held => (held.Key.Token.Chain, held.Key.Party))
            .Select(held =>
                (Class: Class(held.Key.Chain, held.Key.Party), Amount: DrawnQuestion.Sum(held.Select(one => one.Value)))
            )
            .GroupBy(held => held.Class)
            .Select(held =>
                Line(held.Key, held.Count(one => one.Amount > 0), DrawnQuestion.Sum(held.Select(one => one.Amount)))
            );
    }

    /// <summary>Of the market's own token, of whoever ever moved some.</summary>
    private static Dictionary<((int Chain, int Id) Token, int Party), BigInteger> Balances(DrawnQuestion asked)
    {
        Dictionary<((int, int), int), BigInteger> balances = [];
        foreach (
            DrawnRow move in asked.Seen("market.transfer").Where(row => asked.Token(row)?.Is("is_market_token") == true)
        )
        {
            foreach ((string side, int sign) in (ReadOnlySpan<(string, int)>)[("recipient_id", 1), ("sender_id", -1)])
            {
                if (move.Int(side) != 0)
                {
                    var key = (move.Token, move.Int(side));
                    balances[key] = balances.GetValueOrDefault(key) + sign * move.Big("amount");
                }
            }
        }

        return balances;
    }
}
