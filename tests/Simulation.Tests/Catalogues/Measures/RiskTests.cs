using Souk.Simulation.Measures;

namespace Souk.Simulation.Tests.Catalogues.Measures;

public class RiskTests
{
    [Fact]
    public void The_worst_days_give_value_at_risk_and_shortfall()
    {
        double[] changes = [0.01, -0.05, 0.02, -0.1, 0.03, -0.02, 0, 0.04, -0.08, 0.01];

        (double atRisk, double shortfall) = RiskFigures.Tail(changes, level: 0.3);

        // The three worst of ten lose 0.10, 0.08 and 0.05.
        atRisk.ShouldBe(0.05, 1e-12);
        shortfall.ShouldBe(0.23 / 3, 1e-12);
        RiskFigures.Tail(changes, level: 0.001).ShouldBe((0.1, 0.1));
        RiskFigures.Tail([], level: 0.3).ShouldBe((0, 0));
    }

    [Fact]
    public void Volatility_is_the_deviation_of_a_day_times_the_root_of_a_year()
    {
        // Deviation of 0.1, −0.1 is √0.02.
        RiskFigures.Volatility([0.1, -0.1]).ShouldBe(Math.Sqrt(0.02 * 365), 1e-12);
        RiskFigures.Volatility([0.1]).ShouldBe(0);
    }

    [Fact]
    public void A_number_that_falls_from_10_to_4_has_lost_60_per_cent_and_22_log_points_on_its_worst_day()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                "falls: { kind: rule.set, value: \"max(10 - today / (1 day), 4)\" }\nrisk: { kind: measure.risk, of: falls.value }"
            )
        );

        run.Series("risk.drawdown")[5].ShouldBe(0.5, 1e-12);
        run.Series("risk.drawdown")[9].ShouldBe(0.6, 1e-12);
        run.Series("risk.at_risk")[9].ShouldBe(Math.Log(5 / 4.0), 1e-12);
        run.Series("risk.shortfall")[9].ShouldBe(Math.Log(5 / 4.0), 1e-12);
        run.Series("risk.volatility")[0].ShouldBe(0);
    }

    [Fact]
    public void The_risk_of_a_price_with_known_noise_is_that_of_the_normal_law()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC, fee: 0 }\n"
                    + "noise: { kind: people.sector_traders, pool: pool, balance: 10M TKN, beta: 0, own_sigma: 0.02 }\n"
                    + "risk: { kind: measure.risk, of: pool.price, window: 1000 days }",
                horizon: "1000 days"
            )
        );

        run.Series("risk.volatility")[999].ShouldBe(0.02 * Math.Sqrt(365), 0.02);
        // Normal quantile 1.645 and mean 2.063 of the worst twentieth.
        run.Series("risk.at_risk")[999].ShouldBe(0.02 * 1.645, 0.004);
        run.Series("risk.shortfall")[999].ShouldBe(0.02 * 2.063, 0.005);
    }
}
