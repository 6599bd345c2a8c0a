using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Tests.Ledgers;

public class BatchTests
{
    private const int AccountCount = 6;

    private static readonly AccountRange Agents = new(0, 4);
    private static readonly AccountRange Treasury = new(4, 1);

    [Fact]
    public void A_batch_pays_from_one_account_to_many_and_back()
    {
        TokenLedger ledger = Funded();

        ledger.Transfer(0, Treasury, Agents, [1, 2, 3, 4]);
        ledger.Transfer(0, Agents, Treasury, [1, 0, 3, 0]);

        ledger.Balances(0).ToArray().ShouldBe([10, 12, 10, 14, 94, 0]);
    }

    [Fact]
    public void A_batch_pays_member_by_member_out_of_what_each_held_before()
    {
        TokenLedger ledger = Funded();

        // Each passes all it has to its right neighbour; nobody passes on what it just got.
        ledger.Transfer(0, new AccountRange(0, 4), new AccountRange(1, 4), [10, 10, 10, 10]);

        ledger.Balances(0).ToArray().ShouldBe([0, 10, 10, 10, 110, 0]);
    }

    [Fact]
    public void Batches_of_mints_and_burns_change_the_supply()
    {
        TokenLedger ledger = Funded();

        ledger.Mint(0, Agents, [1, 2, 3, 4]);
        ledger.Burn(0, Agents, [11, 0, 0, 14]);

        ledger.Supply(0).ShouldBe(140 + 10 - 25);
        ledger.Balances(0).ToArray().ShouldBe([0, 12, 13, 0, 100, 0]);
        ledger.CheckConservation("batch");
    }

    [Fact]
    public void A_payer_that_cannot_pay_is_named_with_balance_and_amount_and_nothing_changes()
    {
        TokenLedger ledger = Funded();
        Int128[] before = ledger.Balances(0).ToArray();

        Message(() => ledger.Transfer(0, Agents, Treasury, [1, 2, 11, 4]))
            .ShouldBe("agents[2] holds 10 and cannot pay 11 (base units of MASA).");
        Message(() => ledger.Transfer(0, Treasury, Agents, [50, 0, 50, 1]))
            .ShouldBe("treasury holds 100 and cannot pay 101 (base units of MASA).");
        Message(() => ledger.Burn(0, Agents, [1, 2, 3, 99]))
            .ShouldBe("agents[3] holds 10 and cannot pay 99 (base units of MASA).");
        Message(() => ledger.Transfer(0, [0, 1, 0], [1, 2, 3], [6, 1, 5]))
            .ShouldBe("agents[0] holds 4 and cannot pay 5 (base units of MASA).");

        ledger.Balances(0).ToArray().ShouldBe(before);
        ledger.Supply(0).ShouldBe(140);
    }

    [Fact]
    public void Batches_that_make_no_sense_are_refused_and_change_nothing()
    {
        TokenLedger ledger = Funded();
        Int128[] before = ledger.Balances(0).ToArray();

        Should.Throw<ArgumentException>(() => ledger.Transfer(0, Agents, Treasury, [1, 2]));
        Should.Throw<ArgumentException>(() => ledger.Transfer(0, Treasury, new AccountRange(3, 4), [1, 1, 1, 1]));
        Should.Throw<ArgumentException>(() => ledger.Mint(0, new AccountRange(5, 2), [1, 1]));
        Should.Throw<ArgumentOutOfRangeException>(() => ledger.Transfer(0, Agents, Treasury, [1, -2, 1, 1]));
        Should.Throw<ArgumentOutOfRangeException>(() => ledger.Transfer(0, Treasury, Agents, [1, -2, 1, 1]));
        Should.Throw<ArgumentOutOfRangeException>(() => ledger.Transfer(0, [0, 1], [1, 0], [1, -1]));
        Should.Throw<IndexOutOfRangeException>(() => ledger.Transfer(0, [0, 1], [1, 6], [1, 1]));
        Should.Throw<IndexOutOfRangeException>(() => ledger.Transfer(0, [0, -1], [1, 2], [1, 1]));

        ledger.Balances(0).ToArray().ShouldBe(before);
        ledger.Supply(0).ShouldBe(140);
    }

