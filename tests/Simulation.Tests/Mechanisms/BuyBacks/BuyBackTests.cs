using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Burns;
using Souk.Simulation.Mechanisms.BuyBacks;

namespace Souk.Simulation.Tests.Mechanisms.BuyBacks;

public class BuyBackTests
{
    private const long Money = 1_000_000;
    private const long Tokens = 4_000_000;

    [Fact]
    public void A_loose_cap_spends_the_budget()
    {
        // 10,000 × 9,970 × 4,000,000 / (1,000,000 × 10,000 + 10,000 × 9,970) = 39,486.31.
        new BuyBack(1, 1)
            .Plan(10_000, Money, Tokens, 30)
            .ShouldBe(new BuyBackResult(10_000, 39_486));
    }

    [Theory]
    [InlineData(30, 19_833)]
    [InlineData(0, 19_803)]
    public void A_tight_cap_spends_to_the_last_unit_that_keeps_the_price_under_it(int fee, int spent)
    {
        // From a price of 0.25 to at most 0.26.
        BuyBack rule = new(26, 100);

        BuyBackResult plan = rule.Plan(10_000_000, Money, Tokens, fee);

        // Without fee the price is money² / k, so money may grow by √1.04: 19,803.9.
        plan.Spent.ShouldBe(spent);
        ((Money + plan.Spent) * 100).ShouldBeLessThanOrEqualTo((Tokens - plan.Bought) * 26);
        rule.Plan(plan.Spent - 1, Money, Tokens, fee).Spent.ShouldBe(plan.Spent - 1);
    }

    [Fact]
    public void Above_the_cap_nothing_is_bought()
    {
        new BuyBack(24, 100).Plan(10_000, Money, Tokens, 30).ShouldBe(default);
    }

    [Fact]
    public void What_is_bought_is_burned_sunk_or_kept()
    {
        foreach (BurnPlace? place in new BurnPlace?[] { BurnPlace.Supply, BurnPlace.DeadAddress, null })
        {
            AccountChart chart = new();
            int treasury = chart.Add("treasury");
            int pool = chart.Add("pool");
            int dead = chart.Add("dead");
            TokenLedger ledger = new(chart, "USDC", "MASA");
            ledger.Mint(0, treasury, 10_000);
            ledger.Mint(0, pool, Money);
            ledger.Mint(1, pool, Tokens);

            new BuyBack(1, 1).Post(ledger, (Money: 0, Token: 1), treasury, pool, 30, place, dead);

            ledger.Supply(1).ShouldBe(place == BurnPlace.Supply ? Tokens - 39_486 : Tokens);
            ledger.Balance(1, dead).ShouldBe(place == BurnPlace.DeadAddress ? 39_486 : 0);
            ledger.Balance(1, treasury).ShouldBe(place is null ? 39_486 : 0);
            ledger.Balance(0, pool).ShouldBe(1_010_000);
            ledger.CheckConservation("buy-back");
        }
    }

    [Fact]
    public void A_cap_without_tokens_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new BuyBack(1, 0)).Message.ShouldContain("capTokens is 0");
    }
}
