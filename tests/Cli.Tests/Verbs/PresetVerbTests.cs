using System.CommandLine;
using System.Text.Json;
using Souk.Cli.Sheets;
using Souk.Cli.Verbs;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;
using Souk.Simulation.Uncertainties;

namespace Souk.Cli.Tests.Verbs;

/// <summary>Every preset by its name through `souk simulate`, for a few days.</summary>
[Collection(ConsoleTests.Name)]
public sealed class PresetVerbTests
{
    public static TheoryData<string> Names =>
        [
            .. Directory
                .GetFiles(Path.Combine(Repository.Root, "data", "scenarios", "presets"), "*.yaml")
                .Select(path => $"presets/{Path.GetFileNameWithoutExtension(path)}")
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_played_and_says_of_each_headline_how_much_rests_on_assumptions(string name)
    {
        Blueprint preset = ScenarioSheet.Read(name);

        JsonElement json = await SimulateAsync(name, "--runs", "2", "--days", "12");

        json.GetProperty("runs").GetInt32().ShouldBe(2);
        json.GetProperty("assumed_inputs").GetArrayLength().ShouldBeGreaterThan(0);
        JsonElement[] headline = [.. json.GetProperty("headline").EnumerateArray()];
        headline.Select(one => one.GetProperty("metric").GetString()).ShouldBe(preset.Headline);
        foreach (JsonElement one in headline)
        {
            JsonElement band = json.GetProperty("metrics").GetProperty(one.GetProperty("metric").GetString()!);
            double low = band.GetProperty("p05").GetDouble();
            band.GetProperty("p95").GetDouble().ShouldBeGreaterThanOrEqualTo(low);
            double.IsFinite(low).ShouldBeTrue();
            one.GetProperty("assumed_variance").GetDouble().ShouldBeInRange(0, 1);
            one.TryGetProperty("matters_most", out _).ShouldBeFalse("two runs do not tell");
            JsonElement union = one.GetProperty("union");
            union.GetProperty("p05").GetDouble().ShouldBeLessThanOrEqualTo(low);
            union.GetProperty("p95").GetDouble().ShouldBeGreaterThanOrEqualTo(band.GetProperty("p95").GetDouble());
            union.TryGetProperty("why_one", out _).ShouldBe(union.GetProperty("models").GetInt32() == 1);
        }
    }

    [Fact]
    public async Task What_matters_most_is_named_of_as_many_runs_as_can_tell()
    {
        JsonElement json = await SimulateAsync("presets/avalanche-l1", "--runs", "40");

        JsonElement first = json.GetProperty("headline")[0];
        // As docs/PRESETS.md finds by moving one range at a time.
        first.GetProperty("matters_most").GetString().ShouldBe("staked.balance");
        first.GetProperty("assumed_variance").GetDouble().ShouldBe(1, 1e-6);
    }

    [Fact]
    public async Task A_headline_of_two_scenarios_is_the_union_of_their_difference_under_six_models()
    {
        JsonElement json = await SimulateAsync("presets/success", "presets/failure", "--runs", "2", "--days", "10");

        Blueprint first = ScenarioSheet.Read("presets/success", [], 10);
        Blueprint second = ScenarioSheet.Read("presets/failure", [], 10);
        MetricSeries[] models =
        [
            .. ModelUncertainty
                .Play(first, seed: 1, runs: 2)
                .Zip(
                    ModelUncertainty.Play(second, seed: 1, runs: 2),
                    (one, other) => new BlueprintComparison(one.Result, other.Result).Find("price")!
                ),
            new BlueprintComparison(BlueprintEnsemble.Run(first, 1, 2), BlueprintEnsemble.Run(second, 1, 2)).Find(
                "price"
            )!,
        ];
        JsonElement price = json.GetProperty("headline")
            .EnumerateArray()
            .Single(one => one.GetProperty("metric").GetString() == "price");
        price.GetProperty("models").GetInt32().ShouldBe(6);
        price.GetProperty("p05").GetDouble().ShouldBe(models.Min(model => model.QuantileByDay(0.05)[^1]));
        price.GetProperty("p95").GetDouble().ShouldBe(models.Max(model => model.QuantileByDay(0.95)[^1]));
    }

    private static async Task<JsonElement> SimulateAsync(params string[] args)
    {
        TextWriter before = Console.Out;
        using StringWriter written = new();
        Console.SetOut(written);
        try
        {
            int code = await CommandRunner.RunAsync(
                new RootCommand { SimulateVerb.Create() },
                ["simulate", .. args, "--json", "--progress", "none"]
            );
            code.ShouldBe(ExitCode.Success);
        }
        finally
        {
            Console.SetOut(before);
        }

        using JsonDocument json = JsonDocument.Parse(written.ToString());
        return json.RootElement.Clone();
    }
}
