namespace Souk.Simulation.Tests.Catalogues.DataValues;

public class DataValuePartTests
{
    private const int Sources = 20;

    private const string Crowd =
        "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC }\n"
        + "fund: { kind: account, holder: rewards, balance: 1M TKN }\n"
        + "crowd: { kind: people.annotators, count: 2000, pool: pool, rewards: fund, tasks_per_day: 6000, pay: 0.10 USD, minutes: 2, "
        + "wage_median: 0.01 USD/h, wage_sigma: 0, hours_elasticity: 0 }\n";

    private static CatalogueRun Run(string value, string more = "") =>
        CatalogueRun.Of(
            CatalogueRun.Text(
                $"{Crowd}{more}value: {{ kind: data.value, contributors: crowd, sources: {Sources}, {value} }}"
            )
        );

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Diversity_is_the_effective_number_of_sources_that_Zipf_s_law_leaves(int exponent)
    {
        CatalogueRun run = Run($"source_exponent: {exponent}");

        double[] weights = [.. Enumerable.Range(1, Sources).Select(source => Math.Pow(source, -exponent))];
        double entropy = weights.Sum(weight => -weight / weights.Sum() * Math.Log(weight / weights.Sum()));
        // Everybody gives as much, so only the draw of 2,000 people differs from the law: some hundredths.
        double diversity = Math.Exp(entropy) / Sources;
        run.Series("value.diversity")[^1].ShouldBe(diversity, 0.05 * diversity);
    }

    [Fact]
    public void Data_are_scarce_by_what_was_ordered_and_given_the_day_before()
    {
        CatalogueRun run = Run(
            "buyers: lab, smoothing: 100 %, units_per_order: 3",
            "till: { kind: account }\n"
                + "lab: { kind: people.customers, count: 20000, money: USDC, sellers: till, fees: till, churn_hazard: 0, active: 20000, orders_per_day: 0.5 }\n"
        );

        double[] scarcity = run.Series("value.scarcity");
        double[] orders = run.Series("lab.orders.here");
        double[] given = run.Series("crowd.accepted");
        scarcity[0].ShouldBe(0);
        for (int day = 1; day < scarcity.Length; day++)
        {
            orders[day - 1].ShouldBeGreaterThan(0);
            given[day - 1].ShouldBeGreaterThan(0);
            scarcity[day].ShouldBe(3 * orders[day - 1] / ((3 * orders[day - 1]) + given[day - 1]), 1e-12);
        }
    }
}
