using Souk.Simulation.Policies;
using Souk.Simulation.Scores;

namespace Souk.Simulation.Tests.Catalogues;

/// <summary>Points are farmed before a snapshot, claimed after it, and sold: in that order and to that size.</summary>
public class AirdropFarmingTests
{
    private static CatalogueRun Run(string farmers, string reserve = "1B TKN, money_reserve: 1B USDC") =>
        CatalogueRun.Of(
            CatalogueRun.Text(
                $"pool: {{ kind: pool.constant_product, token_reserve: {reserve}, fee: 0 }}\ntreasury: {{ kind: account }}\n"
                    + $"farmers: {{ kind: people.airdrop_farmers, count: 5000, drop: drop, pool: pool, points_per_day: 10, {farmers} }}\n"
                    + "drop: { kind: airdrop, pot: 100k TKN, to: farmers, points_from: farmers, opens: 2025-03-12, window: 30 days, claim_hazard: 20 %, unclaimed: treasury }",
                supplyMax: "10B TKN",
                horizon: "110 days"
            ),
            auditSteps: 3
        );

    [Fact]
    public void A_day_is_worth_its_share_of_the_pot()
    {
        // 10 of 1,000 gathered and 4 × 10 × 25 to come, of 50,000 USD; one who is alone counts as one.
        FarmingPolicy.WorthOfDay(50_000, gathered: 1_000, farmers: 4, pointsPerDay: 10, daysLeft: 25).ShouldBe(250);
        FarmingPolicy.WorthOfDay(50_000, gathered: 0, farmers: 0, pointsPerDay: 10, daysLeft: 25).ShouldBe(2_000);
    }

    [Theory]
    [InlineData("adaptive")]
    [InlineData("myopic")]
    [InlineData("perfect")]
    public void As_many_farm_as_spend_the_worth_of_the_pot(string mode)
    {
        // 70 days for 100,000 USD: a day of n farmers is worth 100,000 / (70 n), and n = 5,000 Φ(ln(that / 2) / 0.5).
        const double N = 1_064;
        (5_000 * NormalLaw.Cdf(2 * Math.Log(100_000 / (70 * N) / 2))).ShouldBe(N, 15);

        double[] farming = Run(
                $"expectation: {mode}, cost: 2 USD/day, cost_sigma: 0.5, revision_hazard: 10 %, foreseen_sale: 0, sell_hazard: 0"
            )
            .Series("farmers.farming");

        farming[30..69].Average().ShouldBe(N, 0.08 * N);
        farming[69].ShouldBeGreaterThan(0);
        farming[70].ShouldBe(0);
    }

    [Fact]
    public void Points_stop_at_the_snapshot_and_are_claimed_after_it_and_sold_after_that()
    {
        CatalogueRun run = Run("cost: 2 USD/day, sell_hazard: 30 %", "1M TKN, money_reserve: 1M USDC");

        double[] points = run.Series("farmers.points");
        double[] claimed = run.Series("drop.claimed");
        double[] sold = run.Series("farmers.sold");
        double[] price = run.Series("price");
        points[69].ShouldBeGreaterThan(points[68]);
        points[70..].ShouldAllBe(all => all == points[69]);
        // All farming days together, ten points each.
        points[69].ShouldBe(10 * run.Series("farmers.farming").Sum());
        claimed[69].ShouldBe(0);
        claimed[70].ShouldBe(20_000, 4_000);
        claimed[99].ShouldBeGreaterThan(99_000);
        sold[70].ShouldBe(0);
        sold[71].ShouldBeGreaterThan(1_000);
        sold.Zip(claimed.Prepend(0)).ShouldAllBe(pair => pair.First <= pair.Second + 1e-6);
        price[..71].ShouldAllBe(one => one == 1);
        // 100,000 tokens into 1,000,000: the price falls to (1 / 1.1)².
        price[109].ShouldBe(Math.Pow(1_000_000 / (1_000_000 + sold[109]), 2), 1e-4);
        price[109].ShouldBe(1 / 1.21, 0.01);
    }

    [Fact]
    public void Who_foresees_the_sell_off_farms_less_than_who_hopes_for_today_s_price()
    {
        const string Costs =
            "cost: 2 USD/day, cost_sigma: 0.5, foreseen_sale: 100 %, sell_hazard: 30 %, revision_hazard: 10 %";
        const string Shallow = "100k TKN, money_reserve: 100k USDC";
        double[] hopes = Run(Costs + ", expectation: myopic", Shallow).Series("farmers.farming");
        double[] foresees = Run(Costs + ", expectation: perfect", Shallow).Series("farmers.farming");

        // As many tokens as the pool has leave a quarter of the price, and of the pot: n = 5,000 Φ(2 ln(25,000 / (70 n) / 2)).
        const double N = 368;
        (5_000 * NormalLaw.Cdf(2 * Math.Log(25_000 / (70 * N) / 2))).ShouldBe(N, 10);
        foresees[30..69].Average().ShouldBe(N, 0.15 * N);
        hopes[30..69].Average().ShouldBeGreaterThan(2.4 * N);
    }

    [Fact]
    public void A_price_that_is_hoped_for_before_the_launch_stands_in_for_the_pool_s()
    {
        const string Costs = "cost: 2 USD/day, cost_sigma: 0.5, expectation: myopic, sell_hazard: 0";
        double[] plain = Run(Costs).Series("farmers.farming");
        double[] hopeful = Run(Costs + ", first_price: 3 USD").Series("farmers.farming");

        // Three times the pot: n = 5,000 Φ(2 ln(300,000 / (70 n) / 2)).
        const double N = 2270;
        (5_000 * NormalLaw.Cdf(2 * Math.Log(300_000 / (70 * N) / 2))).ShouldBe(N, 20);
        hopeful[0].ShouldBe(N, 0.08 * N);
        plain[0].ShouldBe(1_064, 85);
    }
}
