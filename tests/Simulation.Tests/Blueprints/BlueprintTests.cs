using System.Text.Json.Nodes;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Blueprints;

public class BlueprintTests
{
    [Fact]
    public void The_hash_ignores_formatting_titles_and_the_way_values_are_written()
    {
        Blueprint first = TestKinds.Read(TestKinds.Masa);
        Blueprint second = TestKinds.Read(
            TestKinds
                .Masa.Replace("title: Masa", "title: Another title # and a comment")
                .Replace("burn_share: 50 %", "burn_share: 0.500")
                .Replace("fee: 30 bp", "fee: 0.3 %")
                .Replace("200M MASA", "200_000_000 MASA")
                .Replace("12 months", "1 year")
                .Replace("1.38 USD/h", "33.12 USD/day")
        );

        second.Hash.ShouldBe(first.Hash);
        first.Hash.Length.ShouldBe(64);
    }

    [Theory]
    [InlineData("burn_share: 50 %", "burn_share: 51 %")]
    [InlineData("horizon: 3 years", "horizon: 2 years")]
    [InlineData("start: 2024-04-11", "start: 2024-04-12")]
    [InlineData("decimals: 6", "decimals: 7")]
    [InlineData("vesting.seed", "vesting.private")]
    [InlineData("burn_share: 50 %", "burn_share: uniform(49 %; 51 %)")]
    public void The_hash_sees_every_fact(string before, string after) =>
        TestKinds.Read(TestKinds.Masa.Replace(before, after)).Hash.ShouldNotBe(TestKinds.Read(TestKinds.Masa).Hash);

    [Theory]
    [InlineData("fees.burn_share", "30 %", 0.3)]
    [InlineData("fees.burn_share", "+5 %", 0.55)]
    [InlineData("fees.burn_share", "-5 %", 0.45)]
    [InlineData("fees.burn_share", "*0.5", 0.25)]
    public void A_change_sets_adds_subtracts_or_multiplies(string path, string text, double expected)
    {
        Blueprint blueprint = TestKinds.Read(TestKinds.Masa);

        blueprint.With(path, text).Find("fees")!.Number("burn_share").ShouldBe(expected, 1e-15);
        blueprint.Find("fees")!.Number("burn_share").ShouldBe(0.5);
    }

    [Fact]
    public void A_change_reaches_one_value_of_a_list_a_date_and_many_parts()
    {
        Blueprint blueprint = TestKinds
            .Read(TestKinds.Masa)
            .With("vesting.team.steps[2]", "40 %")
            .With("people.since", "+20 days")
            .With("*.cliff", "*2");

        blueprint.Find("vesting.team")!.List("steps").Select(step => step.Number).ShouldBe([0.25m, 0.25m, 0.4m]);
        blueprint.Find("people")!.Date("since").ShouldBe(new DateOnly(2024, 5, 1));
        blueprint.Find("vesting.team")!.Days("cliff").ShouldBe(365);
        blueprint.Find("vesting.seed")!.Days("cliff").ShouldBe(730);
    }

    [Theory]
    [InlineData("fees.burnshare", "1", "did you mean 'fees.burn_share'?")]
    [InlineData("fees.burn_share", "2", "2 is above 1")]
    [InlineData("fees.burn_share", "+60 %", "1.1 is above 1")]
    [InlineData("fees.burn_share", "+6 months", "write for example +0.3 or 30 %")]
    [InlineData("vesting.team.steps[3]", "1 %", "has 3 values; the first is [0]")]
    [InlineData("vesting.*.clif", "1 day", "did you mean")]
    public void A_change_that_does_not_fit_is_refused(string path, string text, string message) =>
        Should
            .Throw<ScenarioException>(() => TestKinds.Read(TestKinds.Masa).With(path, text))
            .Message.ShouldContain(message);

    [Fact]
    public void Two_scenarios_differ_in_what_their_diff_says()
    {
        Blueprint first = TestKinds.Read(TestKinds.Masa);
        Blueprint second = TestKinds.Read(
            "base: masa\nparts: { people: none }\nset:\n  fees.burn_share: 30 %",
            ("masa", TestKinds.Masa)
        );

        IReadOnlyList<BlueprintDifference> differences = BlueprintDifference.Between(first, second);

        differences[0].ToString().ShouldBe("  fees.burn_share: 50 % → 30 %");
        differences[1].ToString().ShouldBe("- people.kind: people");
        BlueprintDifference.Between(second, first).Count.ShouldBe(differences.Count);
        BlueprintDifference.Between(first, first).ShouldBeEmpty();
    }

