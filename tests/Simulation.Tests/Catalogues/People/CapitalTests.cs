using Souk.Simulation.Experiments;
using Souk.Simulation.Policies;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues.People;

public class CapitalTests
{
    private const string Pool =
        "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC, fee: 0 }\n";

    private static double[] Returns(CatalogueRun run)
    {
        double[] price = run.Series("price");
        return [.. price.Zip(price[1..]).Select(pair => Math.Log(pair.Second / pair.First))];
    }

    private static double Kurtosis(double[] values)
    {
        double mean = values.Average();
        double variance = values.Average(value => Math.Pow(value - mean, 2));
        return values.Average(value => Math.Pow(value - mean, 4)) / (variance * variance);
    }

    private static double Correlation(double[] left, double[] right)
    {
        (double a, double b) = (left.Average(), right.Average());
        double cov = left.Zip(right).Average(pair => (pair.First - a) * (pair.Second - b));
        double x = left.Average(value => Math.Pow(value - a, 2));
        double y = right.Average(value => Math.Pow(value - b, 2));
        return cov / Math.Sqrt(x * y);
    }

    [Fact]
    public void Fat_tails_and_clustered_volatility_appear_with_switching_and_vanish_without()
    {
        string Text(string more) =>
            CatalogueRun.Text(
                Pool + $"specs: {{ kind: people.speculators, pool: pool, balance: 100M TKN, value: 1 USD, {more} }}",
                horizon: "4000 days"
            );
        double[] with = Returns(CatalogueRun.Of(Text("memory: 0"), auditSteps: 5));
        double[] without = Returns(CatalogueRun.Of(Text("predisposition: 100"), auditSteps: 5));

        // Normal returns have 3, with a deviation of √(24 / 4,000) = 0.08.
        Kurtosis(with).ShouldBeGreaterThan(4);
        Kurtosis(without).ShouldBe(3, 0.32);
        // Without memory a correlation has a deviation of 1 / √4,000 = 0.016: four of them either way.
        double[] size = [.. with.Select(Math.Abs)];
        double[] calm = [.. without.Select(Math.Abs)];
        Correlation(size[..^1], size[1..]).ShouldBeGreaterThan(0.064);
        Correlation(calm[..^1], calm[1..]).ShouldBe(0, 0.064);
    }

    [Fact]
    public void The_larger_group_the_misaligned_price_and_the_better_profit_attract()
    {
        BeliefTerms terms = new(0.01, 0.1, 1, 0, 0, Predisposition: 0, Herding: 1, Misalignment: 10, Profit: 2, 0);

        BeliefPolicy.Share(0.5, misaligned: 0, profitGap: 0, terms).ShouldBe(0.5);
        BeliefPolicy.Share(1, 0, 0, terms).ShouldBe(1 / (1 + Math.Exp(-1)), 1e-12);
        BeliefPolicy.Share(0.5, 0.5, 0, terms).ShouldBe(1 / (1 + Math.Exp(-2.5)), 1e-12);
        BeliefPolicy.Share(0.5, 0, -1, terms).ShouldBe(1 / (1 + Math.Exp(2)), 1e-12);
    }

