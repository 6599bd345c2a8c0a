using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Tests.Ledgers;

public class ChainLoadTests
{
    [Fact]
    public void Balances_are_rounded_down_and_the_rest_has_an_owner()
    {
        TokenLedger ledger = new(new AccountChart());
        Token token = ledger.AddToken("MASA", decimals: 6, Token.SupplyLimit);
        AccountGroup holders = ledger.AddAccounts("holders", AccountKind.Wallet, 3);
        AccountGroup rounding = ledger.AddAccounts("rounding", AccountKind.Rounding);
        ChainLoad load = new(ledger, token, chainDecimals: 18);

        load.Add(holders[0], 1_700_000_000_000);
        load.Add(holders[1], 999_999_999_999);
        load.Add(holders[2], 400_000_000_000);
        UInt128 dust = load.Finish(rounding.First);

        // 3,099,999,999,999 units of 10^-18 are 3 units of 10^-6 and 99,999,999,999 left over.
        ledger.Balances(0).ToArray().ShouldBe([1, 0, 0, 2]);
        token.Supply.ShouldBe(3);
        dust.ShouldBe((UInt128)99_999_999_999);
    }

    [Fact]
    public void The_chains_own_scale_loses_nothing()
    {
        TokenLedger ledger = new(new AccountChart());
        Token token = ledger.AddToken("USDC", decimals: 6, Token.SupplyLimit);
        AccountGroup holder = ledger.AddAccounts("holder", AccountKind.Wallet);
        ChainLoad load = new(ledger, token, chainDecimals: 6);

        load.Add(holder.First, 12_345_678);

        load.Finish(holder.First).ShouldBe((UInt128)0);
        token.Supply.ShouldBe(12_345_678);
    }

    [Fact]
    public void A_chain_with_a_coarser_scale_is_refused()
    {
        TokenLedger ledger = new(new AccountChart());
        Token token = ledger.AddToken("MASA", decimals: 18, Token.SupplyLimit);

        Should
            .Throw<ArgumentOutOfRangeException>(() => new ChainLoad(ledger, token, chainDecimals: 6))
            .Message.ShouldContain("between 18 and 55");
    }
}
