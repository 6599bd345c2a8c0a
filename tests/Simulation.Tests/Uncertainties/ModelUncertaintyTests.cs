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
