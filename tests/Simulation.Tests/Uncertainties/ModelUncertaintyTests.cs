using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Uncertainties;

namespace Souk.Simulation.Tests.Uncertainties;

public sealed class ModelUncertaintyTests
{
    private const string Text = """
        start: 2025-01-01
        horizon: 40 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 200k USDC }
          traders: { kind: people.traders, pool: pool, balance: 30M TKN, flow_sigma: 0.03 }
          rewards: { kind: account, holder: rewards, balance: 10M TKN }
          people: { kind: people.contributors, active: 100, pool: pool, rewards: rewards, payout_share: 0.1 %, wage_at_start: 2 USD/day }
        """;

    [Fact]
    public void A_headline_has_a_band_under_each_of_three_modes_and_two_price_models_and_the_union_holds_them_all()
    {
        MetricUncertainty price = ModelUncertainty.Measure(Read(Text), ["price"], seed: 5, runs: 20).Single();

        price
            .Models.Select(band => band.Model)
            .ShouldBe([
                "adaptive, constant product",
                "myopic, constant product",
                "perfect, constant product",
                "adaptive, weighted 80/20",
                "myopic, weighted 80/20",
                "perfect, weighted 80/20",
            ]);
        price.Union.P05.ShouldBe(price.Models.Min(band => band.P05));
        price.Union.P95.ShouldBe(price.Models.Max(band => band.P95));
        price.Models[0].ShouldNotBe(price.Models[3] with { Model = price.Models[0].Model });
        price.Widening!.Value.ShouldBeGreaterThanOrEqualTo(1);
    }

    [Theory]
    [InlineData(
        "crowd.active",
        "crowd: { kind: people.contributors, active: 300, pool: pool, rewards: rewards, payout_share: 0.1 %, wage_at_start: 2 USD/day }",
        "crowd.payout_share",
        3
    )]
    [InlineData(
        "lab.orders",
        "lab: { kind: people.buyers, active: 500, money: USDC, sellers: shop, fees: shop, market_fee: 5 %, orders_per_day: 900, order: 10 USD, price_adjustment: 0.1 }",
        "lab.orders_per_day",
        3
    )]
    [InlineData(
        "lab.orders.here",
        "lab: { kind: people.customers, count: 900, active: 900, money: USDC, sellers: shop, fees: shop, orders_per_day: 1 }",
        "lab.here_price",
        2 // Who foresees and who is myopic choose alike once the price is there.
    )]
    [InlineData(
        "firms.volatility",
        "firms: { kind: people.integrators, count: 500, pool: pool, sellers: shop }",
        "traders.flow_sigma",
        3
    )]
    [InlineData(
        "early.sold",
        "early: { kind: people.investors, count: 900, pool: pool, balance: 100k TKN, sell_hazard: 10 % }",
        "traders.flow_sigma",
        3
    )]
    [InlineData(
        "price",
        "bulls: { kind: people.speculators, pool: pool, balance: 30M TKN, value: 0.2 USD, impact: 0.5 }",
        "bulls.value_level",
        3
    )]
    public void The_modes_move_every_policy_that_has_an_expectation(
        string metric,
        string part,
        string doubled,
        int models
    )
    {
        string text = $$"""
            {{Text[..Text.IndexOf("  people:", StringComparison.Ordinal)]}}
              shop: { kind: account }
              vest: { kind: vesting.custom, total: 300k TKN, to: shop, times: [0 days, 35 days], shares: [0 %, 100 %] }
              {{part}}
            timeline:
              - { at: 32 days, set: { {{doubled}}: "*2" } }
            """;

        // The day after what was announced.
        MetricUncertainty band = ModelUncertainty
            .Measure(Read(text) with { HorizonDays = 34 }, [metric], seed: 5, runs: 3)
            .Single();

        ModelBand[] modes = [.. band.Models.Take(3)];
        modes
            .Select(one => one.P50)
            .Distinct()
            .Count()
            .ShouldBe(models, string.Join(", ", modes.Select(one => one.P50)));
        (band.Union.P95 - band.Union.P05).ShouldBeGreaterThan(modes.Max(one => one.P95 - one.P05));
    }

    [Fact]
    public void What_is_certain_under_the_files_own_model_has_no_width_to_compare_with()
    {
        ModelUncertainty.Measure(Read(Text), ["burned"], seed: 5, runs: 2).Single().Widening.ShouldBeNull();
    }

    [Fact]
    public void The_weighted_pool_opens_at_the_price_of_the_other()
    {
        ModelVariant weighted = ModelVariants.Of(Read(Text))[3];
        Part pool = weighted.Blueprint.Find("pool")!;

        // 200,000 / 1,000,000 = (50,000 / 20 %) / (1,000,000 / 80 %).
        pool.Kind.Name.ShouldBe("pool.weighted");
        pool.List("money_reserve")[0].Number.ShouldBe(50_000m);
        pool.List("token_reserve")[0].Number.ShouldBe(1_000_000m);
    }

    [Fact]
    public void A_pool_that_people_give_liquidity_to_keeps_its_price_model()
    {
        string text =
            Text
            + "\n  savers: { kind: people.savers, count: 5, balance: 1k TKN, pool: pool, rewards: rewards, stake_rewards: 1 TKN/day }";

        ModelVariants.Objection(Read(Text)).ShouldBeNull();
        ModelVariants.Objection(Read(text))!.ShouldContain("or people need it as it is");
        Should.Throw<ArgumentException>(() => ModelVariants.Of(Read(text)));
    }

    [Fact]
    public void A_scenario_in_which_nobody_expects_anything_is_refused()
    {
        const string text = """
            start: 2025-01-01
            horizon: 40 days
            tokens:
              TKN: { decimals: 18, supply_max: 1B TKN }
              USDC: { decimals: 6 }
            parts:
              pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 200k USDC }
              traders: { kind: people.traders, pool: pool, balance: 30M TKN, flow_sigma: 0.03 }
            """;

        Should.Throw<ArgumentException>(() => ModelVariants.Of(Read(text))).Message.ShouldContain("expects anything");
    }

    private static Blueprint Read(string text) => Catalogue.Read("test.yaml", _ => text);
}