    [Fact]
    public void Fundamentalists_alone_bring_the_price_to_its_value()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Pool
                    + "specs: { kind: people.speculators, pool: pool, balance: 100M TKN, value: 2 USD, predisposition: 100, fundamental_noise: 0, impact: 1, reversion: 0.1 }",
                horizon: "100 days"
            )
        );

        // ln 2 shrinks by a tenth a day.
        double[] price = run.Series("price");
        price[0].ShouldBe(Math.Exp(0.1 * Math.Log(2)), 1e-4);
        price[99].ShouldBe(Math.Exp(Math.Log(2) * (1 - Math.Pow(0.9, 100))), 1e-3);
    }

    [Fact]
    public void Known_returns_of_the_sector_reach_the_price_at_the_beta()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Pool
                    + "sector: { kind: people.sector_traders, pool: pool, balance: 100M TKN, beta: 1.5, returns: [0.1, -0.2, 0.05, 0, -0.1], sigma: 0, stress_hazard: 0 }"
            )
        );

        run.Series("sector.index")[..5]
            .ShouldBe([Math.Exp(0.1), Math.Exp(-0.1), Math.Exp(-0.05), Math.Exp(-0.05), Math.Exp(-0.15)], 1e-12);
        double[] price = run.Series("price");
        price[0].ShouldBe(Math.Exp(0.15), 1e-4);
        price[4].ShouldBe(Math.Exp(-0.225), 1e-4);
        price[9].ShouldBe(price[4]);
    }

    [Fact]
    public void A_regression_on_the_sector_finds_the_beta_and_stress_is_wilder()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Pool
                    + "sector: { kind: people.sector_traders, pool: pool, balance: 100M TKN, beta: 1.5, own_sigma: 0.02, stress_hazard: 2 %, recovery_hazard: 2 %, stress_drift: 0, stress_multiple: 3, sigma: 0.01 }",
                horizon: "2000 days"
            ),
            auditSteps: 5
        );

        double[] index = run.Series("sector.index");
        double[] sector = [.. index.Zip(index[1..]).Select(pair => Math.Log(pair.Second / pair.First))];
        double[] token = Returns(run);
        double mean = sector.Average();
        double beta =
            sector.Zip(token).Sum(pair => (pair.First - mean) * pair.Second)
            / sector.Sum(value => (value - mean) * (value - mean));
        beta.ShouldBe(1.5, 0.1);
        double[] stress = run.Series("sector.stress")[1..];
        double Deviation(int regime) =>
            Math.Sqrt(sector.Where((_, day) => stress[day] == regime).Average(value => value * value));
        (Deviation(1) / Deviation(0)).ShouldBe(3, 0.25);
        stress.Average().ShouldBe(0.5, 0.25);
    }

    [Theory]
    [InlineData(2, 1, -1, 0.02)]
    [InlineData(2, 0, -1, 0.01)]
    [InlineData(0.5, 1, -1, 0.005)]
    [InlineData(1, 1, 0, 0.1)]
    [InlineData(1, 1, 7, 0.055)]
    [InlineData(1000, 1, 0, 1)]
    public void The_hazard_of_a_sale_follows_gain_and_time_since_the_unlock(
        double price,
        double cost,
        int days,
        double hazard
    ) =>
        UnlockSelling
            .Hazard(price, cost, days, new SellTerms(0.01, 10, 7, ProfitElasticity: 1, LossFactor: 0.5))
            .ShouldBe(hazard, 1e-12);

    [Fact]
    public void Earlier_rounds_sell_more_because_they_paid_less()
    {
        string Round(string name, string cost) =>
            $"{name}: {{ kind: people.investors, class: {name}, count: 500, pool: pool, balance: 100k TKN, cost: {cost}, profit_elasticity: 0.5, liquidity_cap: 100 %, sell_hazard: 0.5 % }}\n";
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Pool + Round("seed", "0.01 USD") + Round("private", "0.1 USD") + Round("public", "2 USD"),
                horizon: "20 days"
            )
        );

        double seed = run.Series("seed.sold")[19];
        double later = run.Series("private.sold")[19];
        double loss = run.Series("public.sold")[19];
        // Hazards of 5, 1.6 and 0.33 per cent while the price is near 1.
        (seed / later).ShouldBe(2.8, 0.7);
        (later / loss).ShouldBe(4.8, 2);
    }

    [Theory]
    [InlineData("after: late", "after: early", "after goes in a circle: early after late")]
    [InlineData(
        "cost: 1 USD",
        "after: early, cost: 2 USD",
        "cost of late is stated beside a round before it: say one of the two"
    )]
    public void A_round_that_has_two_costs_or_none_is_refused(string early, string late, string reason)
    {
        string text = CatalogueRun.Text(
            Pool
                + $"early: {{ kind: people.investors, pool: pool, {early} }}\n"
                + $"late: {{ kind: people.investors, pool: pool, {late} }}"
        );

        Should.Throw<ScenarioException>(() => CatalogueRun.Build(text)).Message.ShouldContain(reason);
    }

    [Fact]
    public void Each_round_costs_its_step_times_the_round_before()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Pool
                    + "seed: { kind: people.investors, pool: pool, cost: 0.01 USD }\n"
                    + "next: { kind: people.investors, pool: pool, after: seed, valuation_step: 8 }\n"
                    + "last: { kind: people.investors, pool: pool, after: next, valuation_step: 0.5 }\n"
                    + "seen: { kind: rule.set, unit: USD, value: next.cost + last.cost }",
                horizon: "2 days"
            )
        );

        double price = run.Series("price")[1];
        run.Series("seed.multiple")[1].ShouldBe(price / 0.01, 1e-9);
        run.Series("next.multiple")[1].ShouldBe(price / 0.08, 1e-9);
        run.Series("last.multiple")[1].ShouldBe(price / 0.04, 1e-9);
        run.Series("seen.value")[1].ShouldBe(0.12, 1e-12);
    }

    // Keyrock's study of 16,000 unlocks, as far as it is a target: sign, start and order. Prices are those of one luck without unlock.
    [Fact]
    public void An_event_study_of_unlocks_has_the_published_sign_start_and_order_of_classes()
    {
        const int Unlocks = 60;
        const int Day = 60;
        double[] Returns(string people, int from, int to)
        {
            string text = CatalogueRun.Text(
                Pool
                    + "noise: { kind: people.traders, pool: pool, balance: 100M TKN, flow_sigma: 0.005 }\n"
                    + $"group: {{ kind: people.investors, count: 200, pool: pool, {people} }}\n"
                    + "bank: { kind: account, balance: 50k TKN }\n"
                    + "vest: { kind: vesting.custom, total: 200k TKN, to: group, times: [0 days, 60 days], shares: [0 %, 100 %] }",
                horizon: "92 days"
            );
            BlueprintResult study = BlueprintEnsemble.Run(CatalogueRun.Read(text), seed: 1, Unlocks);
            MetricSeries price = study.Metrics.Single(series => series.Spec.Key == "price");
            return [.. Enumerable.Range(0, Unlocks).Select(run => Math.Log(price[run, to] / price[run, from]))];
        }

        const string Hedge = ", unlocks: [60 days], hedge: 50k TKN, lender: bank";
        double[] team = Returns("class: team", Day - 31, Day + 30);
        double[] hedged = Returns("class: team" + Hedge, Day - 31, Day + 30);
        double[] before = Returns("class: team" + Hedge, Day - 31, Day - 1);
        double[] bare = Returns("class: team", Day - 31, Day - 1);
        double[] investors = Returns("class: private", Day - 31, Day + 30);
        double[] ecosystem = Returns("class: ecosystem", Day - 31, Day + 30);

        double[] All(double[] first, double[] second) => [.. first, .. second];
        All(hedged, investors).Count(value => value < 0).ShouldBeGreaterThanOrEqualTo(Unlocks * 2 * 8 / 10);
        // Noise of a month has a deviation of 5 %, the mean of sixty one of 0.7 %.
        bare.Average().ShouldBe(0, 0.02);
        before.Average().ShouldBeLessThan(bare.Average() - 0.05);
        team.Average().ShouldBeLessThan(investors.Average() - 0.02);
        investors.Average().ShouldBeLessThan(ecosystem.Average() - 0.05);
        ecosystem.Average().ShouldBe(0, 0.03);
    }

    [Fact]
    public void An_unlock_presses_on_the_price_for_weeks_and_before_it_where_it_is_hedged()
    {
        string Text(string team, string hedge) =>
            CatalogueRun.Text(
                Pool
                    + $"team: {{ kind: people.investors, class: team, count: 200, pool: pool, {team}, {hedge} }}\n"
                    + "bank: { kind: account, balance: 50k TKN }\n"
                    + "vest: { kind: vesting.custom, total: 200k TKN, to: team, times: [0 days, 60 days], shares: [0 %, 100 %] }",
                horizon: "120 days"
            );
        const string Hedge = "unlocks: [60 days], hedge: 50k TKN, hedge_days: 30 days, lender: bank";
        CatalogueRun hedged = CatalogueRun.Of(Text("sell_hazard: 2 %", Hedge), auditSteps: 40);
        double[] price = hedged.Series("price");
        double[] bare = CatalogueRun.Of(Text("sell_hazard: 2 %", "hedge_share: 0")).Series("price");
        double[] ecosystem = CatalogueRun.Of(Text("sell_hazard: 0.1 %", "hedge_share: 0")).Series("price");

        price[29].ShouldBe(1);
        price[58].ShouldBeLessThan(0.95);
        bare[58].ShouldBe(1);
        bare[75].ShouldBeLessThan(0.9);
        // The order of Keyrock's classes: a team's unlock falls most.
        (bare[90] / bare[58]).ShouldBeLessThan(ecosystem[90] / ecosystem[58]);
        (bare[61] - bare[75]).ShouldBeGreaterThan(bare[100] - bare[114]);
        hedged.Series("team.owed")[59].ShouldBe(50_000, 1);
        hedged.Held("bank").ShouldBe(50_000_000_000);
    }

    [Fact]
    public void A_shipped_scenario_carries_a_known_month_and_a_shock_of_the_sector_into_the_price()
    {
        CatalogueRun run = CatalogueRun.Of(ShippedFiles.Read("sector-shock"));

        double[] index = run.Series("sector.index");
        // The thirty returns add up to −0.01; the beta's median is 1.2, of which the pool's fee keeps a little back.
        index[29].ShouldBe(Math.Exp(-0.01), 1e-9);
        Math.Log(run.Series("price")[29]).ShouldBe(1.2 * -0.01, 0.02);
        run.Series("sector.stress")[..40].ShouldAllBe(stress => stress == 0);
        run.Series("sector.stress")[40].ShouldBe(1);
        run.Series("sector.stress")[119].ShouldBe(0);
    }

    [Fact]
    public void Rounds_at_lower_valuations_sell_more_at_an_unlock_by_the_elasticity_of_their_profit()
    {
        CatalogueRun run = CatalogueRun.Of(ShippedFiles.Read("funding-rounds"));
        int unlock = Array.FindIndex(run.Series("unlocked"), value => value > 0);

        // In the first three weeks, when the hazard is raised most.
        double Sold(string round) => run.Series($"{round}.sold")[unlock + 21] - run.Series($"{round}.sold")[unlock - 1];
        double Later(string round) =>
            run.Series($"{round}.sold")[unlock + 91] - run.Series($"{round}.sold")[unlock + 70];

        unlock.ShouldBeInRange(180, 183);
        run.Series("unlocked")[unlock].ShouldBe(9_000_000);
        // (0.03 / 0.01)^0.2 and (0.08 / 0.03)^0.2; who has sold once has less to sell.
        (Sold("seed") / Sold("private")).ShouldBe(Math.Pow(3, 0.2), 0.1);
        (Sold("private") / Sold("strategic")).ShouldBe(Math.Pow(8 / 3.0, 0.2), 0.1);
        (Sold("seed") / Later("seed")).ShouldBeGreaterThan(2);
        run.Series("price")[unlock + 21].ShouldBeLessThan(run.Series("price")[unlock - 1]);
    }
}
