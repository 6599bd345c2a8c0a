using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues.Prices;

public class DynamicPriceTests
{
    private static CatalogueRun Run(string price, string horizon = "400 days") =>
        CatalogueRun.Of(
            CatalogueRun.Text(
                "shop: { kind: account }\n"
                    + $"asked: {{ kind: price.dynamic, use: lab.orders.here, price: 10 USD, {price} }}\n"
                    + "lab: { kind: people.customers, count: 1000, active: 1000, money: USDC, sellers: shop, fees: shop, churn_hazard: 0, orders_per_day: 1, "
                    + "here_price: = asked.price, outsource_price: 20 USD, build_quality: -1000, price_weight: 2 }",
                horizon: horizon
            )
        );

    [Theory]
    [InlineData("500", 20)]
    [InlineData("200", 40)]
    [InlineData("800", 10)]
    public void The_price_settles_where_as_much_is_bought_as_the_target(string target, double price)
    {
        CatalogueRun run = Run($"target: {target}");

        // By logit 1,000 / (1 + (p / 20)²) buy here: 500 at 20, 200 at 40, 800 at 10.
        run.Series("asked.price")[200..].Average().ShouldBe(price, price / 40);
        run.Series("lab.orders.here")[200..].Average().ShouldBe(double.Parse(target), 15);
    }

    [Fact]
    public void It_keeps_to_floor_and_ceiling_and_without_speed_to_where_it_is()
    {
        Run("target: 1, ceiling: 12 USD").Series("asked.price")[399].ShouldBe(12);
        Run("target: 100000, floor: 9 USD").Series("asked.price")[399].ShouldBe(9);
        Run("target: 1, speed: 0", "10 days").Series("asked.price").ShouldAllBe(price => price == 10);
    }

    [Fact]
    public void What_nobody_publishes_cannot_be_held_near_a_target() =>
        Should
            .Throw<ScenarioException>(() =>
                CatalogueRun.Build(
                    CatalogueRun.Text("asked: { kind: price.dynamic, use: lab.ordrs, target: 1, price: 1 USD }")
                )
            )
            .Message.ShouldContain("which no part publishes");
}
