namespace Souk.Simulation.Tests.Catalogues;

public class MoneyPartsTests
{
    [Fact]
    public void A_fee_in_the_token_is_divided_by_largest_remainder()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                pool: { kind: pool.constant_product, token_reserve: 1000 TKN, money_reserve: 1000 USDC }
                fund: { kind: account, holder: rewards }
                safe: { kind: account, holder: treasury }
                fees: { kind: fees.route, pool: pool, burn_share: 33.3333333 %, treasury_share: 25 %, treasury: safe, rewards: fund }
                pay: { kind: emission.fixed, per_day: 10 TKN/day, to: fees }
                """
            )
        );

        // Of 10,000,000 a day: 3,333,333.33, 2,500,000 and 4,166,666.67; the unit left over goes to the largest remainder.
        run.Held("safe").ShouldBe(25_000_000);
        run.Held("fund").ShouldBe(41_666_670);
        run.Held("fees").ShouldBe(0);
        run.Series("fees.burned")[9].ShouldBe(33.33333);
        run.Supply().ShouldBe(1_100_000_000 - 33_333_330);
    }

    [Fact]
    public void A_fee_in_money_buys_the_token_the_next_day_and_moves_the_price()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                pool: { kind: pool.constant_product, token_reserve: 1000 TKN, money_reserve: 1000 USDC }
                fees: { kind: fees.route, pool: pool, rest: burn }
                pay: { kind: emission.fixed, per_day: 10 USDC/day, to: fees }
                """,
                horizon: "3 days"
            )
        );

        // Uniswap v2 for 10 twice: 9.871580 and 9.678304.
        run.Series("fees.burned").ShouldBe([0, 9.871580, 19.549884]);
        run.Held("pool").ShouldBe(980_450_116);
        run.Held("pool", "USDC").ShouldBe(1_020_000_000);
    }

    [Fact]
    public void A_buy_back_spends_the_most_that_keeps_the_price_under_its_cap()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                pool: { kind: pool.constant_product, token_reserve: 1000 TKN, money_reserve: 1000 USDC }
                back: { kind: buy_back, pool: pool, budget: 500 USDC, every: 2 days, price_max: 1.10 USD }
                """
            )
        );

        // (1000 + m) / (1000 - AmountOut(m)) <= 1.1 holds for m = 48.882174 and no unit more.
        run.Series("back.bought").ShouldBe([0, .. Enumerable.Repeat(46.470750, 9)]);
        run.Series("back.budget")[9].ShouldBe(451.117826);
        run.Supply().ShouldBe(1_000_000_000 - 46_470_750);
        run.Held("pool", "USDC").ShouldBe(1_048_882_174);
    }

    [Fact]
    public void A_buy_back_keeps_what_it_buys_from_the_day_on_which_the_timeline_says_so()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                pool: { kind: pool.constant_product, token_reserve: 1000 TKN, money_reserve: 1000 USDC }
                back: { kind: buy_back, pool: pool, budget: 500 USDC, every: 2 days, price_max: 1.10 USD }
                """,
                rest: "timeline:\n  - { at: 1 day, set: { back.then: keep } }"
            )
        );

        run.Held("back").ShouldBe(46_470_750);
        run.Supply().ShouldBe(1_000_000_000);
        run.Series("burned")[9].ShouldBe(0);
    }

    [Fact]
    public void A_stake_returns_with_its_reward_after_period_and_cooldown()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                owner: { kind: account, balance: 1000 TKN }
                stakes: { kind: stake.pool, rewards: 100 TKN, owners: owner, share: 50 %, every: 30 days, period: 3 days, interest: 8 %, cooldown: 2 days }
                """
            )
        );

        run.Series("stakes.staked").ShouldBe([500, 500, 500, 500, 500, 0, 0, 0, 0, 0]);
        run.Series("stakes.reserved")[4].ShouldBe(40);
        run.Series("circulating")[0].ShouldBe(500);
        run.Held("owner").ShouldBe(1_040_000_000);
        run.Held("stakes.rewards").ShouldBe(60_000_000);
    }

    [Theory]
    [InlineData("rewards: 39.999999 TKN, interest: 8 %")]
    [InlineData("rewards: 100 TKN, interest: 8 %, ends: 2024-12-31")]
    public void No_stake_is_taken_whose_reward_cannot_be_reserved_or_after_the_programme(string terms)
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                $$"""
                owner: { kind: account, balance: 1000 TKN }
                stakes: { kind: stake.pool, owners: owner, share: 50 %, period: 3 days, {{terms}} }
                """
            )
        );

        run.Series("stakes.staked")[9].ShouldBe(0);
        run.Held("owner").ShouldBe(1_000_000_000);
    }

    [Fact]
    public void A_stake_tied_to_a_vesting_stays_locked_until_the_vesting_ends()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                owner: { kind: account, balance: 1000 TKN }
                other: { kind: account }
                vest: { kind: vesting.linear, total: 10 TKN, to: other, duration: 7 days }
                stakes: { kind: stake.pool, rewards: 100 TKN, owners: owner, share: 50 %, every: 30 days, period: 3 days, interest: 8 %, cooldown: 2 days, vesting: vest }
                """
            )
        );

        // All is free at the close of day 6, two days of cooldown later the stake is paid.
        run.Series("stakes.staked").ShouldBe([.. Enumerable.Repeat(500d, 8), 0, 0]);
    }

    [Fact]
    public void An_emission_to_several_accounts_is_divided_equally_and_the_first_get_the_rest()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                pool: { kind: pool.constant_product, token_reserve: 1000 TKN, money_reserve: 1000 USDC }
                nodes: { kind: people.insiders, count: 3, pool: pool, sell_hazard: 0 }
                mint: { kind: emission.fixed, per_day: 0.00001 TKN/day, to: nodes }
                """
            )
        );

        run.Each("nodes").ShouldBe([40, 30, 30]);
    }

    [Fact]
    public void A_cap_holds_when_the_timeline_changes_the_amount_under_way()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                fund: { kind: account, balance: 100 TKN }
                mint: { kind: emission.fixed, per_day: 3 TKN/day, cap: 10 TKN, to: fund }
                fire: { kind: burn.scheduled, from: fund, amount: 4 TKN, every: 1 day, total: 10 TKN }
                """,
                rest: "timeline:\n  - { at: 2 days, set: { mint.per_day: 1 TKN/day, fire.amount: 1 TKN } }"
            )
        );

        run.Series("mint.emitted").ShouldBe([3, 6, 7, 8, 9, 10, 10, 10, 10, 10]);
        run.Series("fire.burned").ShouldBe([4, 8, 9, 10, 10, 10, 10, 10, 10, 10]);
    }

    [Fact]
    public void The_auto_burn_takes_as_many_closes_as_its_quarter_had()
    {
        // A quarter of 5 days that ends on day 3, after 4 closes, because the length becomes 4 days: 40 × 1000 / 1003.
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                fund: { kind: account, balance: 1000 TKN }
                pool: { kind: pool.constant_product, token_reserve: 100 TKN, money_reserve: 300 USDC }
                fire: { kind: burn.auto, from: fund, pool: pool, blocks_per_day: 10, floor: 10 TKN, every: 5 days }
                """,
                rest: "timeline:\n  - { at: 2 days, set: { fire.every: 4 days } }"
            )
        );

        run.Series("fire.burned")[2].ShouldBe(0);
        run.Series("fire.burned")[3].ShouldBe(39.880358);
    }
}
