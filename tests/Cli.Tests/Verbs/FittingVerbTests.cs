using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Souk.Cli.Verbs;

namespace Souk.Cli.Tests.Verbs;

/// <summary>`souk calibrate`, `souk backtest` and `souk forecast publish` do what their options say of constraints, shards and
/// warehouses.</summary>
[Collection(ConsoleTests.Name)]
public sealed class FittingVerbTests : IDisposable
{
    private const string Scenario = """
        title: Minting
        start: 2024-05-01
        horizon: 60 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 50k USDC }
          early: { kind: people.insiders, count: 2, pool: pool, sell_hazard: 0 }
          minting: { kind: emission.fixed, per_day: 1000 TKN/day, to: early }
        """;

    // 1,700 a day came after day 0 closed.
    private const string Observed =
        "date,metric,value\n2024-05-10,emitted,17000\n2024-05-20,emitted,34000\n2024-05-30,emitted,51000\n";

    private const string Keep = "minting.per_day <= 900 TKN/day";

    private static readonly string[] s_fit = ["--vary", "minting.per_day=500 TKN/day..4000 TKN/day", "--runs", "1"];

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-fitting-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_fit_by_moments_keeps_to_its_constraint_says_so_and_is_kept_under_another_name()
    {
        string[] fit = [.. Study("calibrate", "--target"), "--evaluations", "40", "--out", In("fits")];

        JsonNode free = JsonNode.Parse(await OutputAsync([.. fit, "--json"]))!;
        JsonNode kept = JsonNode.Parse(await OutputAsync([.. fit, "--json", "--keep", Keep]))!;
        string text = await OutputAsync([.. fit, "--keep", Keep]);

        Rate(free).ShouldBe(1_700, 5);
        Rate(kept).ShouldBeInRange(850, 900);
        ((bool)kept["misfit"]!).ShouldBeTrue();
        free["keeps"].ShouldBeNull();
        kept["keeps"]!.AsArray().Select(one => (string)one!).ShouldBe([Keep]);
        text.ShouldContain($"keeps to {Keep}");
        string[] files = Directory.GetFiles(In("fits"));
        files.Length.ShouldBe(2);
        JsonNode[] fits = [.. files.Select(file => JsonNode.Parse(File.ReadAllText(file))!)];
        fits.Count(one => one["keeps"] is not null).ShouldBe(1);
        fits.ShouldAllBe(one => (string)one["engine_version"]! == Souk.Simulation.Engine.EngineVersion.Current);
    }

    [Fact]
    public async Task A_backtest_plays_its_fits_in_shards_and_within_its_constraints()
    {
        string[] backtest =
        [
            .. Study("backtest", "--targets"),
            .. "--evaluations 12 --futures 20 --first 19 --every 10 --ahead 10 --thin 10 --as-is emitted --json".Split(
                ' '
            ),
        ];

        string one = await OutputAsync(backtest);
        string two = await OutputAsync([.. backtest, "--shards", "2", "--work", In("work")]);
        JsonNode kept = JsonNode.Parse(await OutputAsync([.. backtest, "--keep", Keep]))!;

        two.ShouldBe(one);
        Directory.GetDirectories(In("work")).ShouldNotBeEmpty();
        // Day 29 has 30 days of minting.
        Median(JsonNode.Parse(one)!).ShouldBeInRange(1_600 * 30, 1_800 * 30);
        Median(kept).ShouldBeLessThan(1_000 * 30);
        ((int)kept["misfits"]!).ShouldBe(1);
        kept["keeps"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_forecast_is_fitted_in_shards_and_within_its_constraints()
    {
        string[] publish =
        [
            "forecast",
            .. Study("publish", "--targets"),
            .. "--evaluations 12 --futures 20 --thin 10 --series emitted=mine/emitted --ahead 7 --name june".Split(' '),
        ];

        await OutputAsync([.. publish, "--out", In("one.json")]);
        await OutputAsync([.. publish, "--out", In("two.json"), "--shards", "2", "--work", In("work")]);
        await OutputAsync([.. publish, "--out", In("kept.json"), "--keep", Keep]);

        Bands("two.json").ShouldBe(Bands("one.json"));
        Directory.GetDirectories(In("work")).ShouldNotBeEmpty();
        File.ReadAllText(In("one.json")).ShouldContain("minting.per_day = 1");
        File.ReadAllText(In("kept.json")).ShouldContain("MISFIT");
    }

    [Fact]
    public async Task A_backtest_on_the_sample_says_first_that_it_is_a_self_test_and_names_its_data()
    {
        string list = Write(
            "targets.yaml",
            "- { of: burned, metric: emissions, column: burned, take: running total, decimals: 18, market: masa, from: 2024-05-10, to: 2024-06-20, every: 10 days }\n"
        );
        string[] backtest =
        [
            "backtest",
            Write("mint.yaml", Scenario),
            "--targets",
            list,
            "--db",
            "sample",
            .. s_fit,
            .. "--evaluations 6 --futures 20 --first 29 --every 10 --ahead 10 --thin 10".Split(' '),
        ];

        string text = await OutputAsync(backtest);
        (int without, string refusal) = await RunAsync([.. backtest.Where(word => word is not ("--db" or "sample"))]);

        text.Split('\n')[1].ShouldStartWith("SELF-TEST");
        text.ShouldContain("\ndata 3d0df28b6862");
        text.ShouldContain("2 origins, 2 forecasts scored");
        without.ShouldBe(ExitCode.InvalidInput);
        refusal.ShouldContain("--db sample");
    }

    private static double Rate(JsonNode report) =>
        double.Parse(
            ((string)report["parameters"]![0]!["value"]!).Split(' ')[0].Replace("TKN/day", ""),
            CultureInfo.InvariantCulture
        );

    private static double Median(JsonNode report) => (double)report["rows"]![0]!["p50"]!;

    private string Bands(string name) =>
        JsonNode.Parse(File.ReadAllText(In(name)))!["forecast"]!["bands"]!.ToJsonString();

    private string[] Study(string verb, string targets) =>
        [verb, Write("mint.yaml", Scenario), targets, Write("observed.csv", Observed), .. s_fit];

    private string In(string name) => Path.Combine(_folder, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(In(name), text);
        return In(name);
    }

    // A misfit or flag is an answer, too.
    private static async Task<string> OutputAsync(params string[] args)
    {
        TextWriter before = Console.Out;
        using StringWriter output = new();
        Console.SetOut(output);
        try
        {
            (int code, string errors) = await RunAsync(args);
            code.ShouldBeOneOf([ExitCode.Success, ExitCode.VerificationFailed], errors);
        }
        finally
        {
            Console.SetOut(before);
        }

        return output.ToString();
    }

    private static async Task<(int Code, string Errors)> RunAsync(string[] args)
    {
        TextWriter before = Console.Error;
        using StringWriter errors = new();
        Console.SetError(errors);
        try
        {
            RootCommand root = new() { CalibrateVerb.Create(), BacktestVerb.Create(), ForecastVerb.Create() };
            return (await CommandRunner.RunAsync(root, args), errors.ToString());
        }
        finally
        {
            Console.SetError(before);
        }
    }
}
