using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Tests.Ledgers;

public class TokenLedgerTests
{
    private const int AccountCount = 5;

    [Fact]
    public void Transfer_beyond_balance_throws_and_changes_nothing()
    {
        TokenLedger ledger = NewLedger();
        ledger.Mint(0, to: 2, 5);

        InvalidOperationException error = Should.Throw<InvalidOperationException>(() => ledger.Transfer(0, 2, 3, 6));

        error.Message.ShouldBe("agents[2] holds 5 and cannot pay 6 (base units of MASA).");
        ledger.Balances(0).ToArray().ShouldBe([0, 0, 5, 0, 0]);
        ledger.Supply(0).ShouldBe(5);
    }

    [Fact]
    public void Negative_amounts_are_refused_by_every_posting()
    {
        TokenLedger ledger = NewLedger();
        ledger.Mint(0, to: 0, 5);

        Should.Throw<ArgumentOutOfRangeException>(() => ledger.Transfer(0, 0, 1, -1));
        Should.Throw<ArgumentOutOfRangeException>(() => ledger.Mint(0, 0, -1));
        Should.Throw<ArgumentOutOfRangeException>(() => ledger.Burn(0, 0, -1));
        ledger.Balances(0).ToArray().ShouldBe([5, 0, 0, 0, 0]);
    }

    [Fact]
    public void Burn_beyond_balance_throws_and_changes_nothing()
    {
        TokenLedger ledger = NewLedger();
        ledger.Mint(1, to: 0, 5);

        Should.Throw<InvalidOperationException>(() => ledger.Burn(1, 0, 6));

        ledger.Supply(1).ShouldBe(5);
        ledger.Balance(1, 0).ShouldBe(5);
    }

    [Fact]
    public void Tokens_do_not_mix()
    {
        TokenLedger ledger = NewLedger();

        ledger.Mint(1, to: 0, 7);

        ledger.Supply(0).ShouldBe(0);
        ledger.Balance(0, 0).ShouldBe(0);
        ledger.Supply(1).ShouldBe(7);
    }

    [Fact]
    public void Any_history_conserves_supply()
    {
        Prop.ForAll<(byte Kind, byte From, byte To, uint Amount)[]>(postings =>
            {
                TokenLedger ledger = NewLedger();
                Int128 minted = 0;
                Int128 burned = 0;
                foreach ((byte kind, byte from, byte to, uint amount) in postings)
                {
                    Post(ledger, kind % 3, from % AccountCount, to % AccountCount, amount, ref minted, ref burned);
                    ledger.CheckConservation("history");
                }

                return ledger.Supply(0) == minted - burned
                    && ledger.Balances(0).ToArray().Aggregate((Int128)0, (sum, balance) => sum + balance)
                        == minted - burned
                    && ledger.Balances(0).ToArray().All(balance => balance >= 0);
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_violation_names_the_mechanism_and_the_difference()
    {
        TokenLedger ledger = NewLedger();
        ledger.Mint(0, to: 0, 5);
        ledger.Column(0)[1] += 2;

        ConservationException error = Should.Throw<ConservationException>(() => ledger.CheckConservation("vesting"));

        error.Mechanism.ShouldBe("vesting");
        error.Symbol.ShouldBe("MASA");
        error.Difference.ShouldBe(2);
        error.Message.ShouldContain("vesting broke conservation");
    }

    private static void Post(
        TokenLedger ledger,
        int kind,
        int from,
        int to,
        uint amount,
        ref Int128 minted,
        ref Int128 burned
    )
    {
        try
        {
            switch (kind)
            {
                case 0:
                    ledger.Mint(0, to, amount);
                    minted += amount;
                    break;
                case 1:
                    ledger.Burn(0, from, amount);
                    burned += amount;
                    break;
                default:
                    ledger.Transfer(0, from, to, amount);
                    break;
            }
        }
        catch (InvalidOperationException)
        {
            // Refused postings are part of any history.
        }
    }

    private static TokenLedger NewLedger()
    {
        AccountChart chart = new();
        chart.Add("agents", AccountCount);
        return new TokenLedger(chart, "MASA", "USDC");
    }
}
