namespace Souk.Simulation.Tests.Catalogues;

public class PeoplePartsTests
{
    private const string Pool =
        "pool: { kind: pool.constant_product, token_reserve: 1000 TKN, money_reserve: 1000 USDC }\n";

    [Fact]
    public void Insiders_sell_a_share_of_yesterday_s_balance_at_the_pool_s_price()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Pool
                    + "holder: { kind: people.insiders, count: 1, pool: pool, balance: 100 TKN, sell_hazard: 100 %, sell_share: 25 % }",
                horizon: "2 days"
            )
        );

        // 25 and 18.75 tokens by Uniswap v2's formula with 30 basis points.
        run.Held("holder").ShouldBe(56_250_000);
        run.Held("holder", "USDC").ShouldBe(41_794_418);
        run.Series("holder.sold").ShouldBe([25, 43.75]);
    }

    [Fact]
    public void Traders_without_a_deviation_do_not_trade()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(Pool + "noise: { kind: people.traders, pool: pool, balance: 50 TKN, flow_sigma: 0 }")
        );

        run.Held("noise").ShouldBe(50_000_000);
        run.Series("price").ShouldAllBe(price => price == 1);
    }

    [Fact]
    public void Traders_bring_the_money_that_they_lack_and_the_pool_takes_all_of_their_flow()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(Pool + "noise: { kind: people.traders, pool: pool, balance: 500 TKN, flow_sigma: 0.05 }")
        );

        (run.Held("noise") + run.Held("pool") + run.Held("pool.clearing")).ShouldBe(1_500_000_000);
        run.Supply("USDC").ShouldBeGreaterThan(1_000_000_000);
        (run.Held("noise", "USDC") + run.Held("pool", "USDC") + run.Held("pool.clearing", "USDC")).ShouldBe(
            run.Supply("USDC")
        );
        run.Series("price").Distinct().Count().ShouldBe(10);
    }

    [Fact]
    public void Buyers_pay_the_seller_their_price_less_a_fee_that_is_rounded_down_per_buyer_and_day()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                shop: { kind: account }
                till: { kind: account }
                people: { kind: people.buyers, active: 50, money: USDC, sellers: shop, fees: till, market_fee: 10 %, orders_per_day: 40, order: 20 USD }
                """
            )
        );

        Int128 paid = run.Supply("USDC");
        paid.ShouldBe((Int128)Math.Round(run.Series("people.payments").Sum() * 1e6));
        (run.Held("shop", "USDC") + run.Held("till", "USDC")).ShouldBe(paid);
        run.Held("till", "USDC").ShouldBeInRange((paid / 10) - (200 * 10), paid / 10);
        // 40 orders of 20 USD a day in the mean; the deviation of ten days is 70 and 1,750.
        run.Series("people.orders").Sum().ShouldBeInRange(300, 500);
        ((double)paid / 1e6).ShouldBeInRange(5_000, 12_000);
    }

    [Fact]
    public void Twice_the_orders_from_a_day_on_are_what_the_timeline_says()
    {
        const string Parts = """
            shop: { kind: account }
            people: { kind: people.buyers, active: 500, money: USDC, sellers: shop, fees: shop, market_fee: 0, orders_per_day: 1000, order: 20 USD, price_adjustment: 0, churn_hazard: 0 }
            """;

        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(Parts, rest: "timeline:\n  - { at: 5 days, set: { people.orders_per_day: \"*2\" } }")
        );

        double[] orders = run.Series("people.orders");
        orders[..5].Average().ShouldBe(1_000, tolerance: 60);
        orders[5..].Average().ShouldBe(2_000, tolerance: 85);
    }

    [Fact]
    public void More_demand_makes_data_dearer_and_less_makes_it_cheaper()
    {
        double PriceAfter(string change) =>
            CatalogueRun
                .Of(
                    CatalogueRun.Text(
                        """
                        shop: { kind: account }
                        people: { kind: people.buyers, active: 500, money: USDC, sellers: shop, fees: shop, market_fee: 0, orders_per_day: 1000, order: 20 USD, price_adjustment: 0.1, price_elasticity: 0 }
                        """,
                        horizon: "30 days",
                        rest: $"timeline:\n  - {{ at: 1 day, set: {{ people.orders_per_day: \"{change}\" }} }}"
                    )
                )
                .Series("people.data_price")[^1];

        PriceAfter("*2").ShouldBeGreaterThan(2);
        PriceAfter("*0.5").ShouldBeLessThan(0.6);
        PriceAfter("*1").ShouldBe(1, tolerance: 0.1);
    }

    [Fact]
    public void Contributors_are_paid_a_share_of_the_fund_by_weight_and_rounding_stays_in_the_payroll()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Pool
                    + """
                    fund: { kind: account, holder: rewards, balance: 100 TKN }
                    people: { kind: people.contributors, active: 20, pool: pool, wage_at_start: 1 USD/day, rewards: fund, payout_share: 10 %, cash_out_hazard: 0, revision_hazard: 0 }
                    """
            )
        );

        // 100,000,000 less a tenth, rounded down, ten times.
        run.Held("fund").ShouldBe(34_867_845);
        (run.Held("people") + run.Held("people.payroll")).ShouldBe(100_000_000 - 34_867_845);
        // Each pay leaves less than a unit for each of the twenty.
        run.Held("people.payroll").ShouldBeLessThan(20);
        run.Each("people").Count(balance => balance > 0).ShouldBe(20);
        run.Series("people.active").ShouldAllBe(active => active == 20);
    }

    [Fact]
    public void Contributors_come_when_pay_exceeds_what_they_ask_and_go_when_there_is_none()
    {
        string Text(string fund) =>
            CatalogueRun.Text(
                Pool
                    + $$"""
                    fund: { kind: account, holder: rewards, balance: {{fund}} }
                    people: { kind: people.contributors, active: 100, pool: pool, wage_at_start: 1 USD/day, rewards: fund, revision_hazard: 100 %, expectation_rate: 100 %, cash_out_hazard: 0 }
                    """,
                horizon: "30 days"
            );

        CatalogueRun rich = CatalogueRun.Of(Text("100k TKN"));
        CatalogueRun poor = CatalogueRun.Of(Text("0 TKN"));

        rich.Series("people.active")[29].ShouldBeGreaterThan(150);
        poor.Series("people.active")[29].ShouldBe(0);
    }

    [Fact]
    public void People_stake_and_vote_with_their_own_wallets_and_not_with_their_payroll()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Pool
                    + """
                    fund: { kind: account, holder: rewards, balance: 100 TKN }
                    people: { kind: people.contributors, active: 20, pool: pool, wage_at_start: 1 USD/day, rewards: fund, payout_share: 10 %, cash_out_hazard: 0 }
                    stakes: { kind: stake.pool, rewards: 5 TKN, owners: people, share: 50 %, every: 1 day, period: 30 days, interest: 1 % }
                    vote: { kind: governance.proposal, change: fund2.per_day, to: 2 TKN/day, on: 2025-01-03, vote: 1 day, delay: 0 days, voters: people, token: TKN, turnout: 100 %, approval: 100 % }
                    fund2: { kind: emission.fixed, per_day: 1 TKN/day, to: fund }
                    """
            )
        );

        // Half of a tenth of 101, less what rounding left with the twenty.
        run.Series("stakes.staked")[0].ShouldBeInRange(5.04998, 5.05);
        run.Held("people").ShouldBeGreaterThan(0);
        run.Series("vote.enacted").ShouldBe([0, 0, 0, 1, 1, 1, 1, 1, 1, 1]);
    }
}
