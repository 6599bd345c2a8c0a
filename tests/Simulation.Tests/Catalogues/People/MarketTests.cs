using Souk.Simulation.Catalogues.Measures;
using Souk.Simulation.Engine;
using Souk.Simulation.Matching;
using Souk.Simulation.Measures;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues.People;

public class MarketTests
{
    private const string Pool =
        "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC }\n"
        + "shop: { kind: account }\ntill: { kind: account }\nfund: { kind: account, holder: rewards, balance: 1M TKN }\n";

    [Fact]
    public void The_oldest_requests_are_served_first_and_the_impatient_leave()
    {
        RequestQueue queue = new();
        queue.Add(day: 0, count: 5);
        queue.Add(day: 1, count: 5);

        queue.Serve(day: 1, supply: 6, patienceDays: 3).ShouldBe(new MatchDay(Matched: 6, WaitDays: 5, Expired: 0));
        queue.Count.ShouldBe(4);
        queue.Serve(day: 4, supply: 1, patienceDays: 3).ShouldBe(new MatchDay(Matched: 1, WaitDays: 3, Expired: 3));
        queue.Count.ShouldBe(0);
        queue.Serve(day: 5, supply: 9, patienceDays: 3).ShouldBe(default);
    }

    private static CatalogueRun Orders(string more) =>
        CatalogueRun.Of(
            CatalogueRun.Text(
                Pool
                    + "crowd: { kind: people.annotators, count: 1000, pool: pool, rewards: fund, tasks_per_day: 100, pay: 0.1 USD, minutes: 3 }\n"
                    + $"orders: {{ kind: people.orders, contributors: crowd, money: USDC, sellers: shop, fees: till, requests_per_day: 50, market_fee: 10 %, {more} }}",
                horizon: "100 days"
            ),
            auditSteps: 3
        );

    [Fact]
    public void Orders_that_find_people_are_matched_at_once_and_paid()
    {
        CatalogueRun run = Orders(
            "languages: 1, value_median: 1000000 USD, price: 1000 USD, concern_median: 1 USD, orders_per_person: 1"
        );

        double requests = run.Series("orders.requests")[99];
        requests.ShouldBe(5_000, 283);
        run.Series("orders.matched")[99].ShouldBe(requests);
        run.Series("orders.match_rate")[99].ShouldBe(1);
        run.Series("orders.wait")[99].ShouldBe(0);
        run.Held("shop", "USDC").ShouldBe((Int128)(requests * 900) * 1_000_000);
        run.Held("till", "USDC").ShouldBe((Int128)(requests * 100) * 1_000_000);
    }

    [Fact]
    public void Rare_languages_leave_demand_unmet_and_make_it_wait()
    {
        CatalogueRun even = Orders(
            "languages: 50, supply_exponent: 0, demand_exponent: 0, value_median: 1000000 USD, orders_per_person: 0.2"
        );
        CatalogueRun rare = Orders(
            "languages: 50, supply_exponent: 2, demand_exponent: 0, value_median: 1000000 USD, orders_per_person: 0.2"
        );

        even.Series("orders.match_rate")[99].ShouldBeGreaterThan(0.95);
        rare.Series("orders.match_rate")[99].ShouldBeLessThan(0.5);
        rare.Series("orders.wait")[99].ShouldBeGreaterThan(even.Series("orders.wait")[99]);
        rare.Series("orders.unmet")[99].ShouldBeGreaterThan(even.Series("orders.unmet")[99]);
        even.Series("orders.covered")[99].ShouldBe(1);
        rare.Series("orders.covered")[99].ShouldBeLessThan(0.9);
    }

    [Fact]
    public void Privacy_wins_contributors_and_loses_buyers_so_that_the_middle_matches_most()
    {
        double[] Run(string privacy)
        {
            CatalogueRun run = Orders(
                $"languages: 1, privacy: {privacy}, price: 50 USD, value_median: 70 USD, value_sigma: 0.3, privacy_loss: 60 %, proof_cost: 0 USD, concern_median: 200 USD, concern_sigma: 1, orders_per_person: 0.2, patience: 1 day"
            );
            return
            [
                run.Series("orders.willing")[99],
                run.Series("orders.requests")[99],
                run.Series("orders.matched")[99],
            ];
        }

        (double[] open, double[] middle, double[] closed) = (Run("0"), Run("30 %"), Run("90 %"));

        // Φ(ln(50 / 200)) = 0.083, Φ(ln(50 / 140)) = 0.152, Φ(ln(50 / 20)) = 0.82.
        open[0].ShouldBe(0.083, 0.035);
        middle[0].ShouldBe(0.152, 0.045);
        closed[0].ShouldBe(0.82, 0.05);
        open[1].ShouldBeGreaterThan(middle[1]);
        middle[1].ShouldBeGreaterThan(closed[1]);
        middle[2].ShouldBeGreaterThan(open[2]);
        middle[2].ShouldBeGreaterThan(closed[2]);
    }