    [Fact]
    public void An_explanation_says_who_says_so()
    {
        Blueprint blueprint = TestKinds.Read(TestKinds.Masa).With("people.count", "7");

        PartExplanation pool = BlueprintExplanation.Of(blueprint)[0];
        PartExplanation people = BlueprintExplanation.Of(blueprint)[4];

        pool.Source.ShouldBe("Uniswap v2");
        pool.Parameters[1]
            .ShouldBe(new("pool.reserve", "10000000 MASA", "At the start.", "top(8,45)", IsAssumed: false));
        people.Parameters[1].Origin.ShouldBe("--set");
        people
            .Parameters[3]
            .ShouldBe(new("people.since", "2024-04-11", "First day.", "default: assumed", IsAssumed: true));
    }

    [Fact]
    public void The_schema_offers_kinds_parameters_and_words()
    {
        JsonObject schema = BlueprintSchema.Of(TestKinds.All);

        JsonNode part = schema["properties"]!["parts"]!["additionalProperties"]!["then"]!;
        part["properties"]!["kind"]!["enum"]!
            .AsArray()
            .Select(n => (string)n!)
            .ShouldBe(["pool", "fees", "vesting", "people"]);
        JsonNode fees = part["allOf"]![1]!["then"]!["properties"]!;
        fees["route"]!["enum"]!.AsArray().Select(n => (string)n!).ShouldBe(["rewards", "treasury"]);
        ((string)fees["burn_share"]!["description"]!).ShouldBe(
            "Share burned. Default 0 (assumed). For example 0.3 or 30 %."
        );
    }

    [Fact]
    public void Uncertain_parameters_are_drawn_by_path_seed_and_replicate_alone()
    {
        string text = TestKinds.Masa.Replace("burn_share: 50 %", "burn_share: uniform(10 %; 50 %)");
        Blueprint blueprint = TestKinds.Read(text);
        Blueprint other = TestKinds.Read(text.Replace("1.38 USD/h", "lognormal(1.38 USD/h; 0.5)"));

        double first = blueprint.Draw(1, 0).Find("fees")!.Number("burn_share");

        blueprint.Find("fees")!.Number("burn_share").ShouldBe(0.3, 1e-12);
        other.Draw(1, 0).Find("fees")!.Number("burn_share").ShouldBe(first);
        blueprint.Draw(1, 1).Find("fees")!.Number("burn_share").ShouldNotBe(first);
        blueprint.Draw(2, 0).Find("fees")!.Number("burn_share").ShouldNotBe(first);
        blueprint.Draw(1, 0).IsUncertain.ShouldBeFalse();
    }

    [Theory]
    [InlineData("uniform(10 %; 50 %)", 0.1, 0.5, 0.3)]
    [InlineData("triangular(10 %; 20 %; 60 %)", 0.1, 0.6, 0.3)]
    [InlineData("normal(30 %; 2 %)", 0.2, 0.4, 0.3)]
    [InlineData("lognormal(20 %; 0.1)", 0.1, 0.4, 0.201)]
    [InlineData("choice(10 %; 20 %; 60 %)", 0.1, 0.6, 0.3)]
    [InlineData("normal(90 %; 30 %)", 0, 1, 0.8238)]
    public void Draws_keep_the_range_and_the_mean_of_their_distribution(
        string spread,
        double low,
        double high,
        double mean
    )
    {
        Blueprint blueprint = TestKinds.Read(TestKinds.Masa.Replace("burn_share: 50 %", $"burn_share: {spread}"));

        double[] draws =
        [
            .. Enumerable.Range(0, 4_000).Select(r => blueprint.Draw(5, (uint)r).Find("fees")!.Number("burn_share")),
        ];

        draws.Min().ShouldBeGreaterThanOrEqualTo(low);
        draws.Max().ShouldBeLessThanOrEqualTo(high);
        draws.Average().ShouldBe(mean, 0.015);
    }

    [Theory]
    [InlineData("uniform(50 %; 10 %)", "rising order")]
    [InlineData("uniform(10 %)", "does not fit here with 1 values")]
    [InlineData("uniform(10 %; 200 %)", "2 is above 1")]
    [InlineData("unifrom(10 %; 20 %)", "did you mean 'uniform'?")]
    public void Distributions_that_do_not_fit_are_refused(string spread, string message) =>
        Should
            .Throw<ScenarioException>(() =>
                TestKinds.Read(TestKinds.Masa.Replace("burn_share: 50 %", $"burn_share: {spread}"))
            )
            .Message.ShouldContain(message);
}
