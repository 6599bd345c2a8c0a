namespace Souk.Simulation.Tests.Catalogues.People;

public class IntegratorTests
{
    [Fact]
    public void Those_whose_threshold_is_above_the_volatility_adopt_and_leave_when_it_jumps()
    {
        string calm = string.Join(", ", Enumerable.Range(0, 200).Select(day => day % 2 == 0 ? "0.02" : "-0.02"));
        string wild = string.Join(", ", Enumerable.Range(0, 100).Select(day => day % 2 == 0 ? "0.4" : "-0.4"));

        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC, fee: 0 }\n"
                    + "shop: { kind: account }\n"
                    + $"sector: {{ kind: people.sector_traders, pool: pool, balance: 100M TKN, returns: [{calm}, {wild}] }}\n"
                    + "firms: { kind: people.integrators, count: 2000, pool: pool, sellers: shop, threshold_median: 0.02, threshold_sigma: 0.5, margin: 0, memory_rate: 20 %, revision_hazard: 20 %, calls: 10 USD/day }",
                horizon: "300 days"
            )
        );

        run.Series("firms.volatility")[199].ShouldBe(0.02, 1e-4);
        // Half of all thresholds lie above the median, none six deviations above it.
        run.Series("firms.active")[199].ShouldBe(1_000, 120);
        run.Series("firms.active")[299].ShouldBe(0);
        run.Held("shop", "USDC").ShouldBe((Int128)(run.Series("firms.active").Sum() * 10) * 1_000_000);
    }
}
