using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;

namespace Souk.Simulation.Tests.Ledgers;

public class SharePayTests
{
    [Fact]
    public void Each_member_pays_its_share_rounded_down()
    {
        Int128[] balances = Paid(
            [10, 0, 9, Int128.Parse("20000000000000000000000")],
            parts: 250_000_000,
            isJournaled: false
        );

        balances.ShouldBe([
            2 + 0 + 2 + Int128.Parse("5000000000000000000000"),
            8,
            0,
            7,
            Int128.Parse("15000000000000000000000"),
        ]);
    }

    [Fact]
    public void Threads_a_journal_and_wide_integers_give_the_same()
    {
        Prop.ForAll<ulong[], byte, uint>(
                (held, high, drawn) =>
                {
                    int parts = (int)(drawn % 1_000_000_001);
                    Int128[] before = [.. held.Select((low, i) => (Int128)new UInt128(i % 3 == 0 ? high : 0u, low))];
                    Int128[] taken =
                    [
                        .. before.Select(one => (Int128)((System.Numerics.BigInteger)one * parts / 1_000_000_000)),
                    ];
                    Int128[] expected =
                    [
                        taken.Aggregate((Int128)0, (sum, one) => sum + one),
                        .. before.Zip(taken, (a, b) => a - b),
                    ];

                    return Paid(before, parts, isJournaled: false).SequenceEqual(expected)
                        && Paid(before, parts, isJournaled: true).SequenceEqual(expected);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static Int128[] Paid(Int128[] before, int parts, bool isJournaled)
    {
        Model model = new("pay", steps: 1);
        Population members = model.Population("members", before.Length);
        Token token = model.Token("MASA", 0, Token.SupplyLimit);
        AccountGroup product = model.Account("product", AccountKind.Treasury);
        AccountGroup payers = model.Accounts(members, AccountKind.Wallet);
        for (int i = 0; i < before.Length; i++)
        {
            model.Ledger.Mint(token.Index, payers[i], before[i]);
        }

        model.Ledger.CheckMovements("mint");
        model.Ledger.Journal = isJournaled ? new Journal(_ => { }) : null;
        using Crew crew = new(threads: 2, chunkRows: 64);

        new SharePay(model.Ledger, payers).Pay(crew, token.Index, new Share(parts / 1e9), product.First);

        model.Ledger.CheckMovements("pay");
        model.Ledger.CheckConservation("pay");
        return model.Ledger.Balances(token.Index).ToArray();
    }
}
