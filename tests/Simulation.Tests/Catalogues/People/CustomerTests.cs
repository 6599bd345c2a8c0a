namespace Souk.Simulation.Tests.Catalogues.People;

public class CustomerTests
{
    private const string Shop = "shop: { kind: account }\ntill: { kind: account }\n";

    private static CatalogueRun Run(string more, string horizon = "10 days", string rest = "", string parts = Shop) =>
        CatalogueRun.Of(
            CatalogueRun.Text(
                parts
                    + "lab: { kind: people.customers, count: 20000, money: USDC, sellers: shop, fees: till, "
                    + $"churn_hazard: 0, {more} }}",
                horizon: horizon,
                rest: rest
            ),
            auditSteps: 3
        );

    private static double Sum(CatalogueRun run, string key) => run.Series(key).Sum();

    [Fact]
    public void Orders_are_divided_among_offers_by_nested_logit()
    {
        CatalogueRun run = Run(
            "active: 20000, orders_per_day: 0.5, here_price: 10 USD, rival_price: 10 USD, rival_quality: 0, outsource_price: 10 USD, build_price: 10 USD, dissimilarity: 0.5"
        );

        // Four equals: a quarter each of 100,000; four deviations are 550.
        foreach (string offer in (string[])["here", "rival", "outsource", "build"])
        {
            Sum(run, $"lab.orders.{offer}").ShouldBe(25_000, 800);
        }
    }

    [Fact]
    public void A_higher_price_sends_demand_outside()
    {
        string Text(string price) =>
            $"active: 20000, orders_per_day: 0.5, here_price: {price}, outsource_price: 10 USD, build_price: 10000 USD, dissimilarity: 1";
        CatalogueRun low = Run(Text("9.5 USD"));
        CatalogueRun high = Run(Text("10.5 USD"));

        double here = Math.Log(Sum(high, "lab.orders.here") / Sum(low, "lab.orders.here")) / Math.Log(10.5 / 9.5);
        // −β (1 − s) = −2 × ½; both runs have the same luck, so few draws differ.
        here.ShouldBe(-1, 0.1);
        Sum(high, "lab.orders.outsource").ShouldBeGreaterThan(Sum(low, "lab.orders.outsource"));
    }

    [Fact]
    public void A_competitor_who_enters_takes_orders_from_here_before_it_takes_them_from_outside()
    {
        CatalogueRun run = Run(
            "active: 20000, orders_per_day: 0.5, here_price: 10 USD, outsource_price: 10 USD, build_price: 1000000 USD, dissimilarity: 0.5",
            rest: "timeline:\n  - { at: 5 days, set: { lab.rival_quality: 0 } }"
        );

        double[] here = run.Series("lab.orders.here");
        double[] outside = run.Series("lab.orders.outsource");
        run.Series("lab.orders.rival")[..5].ShouldAllBe(orders => orders == 0);
        // ½ before; √2/(1 + √2)/2 = 0.293 after, and outside falls from ½ to 0.414.
        here[..5].Average().ShouldBe(5_000, 100);
        here[5..].Average().ShouldBe(2_929, 100);
        outside[5..].Average().ShouldBe(4_142, 120);
    }

    [Fact]
    public void What_was_bought_here_would_have_cost_as_much_more_outsourced_as_its_price_is_higher()
    {
        CatalogueRun run = Run(
            "active: 20000, orders_per_day: 0.5, here_price: 10 USD, outsource_price: 14 USD, build_price: 25 USD, rival_price: 8 USD",
            rest: "timeline:\n  - { at: 5 days, set: { lab.here_price: 20 USD } }"
        );

        double[] paid = run.Series("lab.payments");
        (double before, double after) = (paid[..5].Sum(), paid[5..].Sum());
        before.ShouldBeGreaterThan(10_000);
        run.Series("lab.if.outsource")[4].ShouldBe(before * 1.4, 1e-6 * before);
        run.Series("lab.if.outsource")[9].ShouldBe((before * 1.4) + (after * 0.7), 1e-6 * before);
        run.Series("lab.if.build")[9].ShouldBe((before * 2.5) + (after * 1.25), 1e-6 * before);
        run.Series("lab.if.rival")[9].ShouldBe((before * 0.8) + (after * 0.4), 1e-6 * before);
    }

