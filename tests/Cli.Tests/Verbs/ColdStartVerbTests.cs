using System.CommandLine;
using System.Text.Json;
using Souk.Cli.Ensembles;
using Souk.Cli.Screens;
using Souk.Cli.Verbs;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Designs;

namespace Souk.Cli.Tests.Verbs;

public sealed class ColdStartVerbTests
{
    // What is above 3 grows by a tenth of the distance a day, what is below shrinks.
    private const string Wheel = """
        title: A wheel
        start: 2025-01-01
        horizon: 60 days
        tokens:
          USDC: { decimals: 12 }
        parts:
          seed: { kind: account, balance: 1 USDC }
          wheel: { kind: rule.set, value: "max(0, wheel.value + (seed.balance.USDC / (1 USDC) * max(0, 1 - today / (1 day))) + 0.1 * (wheel.value - 3) * min(1, today / (1 day)))" }
        """;

    private static StudyRequest Study(params string[] vary) =>
        new(Catalogue.Read("wheel.yaml", _ => Wheel), [.. vary.Select(Variation.Parse)], Seed: 1, Runs: 2, Threads: 1);

    private static ColdStartReport Run(string range, int halvings, List<double> progress)
    {
        ColdStartRequest request = ColdStartRequest.Of(
            Study($"seed.balance={range}"),
            "P(wheel.value < 3) <= 0%",
            halvings
        );
        return request.Run(new Heard(progress), CancellationToken.None);
    }

    [Fact]
    public void The_report_names_the_least_seed_the_greatest_that_is_too_little_and_every_trial()
    {
        List<double> progress = [];

        ColdStartReport report = Run("1 USDC..8 USDC", halvings: 4, progress);

        report.Seed.ShouldBe("3.1875 USDC");
        report.TooLittle.ShouldBe("2.75 USDC");
        report.Path.ShouldBe("seed.balance");
        report.IsMonotone.ShouldBeTrue();
        report
            .Tried.Select(one => (one.Value, one.Stalled))
            .ShouldBe([
                ("8 USDC", 0),
                ("1 USDC", 1),
                ("4.5 USDC", 0),
                ("2.75 USDC", 1),
                ("3.625 USDC", 0),
                ("3.1875 USDC", 0),
            ]);
        progress.ShouldBe([1 / 6.0, 2 / 6.0, 3 / 6.0, 4 / 6.0, 5 / 6.0, 1], 1e-12);
        using JsonDocument json = JsonDocument.Parse(JsonOutput.Of(report));
        json.RootElement.GetProperty("seed").GetString().ShouldBe("3.1875 USDC");
        json.RootElement.GetProperty("tried")[3].GetProperty("enough").GetBoolean().ShouldBeFalse();
        report.Text().ShouldEndWith("3.1875 USDC is enough and 2.75 USDC is not");
    }

    [Fact]
    public void A_range_that_is_too_little_says_to_widen_it()
    {
        ColdStartReport report = Run("1 USDC..2 USDC", halvings: 4, []);

        report.Seed.ShouldBeNull();
        report.Tried.Count.ShouldBe(1);
        report.Text().ShouldEndWith("2 USDC is too little: widen the range upwards");
    }

    [Fact]
    public void What_cannot_be_a_search_is_refused_in_words_of_the_command_line()
    {
        string Refusal(Action ask) => Should.Throw<InvalidInputException>(ask).Message;
        const string Stalls = "P(wheel.value < 3) <= 0%";
        const string One = "seed.balance=1 USDC..2 USDC";

        Refusal(() => ColdStartRequest.Of(Study(One, One), Stalls, 4)).ShouldContain("2 --vary");
        Refusal(() => ColdStartRequest.Of(Study("seed.balance=1 USDC,2 USDC"), Stalls, 4)).ShouldContain("LOW..HIGH");
        Refusal(() => ColdStartRequest.Of(Study(One), "wheel.value < 3", 4))
            .ShouldContain("--stalls 'wheel.value < 3'");
        Refusal(() => ColdStartRequest.Of(Study(One), Stalls, 0)).ShouldContain("--halvings 0");
        Refusal(() => ColdStartRequest.Of(Study(One), "P(wheel.speed < 3) <= 0%", 4).Run(new Heard([]), default))
            .ShouldContain("'wheel.speed' is no metric");
    }

    [Fact]
    public void The_verb_shows_an_example_of_the_preset()
    {
        Command verb = ColdStartVerb.Create();

        verb.Description!.ShouldContain("souk coldstart presets/cold-start --vary");
        verb.Parse(["presets/cold-start", "--vary", "fund.balance=1 TKN..2 TKN", "--stalls", "P(a < 1) <= 1%"])
            .Errors.ShouldBeEmpty();
        verb.Parse(["presets/cold-start"]).Errors.ShouldNotBeEmpty();
    }

    private sealed class Heard(List<double> shares) : IProgress<StageProgress>
    {
        public void Report(StageProgress value) => shares.Add(value.Fraction);
    }
}