    [Fact]
    public void Wash_trading_raises_volume_and_not_adjusted_volume()
    {
        CatalogueRun Run(string wash) =>
            CatalogueRun.Of(
                CatalogueRun.Text(
                    Pool
                        + "lab: { kind: people.customers, count: 1000, active: 1000, money: USDC, sellers: shop, fees: till }\n"
                        + $"wash: {{ kind: people.wash_traders, balance: 1000 USDC, fees: till, market_fee: 5 %, {wash} }}\n"
                        + "noise: { kind: people.sector_traders, pool: pool, balance: 1M TKN }\n"
                        + "volume: { kind: measure.volume, use: [lab, wash], speculation: [noise] }"
                )
            );

        CatalogueRun honest = Run("trades_per_day: 0");
        CatalogueRun washed = Run("trades_per_day: 10, size: 100 USD");

        washed.Series("volume.adjusted_gmv").ShouldBe(honest.Series("volume.adjusted_gmv"));
        honest.Series("volume.gmv").ShouldBe(honest.Series("volume.adjusted_gmv"));
        double more = washed.Series("volume.gmv").Sum() - honest.Series("volume.gmv").Sum();
        more.ShouldBe(10_000, 4_000);
        // A twentieth of it was lost in fees.
        ((1_000_000_000 - (double)washed.Held("wash", "USDC")) / 1e6).ShouldBe(more / 20, 1e-3);
        double use = washed.Series("volume.adjusted_gmv")[4];
        double speculation = Math.Abs(washed.Series("noise.flow")[4]);
        washed.Series("volume.speculation")[4].ShouldBe(speculation, 1e-6);
        washed.Series("volume.use_share")[4].ShouldBe(use / (use + speculation), 1e-9);
    }

    [Fact]
    public void The_gain_of_a_loop_is_the_product_of_its_elasticities()
    {
        double[] changes = [0.1, -0.2, 0.05, 0.3];
        double[] half = [.. changes.Select(change => 0.5 * change)];

        LoopGain.Elasticity(changes, half).ShouldBe(0.5, 1e-12);
        LoopGain.Elasticity(half, changes).ShouldBe(2, 1e-12);
        LoopGain.Elasticity([0.1, 0.1, 0.1, 0.1], changes).ShouldBe(0);
        LoopGain.Of([0.5, 2, 1.5]).ShouldBe(1.5);
        LoopGain.Broken([0.5, -0.1, 0]).ShouldBe(2);
        LoopGain.Broken([0.5, 1]).ShouldBe(0);
    }

    [Theory]
    [InlineData("a.value", 1)]
    [InlineData("a.value * a.value", 2)]
    public void A_loop_of_powers_shows_its_elasticities_and_a_constant_stage_breaks_it(string square, double power)
    {
        string Text(string last) =>
            CatalogueRun.Text(
                "a: { kind: rule.set, initial: 2, value: 2 + (today / 1 day) * (today / 1 day) / 10 }\n"
                    + $"b: {{ kind: rule.set, initial: 1, reads: today, value: {square} }}\n"
                    + $"c: {{ kind: rule.set, initial: 1, reads: today, value: {last} }}\n"
                    + "loop: { kind: measure.loop, stages: [a.value, b.value, c.value], window: 20 days }",
                horizon: "40 days"
            );
        CatalogueRun closed = CatalogueRun.Of(Text("b.value"));
        CatalogueRun broken = CatalogueRun.Of(Text("3"));

        // From a to b the power, from b to c 1, and back from c to a 1 / power.
        closed.Series("loop.link.1")[39].ShouldBe(power, 1e-9);
        closed.Series("loop.link.2")[39].ShouldBe(1, 1e-9);
        closed.Series("loop.link.3")[39].ShouldBe(1 / power, 1e-9);
        closed.Series("loop.gain")[39].ShouldBe(1, 1e-9);
        closed.Series("loop.broken")[39].ShouldBe(0);
        broken.Series("loop.gain")[39].ShouldBe(0);
        broken.Series("loop.broken")[39].ShouldBe(2);
    }

