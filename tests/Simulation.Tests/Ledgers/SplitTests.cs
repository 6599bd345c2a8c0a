using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Populations;

namespace Souk.Simulation.Tests.Ledgers;

public class SplitTests
{
    [Fact]
    public void Largest_remainder_gives_the_last_units_to_the_largest_remainders()
    {
        // Quotas of 10 by 3:3:1 are 4.29, 4.29, 1.43: the unit left goes to the third.
        Split.LargestRemainder(10, [3, 3, 1]).ShouldBe([4, 4, 2]);
        Split.LargestRemainder(2, [1, 1, 1]).ShouldBe([1, 1, 0]);
        Split.LargestRemainder(0, [1, 2]).ShouldBe([0, 0]);
    }

    [Fact]
    public void Parts_always_add_up_and_stay_within_one_of_their_quota()
    {
        Prop.ForAll<ulong, ulong, uint[]>(
                (high, low, weights) =>
                {
                    ulong[] wide = [.. weights.Select(w => (ulong)w)];
                    if (wide.All(w => w == 0))
                    {
                        return true;
                    }

                    Int128 amount = (Int128)new UInt128(high >> 16, low);
                    Int128[] parts = Split.LargestRemainder(amount, wide);
                    Int128 total = wide.Aggregate((Int128)0, (sum, w) => sum + w);
                    return parts.Aggregate((Int128)0, (sum, part) => sum + part) == amount
                        && parts.Zip(wide).All(p => Int128.Abs(p.First - Quota(amount, p.Second, total)) <= 1);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_split_without_any_weight_is_refused()
    {
        Should.Throw<ArgumentException>(() => Split.LargestRemainder(5, [0, 0]));
        Should.Throw<ArgumentException>(() => Split.LargestRemainder(5, []));
    }

    [Fact]
    public void Equal_pay_gives_the_first_members_one_unit_more()
    {
        (TokenLedger ledger, AccountRange members) = Funded(11, memberCount: 4);

        Split.PayEqually(ledger, 0, from: 0, members, 11);

        ledger.Balances(0).ToArray().ShouldBe([0, 3, 3, 3, 2]);
    }

    [Fact]
    public void Pay_by_weight_rounds_down_and_leaves_the_rest_with_the_payer()
    {
        (TokenLedger ledger, AccountRange members) = Funded(100, memberCount: 3);

        Int128 paid = Split.PayByWeight(ledger, 0, from: 0, members, [1, 0, 2]);

        paid.ShouldBe(99);
        ledger.Balances(0).ToArray().ShouldBe([1, 33, 0, 66]);
        ledger.CheckConservation("pay");
    }

    [Fact]
    public void Pay_by_weight_without_takers_pays_nothing()
    {
        (TokenLedger ledger, AccountRange members) = Funded(100, memberCount: 2);

        Split.PayByWeight(ledger, 0, from: 0, members, [0, 0]).ShouldBe(0);

        ledger.Balance(0, 0).ShouldBe(100);
    }

    [Fact]
    public void Pay_by_weight_is_exact_for_amounts_beyond_64_bits()
    {
        Int128 amount = Int128.Parse("123456789012345678901234567890");
        (TokenLedger ledger, AccountRange members) = Funded(amount, memberCount: 2);

        Split.PayByWeight(ledger, 0, from: 0, members, [1_000_003, 999_999]);

        // floor(amount × weight / 2000002).
        ledger.Balance(0, 1).ShouldBe(amount * 1_000_003 / 2_000_002);
        ledger.Balance(0, 2).ShouldBe(amount * 999_999 / 2_000_002);
    }

    [Fact]
    public void Threads_pay_the_same_as_one_by_one()
    {
        Prop.ForAll<ulong, byte, uint[]>(
                (low, high, drawn) =>
                {
                    uint[] weights = [.. drawn.Select(weight => weight % 1_000_000)];
                    Int128 amount = (Int128)new UInt128(high, low);
                    (TokenLedger alone, AccountRange members) = Funded(amount, weights.Length);
                    Split.PayByWeight(alone, 0, from: 0, members, weights);

                    return Together(amount, weights).SequenceEqual(alone.Balances(0).ToArray());
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static Int128[] Together(Int128 amount, uint[] weights)
    {
        Model model = new("pay", steps: 1);
        Population members = model.Population("members", weights.Length);
        Column<uint> column = model.Column<uint>(members, "weight");
        weights.CopyTo(column.Span);
        Token token = model.Token("MASA", 0, Token.SupplyLimit);
        AccountGroup payer = model.Account("payer", AccountKind.Rewards);
        WeightedPay pay = new(model.Ledger, model.Accounts(members, AccountKind.Wallet), column);
        model.Ledger.Mint(token.Index, payer.First, amount);
        using Crew crew = new(threads: 2, chunkRows: 64);

        pay.Pay(crew, token.Index, payer.First);

        model.Ledger.CheckMovements("pay");
        model.Ledger.CheckConservation("pay");
        return model.Ledger.Balances(token.Index).ToArray();
    }

    private static Int128 Quota(Int128 amount, ulong weight, Int128 total) =>
        (Int128)((System.Numerics.BigInteger)amount * weight / total);

    private static (TokenLedger Ledger, AccountRange Members) Funded(Int128 amount, int memberCount)
    {
        AccountChart chart = new();
        chart.Add("payer");
        AccountRange members = chart.Add("members", memberCount);
        TokenLedger ledger = new(chart, "MASA");
        ledger.Mint(0, to: 0, amount);
        return (ledger, members);
    }
}
