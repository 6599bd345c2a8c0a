namespace Souk.Simulation.Tests.Catalogues;

public class FeeRouteTests
{
    [Fact]
    public void Fees_are_converted_with_price_impact_burned_in_part_and_the_remainder_goes_to_rewards()
    {
        CatalogueRun run = CatalogueRun.Of(MechanismPage.Example("fee-router.md"));

        // 100 USDC buy 1000 × 100 / 1100 = 90.909090 TKN, not 100; 40 % are burned.
        run.Series("pool.price")[0].ShouldBe(1);
        run.Series("pool.price")[1].ShouldBe(1.21, 1e-8);
        run.Series("fees.burned")[1].ShouldBe(36.363636);
        run.Held("fund").ShouldBe(54_545_454);
        run.Held("pool").ShouldBe(909_090_910);
        run.Supply().ShouldBe(1_000_000_000 - 36_363_636);
    }
}
