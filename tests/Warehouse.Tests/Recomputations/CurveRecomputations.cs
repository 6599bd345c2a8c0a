using System.Numerics;
using static Souk.Warehouse.Tests.Recomputations.DrawnRow;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>How payouts are distributed, how concentration moves, and how long parties stay.</summary>
internal static class CurveRecomputations
{
    [Recomputes("payout_distribution")]
    public static IEnumerable<string> PayoutDistribution(DrawnQuestion asked) =>
        Payouts(asked)
            .Select(row =>
                Line(
                    row.Token["symbol"],
                    row.Token["decimals"],
                    row.Parties,
                    row.Amount,
                    row.AtMost,
                    row.SoFar,
                    row.IncomeShare
                )
            );

    [Recomputes("lorenz")]
    public static IEnumerable<string> Lorenz(DrawnQuestion asked) =>
        [
            .. Payouts(asked).Select(row => row.Token["symbol"]).Distinct().Select(symbol => Line(symbol, 0, 0, 0)),
            .. Payouts(asked).Select(row => Line(row.Token["symbol"], row.Parties, row.AtMost, row.IncomeShare)),
        ];

    [Recomputes("concentration_trend")]
    public static IEnumerable<string> ConcentrationTrend(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        IEnumerable<(string Side, DrawnRow Leg, int Party, BigInteger Amount)> legs =
        [
            .. asked.Earned().Select(one => ("earners", one.Leg, one.Party, one.Amount)),
            .. asked.Sales().Select(sale => ("buyers", sale.Leg, sale.Buyer, sale.Leg.Big("amount"))),
        ];
        foreach (
            var group in legs.Where(leg => leg.Party != 0 && asked.Token(leg.Leg) is not null)
                .GroupBy(leg => (leg.Side, Month: DrawnQuestion.Month(leg.Leg.Time), leg.Leg.Token))
        )
        {
            BigInteger[] amounts =
            [
                .. group
                    .GroupBy(leg => graph.Actor(leg.Party))
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
                group.Key.Month,
                group.Key.Side,
                asked.Token(group.Key.Token)!["symbol"],
                amounts.Length,
                DrawnQuestion.Ppm(apart / 2, amounts.Length * total),
                10_000 * DrawnQuestion.Sum(amounts.Select(amount => amount * amount)) / (total * total),
                majority,
                DrawnQuestion.Ppm(amounts[0], total)
            );
        }
    }

    [Recomputes("survival")]
    public static IEnumerable<string> Survival(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        IEnumerable<(string Side, int Party, DateTime Day)> acts =
        [
            .. asked
                .Seen("market.contribution")
                .Select(row => ("contributors", graph.Actor(row.Int("contributor_id")), row.Time.Date)),
            .. asked.Sales().Select(sale => ("buyers", graph.Actor(sale.Buyer), sale.Leg.Time.Date)),
        ];
        foreach (var side in acts.GroupBy(act => act.Side))
        {
            DateTime last = asked.Blocks.Max(block => block.Time).Date;
            (int Step, bool IsEnded)[] lives =
            [
                .. side.GroupBy(act => act.Party)
                    .Select(own => (First: own.Min(act => act.Day), Last: own.Max(act => act.Day)))
                    .Select(life => ((life.Last - life.First).Days / 30, (last - life.Last).Days >= 90)),
            ];
            double survival = 1;
            foreach (int step in lives.Select(life => life.Step).Distinct().Order())
            {
                int atRisk = lives.Count(life => life.Step >= step);
                int ended = lives.Count(life => life.Step == step && life.IsEnded);
                int censored = lives.Count(life => life.Step == step && !life.IsEnded);
                survival *= 1 - ((double)ended / atRisk);
                yield return Line(
                    side.Key,
                    step,
                    atRisk,
                    ended,
                    censored,
                    Math.Round(1_000_000 * survival, MidpointRounding.AwayFromZero)
                );
            }
        }
    }

    /// <summary>One row for each party, or for each hundredth of them where there are more than a hundred.</summary>
    private static IEnumerable<(
        DrawnRow Token,
        int Parties,
        BigInteger Amount,
        int AtMost,
        BigInteger SoFar,
        BigInteger IncomeShare
    )> Payouts(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        foreach (
            var legs in asked
                .Earned()
                .Where(one => one.Party != 0 && asked.Token(one.Leg) is not null)
                .GroupBy(one => one.Leg.Token)
        )
        {
            BigInteger[] earned =
            [
                .. legs.GroupBy(one => graph.Actor(one.Party))
                    .Select(own => DrawnQuestion.Sum(own.Select(one => one.Amount)))
                    .Where(amount => amount > 0)
                    .Order(),
            ];
            for (int parties = 1; parties <= earned.Length; parties++)
            {
                if (parties * 100 / earned.Length > (parties - 1) * 100 / earned.Length)
                {
                    BigInteger soFar = DrawnQuestion.Sum(earned.Take(parties));
                    yield return (
                        asked.Token(legs.Key)!,
                        parties,
                        earned[parties - 1],
                        parties * 1_000_000 / earned.Length,
                        soFar,
                        soFar * 1_000_000 / DrawnQuestion.Sum(earned)
                    );
                }
            }
        }
    }
}
