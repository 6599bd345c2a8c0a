using System.Text.Json.Nodes;

namespace Souk.EndToEnd.Tests;

/// <summary>`souk sensitivity`, `souk optimise` and `souk calibrate` as a shell starts them. The examples of their help run in
/// Cli.Tests.Verbs.WorkedExampleTests.</summary>
public sealed class StudyVerbTests
{
    [Fact]
    public async Task A_tornado_orders_parameters_by_what_their_ranges_do()
    {
        JsonNode report = await JsonAsync([
            "sensitivity",
            "unlocks",
            "--metric",
            "price",
            "--runs",
            "2",
            "--vary",
            "team.sell_share=5%..60%",
            "--vary",
            "seed.sell_share=5%..60%",
        ]);

        JsonArray rows = report["parameters"]!.AsArray();
        double[] weights = [.. rows.Select(row => (double)row!["weight"]!)];
        ((int)report["points"]!).ShouldBe(5);
        weights.ShouldBe(weights.OrderDescending());
        // Who sells more at a lower price leaves a lower price.
        rows.ShouldAllBe(row => (double)row!["at_low"]! > (double)row["at_high"]!);
        ((string)report["meaning"]!).ShouldStartWith(
            $"Under these ranges {(string)rows[0]!["path"]!} matters most for price"
        );
    }

    [Fact]
    public async Task Shares_of_variance_come_with_intervals()
    {
        JsonNode report = await JsonAsync([
            "sensitivity",
            "unlocks",
            "--metric",
            "price",
            "--method",
            "sobol",
            "--rows",
            "16",
            "--runs",
            "1",
            "--days",
            "200",
            "--vary",
            "team.sell_share=5%..60%",
            "--vary",
            "traders.flow_sigma=0.01..0.1",
        ]);

        foreach (JsonNode? row in report["parameters"]!.AsArray())
        {
            double[] interval = [.. row!["total_interval"]!.AsArray().Select(end => (double)end!)];
            ((double)row["weight"]!).ShouldBeInRange(interval[0], interval[1]);
        }
    }

    [Fact]
    public async Task The_best_design_comes_with_its_value_under_fresh_luck_and_how_often_it_breaks_a_constraint()
    {
        JsonNode report = await JsonAsync([
            "optimise",
            "unlocks",
            "--maximise",
            "price",
            "--runs",
            "2",
            "--days",
            "300",
            "--evaluations",
            "16",
            "--require",
            "P(price < 0.0001) <= 5%",
            "--vary",
            "team.sell_share=5%..60%",
        ]);

        JsonNode design = report["designs"]!.AsArray().ShouldHaveSingleItem()!;
        ((bool)design["feasible"]!).ShouldBeTrue();
        ((double)design["broken"]!["P(price < 0.0001) <= 5 %"]!).ShouldBe(0);
        ((double)design["fresh_objectives"]!["price"]!).ShouldBeGreaterThan(0);
        double.Parse(((string)design["settings"]!["team.sell_share"]!).TrimEnd('%')).ShouldBeInRange(5, 60);
    }

    [Fact]
    public async Task A_rate_is_fitted_to_a_file_of_observations_with_its_interval()
    {
        string folder = Directory.CreateTempSubdirectory("souk-calibrate-").FullName;
        string scenario = Path.Combine(folder, "mint.yaml");
        string target = Path.Combine(folder, "observed.csv");
        File.WriteAllText(scenario, Minting);
        // 1 M TKN were there; 1,700 a day came after day 0 closed.
        File.WriteAllText(target, "date,metric,value\n2025-01-10,emitted,17000\n2025-01-20,emitted,34000\n");
        string twice = Path.Combine(folder, "twice.csv");
        File.WriteAllText(twice, "date,metric,value\n2025-01-10,emitted,1\n2025-01-10,emitted,2\n");

        JsonNode report = await JsonAsync([
            "calibrate",
            scenario,
            "--target",
            target,
            "--vary",
            "minting.per_day=500 TKN/day..4000 TKN/day",
            "--runs",
            "1",
            "--evaluations",
            "80",
        ]);
        (int code, _, string errors) = await SoukProcess.RunAsync([
            "calibrate",
            scenario,
            "--target",
            twice,
            "--vary",
            "minting.per_day=500 TKN/day..4000 TKN/day",
        ]);
        Directory.Delete(folder, recursive: true);

        JsonNode rate = report["parameters"]!.AsArray().ShouldHaveSingleItem()!;
        ((bool)rate["identified"]!).ShouldBeTrue();
        ((bool)report["misfit"]!).ShouldBeFalse();
        double.Parse(((string)rate["value"]!).Split(' ')[0]).ShouldBe(1_700, 5);
        code.ShouldBe(3);
        errors.ShouldContain("has twice: emitted on 2025-01-10");
    }

    private const string Minting = """
        title: Minting
        start: 2025-01-01
        horizon: 30 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 50k USDC }
          early: { kind: people.insiders, count: 20, pool: pool, sell_hazard: 0.05 }
          minting: { kind: emission.fixed, per_day: 1000 TKN/day, to: early }
        """;

    [Theory]
    [InlineData(
        "no metric of the scenario",
        "sensitivity",
        "unlocks",
        "--metric",
        "prize",
        "--vary",
        "team.sell_share=5%..60%"
    )]
    [InlineData("--maximise KEY", "optimise", "unlocks", "--vary", "team.sell_share=5%..60%")]
    [InlineData("Say what varies", "sensitivity", "unlocks", "--metric", "price")]
    [InlineData("must rise", "sensitivity", "unlocks", "--metric", "price", "--vary", "team.sell_share=60%..5%")]
    [InlineData(
        "is not P(METRIC",
        "optimise",
        "unlocks",
        "--minimise",
        "price",
        "--require",
        "price < 3",
        "--vary",
        "team.sell_share=5%..60%"
    )]
    public async Task What_cannot_be_studied_is_refused_with_the_way_out(string message, params string[] arguments)
    {
        (int code, _, string errors) = await SoukProcess.RunAsync(arguments);

        code.ShouldBe(3);
        errors.ShouldContain(message);
    }

    private static async Task<JsonNode> JsonAsync(params string[] arguments)
    {
        (int code, string output, string errors) = await SoukProcess.RunAsync([.. arguments, "--json"]);
        code.ShouldBe(0, errors);
        return JsonNode.Parse(output)!;
    }
}
