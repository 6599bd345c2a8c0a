using System.Numerics;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Vesting wallets of one market, what they received and paid out.</summary>
internal sealed class DrawnVesting(DrawnFacts facts, string market)
{
    private static readonly DateTime s_start = new(2025, 1, 5);

    public void Draw()
    {
        // Of one bucket two, one of another token, one that begins later, and one that nobody filled.
        Add(21, "team", 1, start: 0, cliff: 0, days: 100, filled: 1_000_003);
        Add(27, "team", 1, start: -20, cliff: 30, days: 300, filled: 77);
        Add(27, "team", 2, start: 0, cliff: 0, days: 50, filled: 555);
        Add(28, "investors", 1, start: 200, cliff: 230, days: 1, filled: 10_000);
        Add(29, "community", 1, start: 0, cliff: 10, days: 0, filled: 0);
    }

    private void Add(int wallet, string bucket, int token, int start, int cliff, int days, int filled)
    {
        BigInteger first = Seconds(s_start.AddDays(start));
        facts.Add(
            "market.vesting",
            1,
            facts.Block(1, 0),
            market,
            wallet,
            bucket,
            token,
            facts.Party(),
            first,
            Seconds(s_start.AddDays(cliff)),
            new BigInteger(days * 86_400L)
        );
        for (int slot = 0; filled > 0 && slot < DrawnFacts.Times.Length; slot += 10)
        {
            (int chain, long block, int log) = facts.NextLog(1, slot);
            DateTime time = DrawnFacts.Times[slot];
            facts.Add(
                "market.transfer",
                chain,
                block,
                log,
                log / 3,
                time,
                market,
                token,
                0,
                wallet,
                new BigInteger(filled)
            );
            facts.Add(
                "market.release",
                chain,
                block,
                log,
                log / 3,
                time,
                market,
                wallet,
                token,
                new BigInteger(facts.Draw(9)),
                facts.Chance(80) ? log : null
            );
        }
    }

    private static BigInteger Seconds(DateTime time) =>
        new(new DateTimeOffset(time, TimeSpan.Zero).ToUnixTimeSeconds());
}
