using System.Text.Json.Nodes;

namespace Souk.EndToEnd.Tests;

/// <summary>`ensemble run --until`, `counterfactual`, `adversary` and `responses` as a shell starts them, with the commands of their help.</summary>
public sealed class LabVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-lab-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_ensemble_stops_where_its_interval_is_narrow_enough_and_is_that_of_so_many_runs()
    {
        string[] enough = ["ensemble", "run", "unlocks", "--days", "200", "--runs", "2000"];
        string[] rule = ["--until", "price.p50 width 60%", "--out", Path.Combine(_folder, "enough")];

        JsonNode stopped = await JsonAsync([.. enough, .. rule, "--threads", "2"]);
        JsonNode again = await JsonAsync([.. enough, .. rule, "--threads", "1"]);
        int runs = (int)stopped["runs"]!;
        JsonNode plain = await JsonAsync("simulate", "unlocks", "--days", "200", "--runs", $"{runs}");

        ((bool)stopped["stopped"]!["met"]!).ShouldBeTrue();
        (runs % 50).ShouldBe(0);
        runs.ShouldBeLessThan(2_000);
        ((string)stopped["digest"]!).ShouldBe((string)plain["digest"]!);
        ((string)again["digest"]!).ShouldBe((string)plain["digest"]!);
        ((int)again["runs_found"]!).ShouldBe(runs);
    }

    [Fact]
    public async Task What_an_unlock_cost_others_is_told_in_a_sentence_and_to_the_posting()
    {
        string folder = Path.Combine(_folder, "twins");
        JsonNode report = await JsonAsync(
            "counterfactual",
            "unlocks",
            "--without",
            "vesting.team",
            "--for",
            "seed",
            "--runs",
            "8",
            "--out",
            folder
        );

        JsonNode worth = report["worth"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)worth["answer"]!).ShouldContain("vesting.team cost seed");
        ((double)worth["p95"]!).ShouldBeLessThan(0);
        // 20 % of 100 M tokens wait in the vesting account before the first day.
        ((string)report["first"]!["units"]!).ShouldBe("20000000000000000000000000");
        ((string)report["first"]!["in"]!).ShouldBe("actual");
        int lines = File.ReadLines(Path.Combine(folder, "postings.csv")).Count();
        lines.ShouldBe(1 + (int)report["postings_differing"]!);
    }

    [Fact]
    public async Task The_cheapest_attack_comes_with_what_it_earns_and_who_pays_and_none_is_said_to_be_found_where_none_pays()
    {
        JsonNode report = await JsonAsync(
            "adversary",
            "attacks",
            "--runs",
            "1",
            "--evaluations",
            "60",
            "--vary",
            "farm.identities=0..20000",
            "--vary",
            "wash.volume=0 USD/day..500000 USD/day"
        );

        JsonArray adversaries = report["adversaries"]!.AsArray();
        JsonNode farm = adversaries[0]!;
        JsonNode wash = adversaries[1]!;
        // √(20,000 · 1,000) − 1,000 heads take 20,000 n / (n + 1,000) for a dollar each.
        ((string)farm["part"]!).ShouldBe("farm");
        ((double)farm["best"]!["found"]!["profit"]!).ShouldBe(12_055.73, 20);
        ((double)farm["payers"]!["budget"]!).ShouldBe((double)farm["cheapest"]!["fresh"]!["gain"]!, 0.01);
        ((string)wash["verdict"]!).ShouldBe("none found within these bounds");
        wash["cheapest"].ShouldBeNull();
    }

    [Fact]
    public async Task A_sweep_keeps_to_its_constraint()
    {
        JsonNode report = await JsonAsync(
            "ensemble",
            "run",
            "unlocks",
            "--days",
            "30",
            "--runs",
            "1",
            "--points",
            "8",
            "--vary",
            "team.sell_share=5%..60%",
            "--vary",
            "seed.sell_share=5%..60%",
            "--keep",
            "team.sell_share + seed.sell_share <= 50%",
            "--out",
            Path.Combine(_folder, "kept")
        );

        ((int)report["points"]!).ShouldBe(8);
    }

    [Theory]
    [InlineData("--without PART", "counterfactual", "unlocks")]
    [InlineData("is no part; there are team", "counterfactual", "unlocks", "--without", "teem")]
    [InlineData(
        "--for pool: people",
        "counterfactual",
        "unlocks",
        "--without",
        "vesting.team",
        "--runs",
        "1",
        "--for",
        "pool"
    )]
    [InlineData(
        "leave --shards out",
        "ensemble",
        "run",
        "unlocks",
        "--shards",
        "2",
        "--shard",
        "0",
        "--until",
        "price.p50 width 5%",
        "--out",
        "x"
    )]
    [InlineData(
        "they contradict",
        "sensitivity",
        "unlocks",
        "--metric",
        "price",
        "--vary",
        "team.sell_share=5%..60%",
        "--keep",
        "team.sell_share > 40%",
        "--keep",
        "team.sell_share < 30%"
    )]
    [InlineData("no choice of an adversary", "adversary", "unlocks", "--vary", "team.sell_share=5%..60%")]
    [InlineData("is not METRIC.STATISTIC width SIZE", "ensemble", "run", "unlocks", "--until", "soon", "--out", "x")]
    public async Task What_cannot_be_asked_is_refused_with_the_way_out(string message, params string[] arguments)
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
