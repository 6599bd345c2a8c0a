using Souk.Simulation.Scenarios;

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

    private const string Currencies = """
        start: 2025-01-01
        horizon: 3 days
        tokens:
          TKN: { decimals: 6 }
          USDC: { decimals: 6 }
          TAO: { decimals: 6 }
          DAI: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 1000 TKN, money_reserve: 1000 USDC, fee: 0 }
          tao: { kind: pool.constant_product, token_reserve: 100 TAO, money_reserve: 1000 USDC, fee: 0 }
          dai: { kind: pool.constant_product, token_reserve: 1000 TKN, money_reserve: 500 DAI, fee: 0 }
          fund: { kind: account }
          fees: { kind: fees.route, pool: pool, through: [tao, dai], burn_share: 40 %, rewards: fund }
          pay: { kind: emission.fixed, per_day: 10 CURRENCY/day, cap: 10 CURRENCY, to: fees }
        """;

    [Theory]
    // 10 TAO sell for 1000 × 10 / 110 = 90.909090 USDC, which buy 1000 × 90.909090 / 1090.909090 = 83.333332 TKN.
    [InlineData("TAO", 33.333333, "tao.price", 1000 / 110.0 * 100 / 110.0)]
    // 10 DAI buy 1000 × 10 / 510 = 19.607843 TKN in their own pool.
    [InlineData("DAI", 7.843137, "dai.price", 510 / (1000 - 19.607843))]
    public void Fees_in_any_currency_are_swapped_on_their_way_and_move_each_price(
        string currency,
        double burned,
        string priceOf,
        double price
    )
    {
        CatalogueRun run = CatalogueRun.Of(Currencies.Replace("CURRENCY", currency, StringComparison.Ordinal));

        run.Series("fees.burned").ShouldBe([0, burned, burned], 1e-6);
        run.Series(priceOf)[^1].ShouldBe(price, 1e-4);
        run.Held("fees", currency).ShouldBe(0);
    }

    [Fact]
    public void A_pool_that_leads_nowhere_and_a_currency_without_a_way_are_refused()
    {
        string nowhere = Currencies
            .Replace("CURRENCY", "TKN", StringComparison.Ordinal)
            .Replace(
                "token_reserve: 100 TAO, money_reserve: 1000 USDC",
                "token_reserve: 100 TAO, money_reserve: 10 DAI"
            );
        string noWay = Currencies
            .Replace("CURRENCY", "TAO", StringComparison.Ordinal)
            .Replace("through: [tao, dai]", "through: dai");

        Should
            .Throw<ScenarioException>(() => CatalogueRun.Build(nowhere))
            .Message.ShouldContain("fees.through: through has tao, which swaps TAO and DAI");
        Should
            .Throw<ScenarioException>(() => CatalogueRun.Build(noWay))
            .Message.ShouldContain("to is fees, which has no use for TAO");
    }
}