    [Fact]
    public void No_more_is_minted_than_a_token_can_have()
    {
        TokenLedger ledger = new(new AccountChart());
        Token token = ledger.AddToken("MASA", decimals: 6, supplyMax: 100);
        AccountGroup agents = ledger.AddAccounts("agents", AccountKind.Wallet, 2);
        ledger.Mint(token.Index, agents[0], 100);

        Message(() => ledger.Mint(token.Index, agents[1], 1))
            .ShouldBe("The supply of MASA would be 101, above its maximum of 100 base units.");
        Should.Throw<InvalidOperationException>(() => ledger.Mint(token.Index, agents.Range, [0, 1]));
        Should
            .Throw<ArgumentOutOfRangeException>(() => ledger.AddToken("HUGE", 18, Token.SupplyLimit + 1))
            .Message.ShouldContain("choose fewer");

        token.Supply.ShouldBe(100);
        ledger.Balance(token.Index, agents[1]).ShouldBe(0);
    }

    [Fact]
    public void Any_programme_of_batches_equals_its_postings_one_by_one_or_changes_nothing()
    {
        Prop.ForAll<(byte Kind, byte[] From, byte[] To, ushort[] Amounts)[]>(programme =>
            {
                TokenLedger batches = Funded();
                TokenLedger singles = Funded();
                foreach ((byte kind, byte[] from, byte[] to, ushort[] amounts) in programme)
                {
                    Play(batches, singles, kind, from, to, amounts);
                    batches.CheckMovements("programme");
                    batches.CheckConservation("programme");
                }

                return batches.Balances(0).SequenceEqual(singles.Balances(0)) && batches.Supply(0) == singles.Supply(0);
            })
            .QuickCheckThrowOnFailure();
    }

    // The batch either goes through, and then single postings give the same, or it throws, and then nothing moved.
    private static void Play(
        TokenLedger batches,
        TokenLedger singles,
        byte kind,
        byte[] from,
        byte[] to,
        ushort[] amounts
    )
    {
        int count = Math.Min(from.Length, Math.Min(to.Length, amounts.Length));
        int[] payers = [.. from.Take(count).Select(account => account % AccountCount)];
        int[] payees = [.. to.Take(count).Select(account => account % AccountCount)];
        long[] listed = [.. amounts.Take(count).Select(amount => (long)amount % 40)];
        Int128[] four = [.. Enumerable.Range(0, 4).Select(i => (Int128)(i < amounts.Length ? amounts[i] % 20 : 0))];
        Int128[] before = batches.Balances(0).ToArray();
        try
        {
            switch (kind % 5)
            {
                case 0:
                    batches.Mint(0, Agents, four);
                    Each(i => singles.Mint(0, Agents[i], four[i]));
                    break;
                case 1:
                    batches.Burn(0, Agents, four);
                    Each(i => singles.Burn(0, Agents[i], four[i]));
                    break;
                case 2:
                    batches.Transfer(0, Agents, Treasury, four);
                    Each(i => singles.Transfer(0, Agents[i], Treasury.First, four[i]));
                    break;
                case 3:
                    batches.Transfer(0, Treasury, Agents, four);
                    Each(i => singles.Transfer(0, Treasury.First, Agents[i], four[i]));
                    break;
                default:
                    batches.Transfer(0, payers, payees, listed);
                    Rich(singles, payers, payees, listed);
                    break;
            }
        }
        catch (InvalidOperationException)
        {
            batches.Balances(0).ToArray().ShouldBe(before);
        }
    }

    private static void Each(Action<int> post)
    {
        for (int i = 0; i < 4; i++)
        {
            post(i);
        }
    }

    // A list moves at once; one by one, debits must come first.
    private static void Rich(TokenLedger singles, int[] payers, int[] payees, long[] amounts)
    {
        for (int i = 0; i < amounts.Length; i++)
        {
            singles.Burn(0, payers[i], amounts[i]);
        }

        for (int i = 0; i < amounts.Length; i++)
        {
            singles.Mint(0, payees[i], amounts[i]);
        }
    }

    private static string Message(Action post) => Should.Throw<InvalidOperationException>(post).Message;

    private static TokenLedger Funded()
    {
        AccountChart chart = new();
        chart.Add("agents", 4);
        chart.Add("treasury");
        chart.Add("spare");
        TokenLedger ledger = new(chart, "MASA");
        ledger.Mint(0, Agents, [10, 10, 10, 10]);
        ledger.Mint(0, Treasury.First, 100);
        return ledger;
    }
}