    [Fact]
    public void Adoption_is_an_S_curve_of_Bass_in_both_segments()
    {
        CatalogueRun run = Run("innovation: 0.3 %, imitation: 10 %, orders_per_day: 0", "120 days");

        double[] penetration = run.Series("lab.penetration");
        foreach (int day in (int[])[20, 40, 60, 119])
        {
            double decay = Math.Exp(-0.103 * (day + 1));
            penetration[day].ShouldBe((1 - decay) / (1 + (0.1 / 0.003 * decay)), 0.03);
        }

        (run.Series("lab.web3")[119] / run.Series("lab.web2")[119]).ShouldBe(3 / 7.0, 0.04);
    }

    [Fact]
    public void A_budget_in_USD_bounds_an_order()
    {
        CatalogueRun run = Run(
            "active: 2000, orders_per_day: 1, units: 100, unit_sigma: 0, budget: [300 USD, 20 USD], here_quality: 100, web3_share: 50 %"
        );

        // Half of the orders cost 300 and half 20 USD instead of 1,000.
        (Sum(run, "lab.payments") / Sum(run, "lab.orders.here")).ShouldBe(160, 5);
    }

    [Fact]
    public void Each_segment_pays_in_the_currency_that_it_prefers()
    {
        CatalogueRun run = Run(
            "active: 4000, orders_per_day: 0.5, here_quality: 100, units: 1, unit_sigma: 0, web3_share: 50 %, pool: pool, pays_in_token: [0, 80 %], market_fee: 10 %",
            parts: Shop + "pool: { kind: pool.constant_product, token_reserve: 10M TKN, money_reserve: 10M USDC }\n"
        );

        double inToken = Sum(run, "lab.token_payments");
        (inToken / Sum(run, "lab.payments")).ShouldBe(0.4, 0.02);
        // Sellers get nine tenths of the tokens that the pool gave, to the unit.
        Int128 handed = run.Held("shop") + run.Held("till");
        run.Held("lab.desk").ShouldBe(0);
        run.Held("till").ShouldBeInRange((handed / 10) - 10, handed / 10);
        run.Held("pool").ShouldBeLessThan(10_000_000_000_000);
    }

    [Fact]
    public void Accounts_that_convert_arrive_as_customers()
    {
        CatalogueRun run = Run(
            "innovation: 0, imitation: 0, from: people",
            "60 days",
            parts: Shop
                + "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC }\n"
                + "fund: { kind: account, holder: rewards }\n"
                + "people: { kind: people.accounts, count: 10000, accounts: 10000, activation: 100 %, pool: pool, rewards: fund, node_threshold: 1 TKN, conversion_hazard: 1 %, churn_hazard: 0 }\n"
        );

        double converted = run.Series("people.buyers")[58];
        (run.Series("lab.penetration")[59] * 20_000).ShouldBe(converted, 4 * Math.Sqrt(converted));
    }

    [Fact]
    public void Better_and_rarer_data_is_bought_at_a_premium()
    {
        string Parts(string more) =>
            Shop
            + "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC }\n"
            + "fund: { kind: account, holder: rewards, balance: 1M TKN }\n"
            + "crowd: { kind: people.annotators, count: 2000, pool: pool, rewards: fund, tasks_per_day: 5000, pay: 0.1 USD, minutes: 3 }\n"
            + $"value: {{ kind: data.value, contributors: crowd, buyers: lab, quality_of: crowd.quality, reference: 5000, {more} }}\n";
        const string Lab = "active: 2000, orders_per_day: 0.5, data: value";

        CatalogueRun plain = Run(Lab, parts: Parts("exclusivity: 0"));
        CatalogueRun rare = Run(Lab, parts: Parts("exclusivity: 1, verification: 1"));

        rare.Series("value.premium")[9].ShouldBe(plain.Series("value.premium")[9] * Math.Exp(1), 1e-9);
        double PriceOf(CatalogueRun run) => run.Series("lab.payments")[9] / run.Series("lab.orders.here")[9];
        (PriceOf(rare) / PriceOf(plain)).ShouldBeInRange(2.2, 3.3);
        Sum(rare, "lab.orders.here").ShouldBeLessThan(Sum(plain, "lab.orders.here"));
        // More data day by day is worth more, less than in proportion.
        double[] index = plain.Series("value.index");
        index[9].ShouldBeGreaterThan(index[2]);
        (index[9] / index[5]).ShouldBeLessThan(10 / 6.0);
        plain.Series("value.scarcity")[9].ShouldBeInRange(0.01, 0.99);
    }
}