    // Contribution makes value, value payments, payments buy and burn, what is left is scarcer, and what it is worth calls for more.
    [Theory]
    [InlineData("60 %", 0)]
    [InlineData("0 %", 3)]
    public void A_flywheel_is_broken_at_the_burn_where_nothing_is_burned_and_turns_otherwise(string share, int broken)
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                $$"""
                pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC }
                payer: { kind: account, balance: 1M USDC }
                fund: { kind: account, holder: rewards, balance: 1M TKN }
                contribution: { kind: rule.set, initial: 10, value: 10 + reward.value / 100 + (today / 1 day) * (today / 1 day) / 50 }
                worth: { kind: rule.set, initial: 10, reads: today, value: contribution.value }
                pay: { kind: rule.transfer, from: payer, to: fees, token: USDC, amount: 10 USDC * worth.value }
                fees: { kind: fees.route, pool: pool, burn_share: {{share}}, rewards: fund }
                scarcity: { kind: rule.set, value: fees.burned_today / (1M TKN) }
                reward: { kind: rule.set, initial: 100, value: 1000000 * scarcity.value }
                loop:
                  kind: measure.loop
                  stages: [contribution.value, worth.value, payer_paid.value, fees.burned_today, scarcity.value, reward.value]
                  window: 20 days
                  over: 7 days
                payer_paid: { kind: rule.set, unit: USDC, reads: today, value: 10 USDC * worth.value }
                """,
                horizon: "60 days"
            )
        );

        run.Series("loop.broken")[40..].ShouldAllBe(link => link == broken);
        run.Series("loop.gain")[40..].ShouldAllBe(gain => broken == 0 ? gain > 0 : gain == 0);
    }

    [Fact]
    public void Axes_are_scored_between_nothing_and_everything()
    {
        AxesMeasure.Spread([1, 1, 1, 1]).ShouldBe(0.75);
        AxesMeasure.Spread([4, 0, 0, 0]).ShouldBe(0);
        AxesMeasure.Spread([0, 0]).ShouldBe(0);
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Pool
                    + "nodes: { kind: people.operators, count: 10, active: 10, pool: pool, rewards: fund, reward_per_day: 10 TKN/day, capacity: 10, capacity_sigma: 0, revision_hazard: 0, cash_out_hazard: 0 }\n"
                    + "axes: { kind: measure.axes, power_of: nodes.capacity, reference: 300, holders: nodes, token: TKN, open_code: 100 %, open_data: 50 %, on_chain: 30 % }"
            )
        );

        run.Series("axes.power")[9].ShouldBe(0.25);
        run.Series("axes.decentralisation")[9].ShouldBe(0.9, 1e-9);
        run.Series("axes.transparency")[9].ShouldBe(0.6, 1e-9);
    }

    [Fact]
    public void An_axis_that_a_scenario_lacks_is_not_scored_and_half_of_one_is_refused()
    {
        const string Nodes =
            Pool
            + "nodes: { kind: people.operators, count: 10, active: 10, pool: pool, rewards: fund, reward_per_day: 10 TKN/day, capacity: 10 }\n";
        Model work = CatalogueRun.Build(
            CatalogueRun.Text(Nodes + "axes: { kind: measure.axes, power_of: nodes.capacity, reference: 300 }")
        );
        Model held = CatalogueRun.Build(
            CatalogueRun.Text(Nodes + "axes: { kind: measure.axes, holders: nodes, token: TKN }")
        );

        Keys(work).ShouldBe(["axes.power"]);
        Keys(held).ShouldBe(["axes.decentralisation"]);
        Should
            .Throw<ScenarioException>(() =>
                CatalogueRun.Build(CatalogueRun.Text(Nodes + "axes: { kind: measure.axes, holders: nodes }"))
            )
            .Message.ShouldContain("holders and token are given together, or neither");

        static IEnumerable<string> Keys(Model model) =>
            model.Metrics.Select(one => one.Key).Where(key => key.StartsWith("axes.", StringComparison.Ordinal));
    }
}
