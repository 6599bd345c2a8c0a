using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Blueprints;

public class FactSheetTests
{
    private const string Base = """
        title: Facts
        story: First. Second.
        headline: price, burned
        start: 2025-01-01
        horizon: 10 days
        tokens:
          TKN: { decimals: 6, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 1000 TKN, money_reserve: 1000 USDC }
          team: { kind: people.insiders, count: 3, pool: pool, sell_hazard: uniform(1 %; 3 %) }
        weights: { team: 12.5 }
        facts:
          - assumed: nobody published it
            of: ["*", pool.token_reserve]
          - exact: the contract
            of: [tokens.TKN.decimals, "pool.*"]
          - reported: a newspaper
            of: team.sell_hazard
        """;

    [Fact]
    public void The_closest_pattern_says_where_a_value_comes_from()
    {
        IReadOnlyList<FactLine> sheet = FactSheet.Of(Read(Base));

        FactLine Line(string path) => sheet.Single(line => line.Path == path);
        Line("tokens.TKN.decimals").Confidence.ShouldBe(Confidence.Exact);
        Line("tokens.TKN.supply_max").Confidence.ShouldBe(Confidence.Assumed);
        Line("pool.money_reserve")
            .ShouldBe(
                new FactLine("pool.money_reserve", "1000 USDC", Confidence.Exact, "the contract", IsStated: true, false)
            );
        // The path itself is closer than any pattern.
        Line("pool.token_reserve").Confidence.ShouldBe(Confidence.Assumed);
        Line("team.sell_hazard").IsSwept.ShouldBeTrue();
        Line("team.sell_hazard").Source.ShouldBe("a newspaper");
        // What no file writes has the source of the default, and names of parts are no values.
        Line("pool.fee").Source.ShouldBe("default: UniswapV2Pair of v2-core 1.0.1");
        Line("team.sell_share").Confidence.ShouldBe(Confidence.Assumed);
        sheet.ShouldNotContain(line => line.Path == "team.pool" || line.Path == "team.balance");
    }

    [Fact]
    public void A_fact_speaks_of_the_values_of_its_own_file()
    {
        Blueprint changed = Catalogue.Read(
            "top",
            name => name == "top" ? "base: below\nparts:\n  team: { sell_hazard: 5 % }\n" : Base
        );

        FactLine line = FactSheet.Of(changed).Single(one => one.Path == "team.sell_hazard");

        line.ShouldBe(new FactLine("team.sell_hazard", "5 %", Confidence.Assumed, "not stated", false, false));
    }

    [Fact]
    public void Facts_story_and_headline_are_read_and_no_part_of_the_hash_and_weights_are_one()
    {
        Blueprint blueprint = Read(Base);

        blueprint.Story.ShouldBe("First. Second.");
        blueprint.Headline.ShouldBe(["price", "burned"]);
        blueprint.Weights["team"].ShouldBe(12.5m);
        // What counts people is shown times a weight, so that a result hangs on it; a weight of 1 says nothing.
        string bare = Base[..Base.IndexOf("weights:", StringComparison.Ordinal)]
            .Replace("story: First. Second.\n", "", StringComparison.Ordinal);
        Read(bare + "weights: { team: 12.5 }").Hash.ShouldBe(blueprint.Hash);
        Read(bare).Hash.ShouldNotBe(blueprint.Hash);
        Read(bare + "weights: { team: 1 }").Hash.ShouldBe(Read(bare).Hash);
        BlueprintExplanation.AssumedInputs(blueprint).ShouldContain("team.count");
        BlueprintExplanation.AssumedInputs(blueprint).ShouldNotContain("pool.money_reserve");
    }

    [Theory]
    [InlineData("of: team.sell_hazard", "of: team.sell_hasard", "(18,5) facts.team.sell_hasard: names no value")]
    [InlineData("of: team.sell_hazard", "off: team", "did you mean 'of'?")]
    [InlineData("reported: a newspaper", "reportd: a newspaper", "did you mean 'reported'?")]
    [InlineData("- reported: a newspaper\n    of:", "- of:", "a fact needs `exact:`, `reported:` or `assumed:`")]
    [InlineData("team: 12.5", "teem: 12.5", "weights.teem: is not a part; did you mean 'team'?")]
    [InlineData("team: 12.5", "team: -1", "weights.team: '-1' is not a number above 0")]
    public void What_names_nothing_is_refused_with_its_place(string written, string mistaken, string message) =>
        Should
            .Throw<ScenarioException>(() => Read(Base.Replace(written, mistaken, StringComparison.Ordinal)))
            .Message.ShouldContain(message);

    private static Blueprint Read(string text) => Catalogue.Read("facts", name => name == "facts" ? text : null);
}
