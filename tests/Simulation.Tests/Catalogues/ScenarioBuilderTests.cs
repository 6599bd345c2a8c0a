using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues;

public sealed class ScenarioBuilderTests
{
    private const string Yaml = """
        title: Does a burn carry the unlocks?
        question: What becomes of the price?
        start: 2025-01-01
        horizon: 90 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 10M TKN, money_reserve: 500k USDC }
          team: { kind: people.insiders, count: 20, pool: pool, sell_hazard: uniform(1 %; 5 %) }
          vesting.team: { kind: vesting.custom, total: 3M TKN, to: team, times: [0 days, 30 days, 60 days], shares: [25 %, 50 %, 100 %] }
        timeline:
          - { at: 1 month, set: { team.sell_hazard: 0.2 } }
        """;

    [Fact]
    public void The_same_in_c_sharp_has_the_hash_and_the_digest_of_the_file()
    {
        Blueprint file = Catalogue.Read("mine.yaml", _ => Yaml);

        Blueprint code = Written().Build();

        code.Hash.ShouldBe(file.Hash);
        code.Title.ShouldBe("Does a burn carry the unlocks?");
        Digest(code).ShouldBe(Digest(file));
    }

    [Fact]
    public void The_text_can_be_kept_as_a_file() =>
        Catalogue.Read("kept.yaml", _ => Written().Text).Hash.ShouldBe(Written().Build().Hash);

    [Fact]
    public void What_is_wrong_is_named_by_part_and_parameter()
    {
        ScenarioBuilder builder = Written().Part("late", "people.insiders", ("pool", "pol"), ("count", -3));

        ScenarioException refused = Should.Throw<ScenarioException>(builder.Build);

        refused.Message.ShouldContain("late.pool");
        refused.Message.ShouldContain("did you mean 'pool'?");
        refused.Message.ShouldContain("late.count");
    }

    [Fact]
    public void Quotes_and_lines_in_a_title_stay_what_they_are() =>
        new ScenarioBuilder("A \"burn\"\\of: fees\n# two")
            .From(new DateOnly(2025, 1, 1), "2 days")
            .Token("TKN", 18)
            .Part("fund", "account", ("holder", "treasury"), ("balance", "5 TKN"))
            .Build()
            .Title.ShouldBe("A \"burn\"\\of: fees\n# two");

    [Fact]
    public void A_value_of_another_type_is_refused() =>
        Should
            .Throw<ArgumentException>(() => new ScenarioBuilder("x").Part("fund", "account", ("balance", new object())))
            .Message.ShouldContain("no value of a scenario");

    private static ScenarioBuilder Written() =>
        new ScenarioBuilder("Does a burn carry the unlocks?")
            .Asking("What becomes of the price?")
            .From(new DateOnly(2025, 1, 1), "90 days")
            .Token("TKN", decimals: 18, supplyMax: "1B TKN")
            .Token("USDC", decimals: 6)
            .Part("pool", "pool.constant_product", ("token_reserve", "10M TKN"), ("money_reserve", "500k USDC"))
            .Part("team", "people.insiders", ("count", 20), ("pool", "pool"), ("sell_hazard", "uniform(1 %; 5 %)"))
            .Part(
                "vesting.team",
                "vesting.custom",
                ("total", "3M TKN"),
                ("to", "team"),
                ("times", new[] { "0 days", "30 days", "60 days" }),
                ("shares", new[] { "25 %", "50 %", "100 %" })
            )
            .At("1 month", ("team.sell_hazard", 0.2));

    private static string Digest(Blueprint blueprint) => BlueprintEnsemble.Run(blueprint, seed: 3, runs: 2).Digest;
}
