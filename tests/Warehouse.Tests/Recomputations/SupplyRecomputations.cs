using System.Numerics;
using Souk.Warehouse.Metrics;
using static Souk.Warehouse.Tests.Recomputations.DrawnRow;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Metrics of the token: what it is, what comes and goes of it, and what staking yields.</summary>
internal static class SupplyRecomputations
{
    [Recomputes("token")]
    public static IEnumerable<string> Token(DrawnQuestion asked) =>
        asked.Tokens.Select(row =>
            Line(row["symbol"], row["decimals"], row["kind"], row["is_market_token"], asked.Hex(row.Int("token_id")))
        );

    /// <summary>A token's first day is told on each chain alone.</summary>
    [Recomputes("emissions")]
    public static IEnumerable<string> Emissions(DrawnQuestion asked)
    {
        DrawnRow[] moves =
        [
            .. asked.Seen("market.transfer").Where(row => asked.Token(row)?.Is("is_market_token") == true),
        ];
        Dictionary<(int, int), DateTime> first = moves
            .GroupBy(move => move.Token)
            .ToDictionary(own => own.Key, own => own.Min(move => move.Time).Date);
        foreach (IGrouping<DateTime, DrawnRow> day in moves.GroupBy(move => move.Time.Date))
        {
            BigInteger Moved(Func<DrawnRow, bool> counts) =>
                DrawnQuestion.Sum(day.Where(counts).Select(move => move.Big("amount")));
            BigInteger emitted = Moved(move => move.Int("sender_id") == 0 && first[move.Token] < day.Key);
            BigInteger burned = Moved(move => move.Int("recipient_id") == 0);
            BigInteger sunk = Moved(move => move.Int("recipient_id") == DrawnFacts.Dead);
            yield return Line(DateOnly.FromDateTime(day.Key), emitted, burned, sunk, emitted - burned - sunk);
        }
    }

    [Recomputes("real_yield")]
    public static IEnumerable<string> RealYield(DrawnQuestion asked)
    {
        MetricTable circulating = asked.Ask("circulating");
        foreach (DrawnRow token in asked.Tokens.Where(row => row.Is("is_market_token")))
        {
            int chain = token.Int("chain_id");
            DrawnRow[] moves = [.. asked.Seen("market.transfer").Where(row => row.Token == token.Token)];
            if (moves.Length == 0)
            {
                continue;
            }

            DateTime after = asked
                .Blocks.Where(block => block.Int("chain_id") == chain)
                .Max(block => block.Time)
                .AddDays(-365);
            DateOnly first = DateOnly.FromDateTime(moves.Min(move => move.Time));
            BigInteger Moved(Func<DrawnRow, bool> counts) =>
                DrawnQuestion.Sum(moves.Where(counts).Select(move => move.Big("amount")));
            bool IsStaking(int party) => asked.IsHolder(chain, party, "staking");
            BigInteger staked =
                Moved(move => IsStaking(move.Int("recipient_id"))) - Moved(move => IsStaking(move.Int("sender_id")));
            BigInteger net =
                Moved(move =>
                    move.Int("sender_id") == 0 && DateOnly.FromDateTime(move.Time) > first && move.Time > after
                ) - Moved(move => move.Int("recipient_id") == 0 && move.Time > after);
            DrawnRow[] legs =
            [
                .. asked.Seen("market.payment").Where(leg => leg.Token == token.Token && leg.Time > after),
            ];
            BigInteger holders = DrawnQuestion.Sum(
                legs.Where(leg => leg.Text("role") is "burn" or "fee_share").Select(leg => leg.Big("amount"))
            );
            BigInteger rewards = DrawnQuestion.Sum(
                legs.Where(leg => leg.Text("role") == "reward" && IsStaking(leg.Int("payer_id")))
                    .Select(leg => leg.Big("amount"))
            );
            BigInteger supply = Circulating(circulating, token);
            yield return Line(
                chain,
                token["symbol"],
                token["decimals"],
                staked,
                holders,
                rewards,
                net,
                DrawnQuestion.Ppm(holders, staked),
                DrawnQuestion.Ppm(rewards, staked),
                DrawnQuestion.Ppm(rewards, staked) - DrawnQuestion.Ppm(net, supply)
            );
        }
    }

    /// <summary>What real yield was as of the end of each month.</summary>
    [Recomputes("yield_trend")]
    public static IEnumerable<string> YieldTrend(DrawnQuestion asked)
    {
        foreach (var month in asked.Blocks.ToLookup(block => DrawnQuestion.Month(block.Time)))
        {
            DateTime end = KnowledgeTime.EndOf(month.Key.AddMonths(1).AddDays(-1));
            MetricTable then = (asked with { AsOf = end < asked.Until ? end : asked.AsOf }).Ask("real_yield");
            foreach (
                object?[] row in then.Rows.Where(row =>
                    month.Any(block => block.Int("chain_id") == then.Integer(row, "chain_id"))
                )
            )
            {
                yield return Line([month.Key, .. row]);
            }
        }
    }

    /// <summary>By Souk's definition.</summary>
    internal static BigInteger Circulating(MetricTable circulating, DrawnRow token) =>
        DrawnQuestion.Sum(
            circulating
                .Rows.Where(row =>
                    circulating.Integer(row, "chain_id") == token.Int("chain_id")
                    && circulating.Value<string>(row, "symbol") == token.Text("symbol")
                    && circulating.Value<string>(row, "definition") == "souk"
                )
                .Select(row => circulating.Integer(row, "amount"))
        );
}
