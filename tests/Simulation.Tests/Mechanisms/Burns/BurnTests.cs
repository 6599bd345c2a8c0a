using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Burns;

namespace Souk.Simulation.Tests.Mechanisms.Burns;

public class BurnTests
{
    private const long Billion = 1_000_000_000;
    private static readonly Int128 _oneBnb = (Int128)Billion * Billion;

    [Fact]
    public void Burned_tokens_leave_the_supply_and_sunk_ones_stay_in_it()
    {
        AccountChart chart = new();
        int market = chart.Add("market");
        int dead = chart.Add("dead");
        TokenLedger ledger = new(chart, "BNB");
        ledger.Mint(0, market, 100);

        Burn.Post(ledger, 0, market, 30, BurnPlace.Supply, dead);
        Burn.Post(ledger, 0, market, 20, BurnPlace.DeadAddress, dead);

        ledger.Supply(0).ShouldBe(70);
        ledger.Balances(0).ToArray().ShouldBe([50, 20]);
        Should.Throw<InvalidOperationException>(() => Burn.Post(ledger, 0, market, 51, BurnPlace.DeadAddress, dead));
        ledger.Balance(0, market).ShouldBe(50);
    }

    // Binance's announcement counts 2,592,000 blocks of 3 seconds in a quarter. At 500 USD: 2,592,000 × 1000 / 1500.
    [Theory]
    [InlineData(500_000_000, 1_728_000)]
    [InlineData(1_000_000_000, 1_296_000)]
    [InlineData(0, 2_592_000)]
    public void Auto_burn_follows_the_published_formula(long priceMicroUsd, long coins)
    {
        AutoBurn.Bnb.At(blocks: 2_592_000, priceMicroUsd, 168_000_000 * _oneBnb).ShouldBe(coins * _oneBnb);
    }

    [Fact]
    public void Auto_burn_rounds_down_to_the_base_unit_and_ends_below_the_floor()
    {
        // 1000 / 1000.000001 coins, of which 10^18 base units make one.
        AutoBurn.Bnb.At(1, 1, 150_000_000 * _oneBnb).ShouldBe(999_999_999_000_000_000);
        AutoBurn.Bnb.At(2_592_000, 500_000_000, 100_000_000 * _oneBnb).ShouldBe(1_728_000 * _oneBnb);
        AutoBurn.Bnb.At(2_592_000, 500_000_000, (100_000_000 * _oneBnb) - 1).ShouldBe(0);
    }

    [Fact]
    public void A_lower_price_never_burns_less()
    {
        Int128 before = 0;
        for (int price = 3_000_000; price >= 0; price -= 12_345)
        {
            Int128 burned = AutoBurn.Bnb.At(2_592_000, price * 1_000L, 168_000_000 * _oneBnb);
            burned.ShouldBeGreaterThanOrEqualTo(before);
            before = burned;
        }
    }

    [Fact]
    public void Use_burns_per_use_but_not_more_than_there_is()
    {
        UsageBurn.PerUse(uses: 7, perUse: 13, held: 1_000).ShouldBe(91);
        UsageBurn.PerUse(uses: 77, perUse: 13, held: 1_000).ShouldBe(1_000);
        UsageBurn.PerUse(uses: 7, perUse: 0, held: 0).ShouldBe(0);
    }

    [Fact]
    public void A_schedule_burns_at_the_end_of_every_nth_period_until_its_total()
    {
        ScheduledBurn burn = new(perBurn: 40, everyPeriods: 3, total: 100);

        Enumerable.Range(1, 12).Select(period => burn.At(period)).ShouldBe([0, 0, 40, 0, 0, 40, 0, 0, 20, 0, 0, 0]);
        burn.BurnedBy(1_000).ShouldBe(100);
    }

    [Fact]
    public void Burns_out_of_bounds_are_refused()
    {
        Should
            .Throw<ArgumentOutOfRangeException>(() => new AutoBurn(0, 0, 1, 1))
            .Message.ShouldContain("anchorUsd is 0 and must lie between 1 and");
        Should.Throw<ArgumentOutOfRangeException>(() => AutoBurn.Bnb.At(-1, 0, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new ScheduledBurn(1, 0, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => UsageBurn.PerUse(-1, 1, 1));
    }
}
