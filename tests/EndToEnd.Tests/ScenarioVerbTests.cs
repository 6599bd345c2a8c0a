using System.Text.Json;
using System.Text.Json.Nodes;

namespace Souk.EndToEnd.Tests;

/// <summary>`souk scenario …` and `souk simulate FILE…` as a shell starts them.</summary>
public sealed class ScenarioVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-scenario-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task New_lint_explain_and_diff_agree_on_a_starter()
    {
        string starter = await StarterAsync();
        string burnMore = Write("more.yaml", "base: starter\nset: { fees.burn_share: 80 % }\n");

        JsonNode lint = await JsonAsync("scenario", "lint", starter);
        JsonNode explained = await JsonAsync("scenario", "explain", starter);
        JsonNode diff = await JsonAsync("scenario", "diff", starter, burnMore);

        string hash = (string)lint[0]!["hash"]!;
        ((bool)lint[0]!["valid"]!).ShouldBeTrue();
        ((string)explained["hash"]!).ShouldBe(hash);
        ((string)diff["first_hash"]!).ShouldBe(hash);
        JsonNode only = diff["differences"]!.AsArray().ShouldHaveSingleItem()!;
        only["path"]!.GetValue<string>().ShouldBe("fees.burn_share");
        only["before"]!.GetValue<string>().ShouldBe("30 %");
        only["after"]!.GetValue<string>().ShouldBe("80 %");
        explained["parts"]!.AsArray().Select(part => (string)part!["name"]!).ShouldContain("vesting.team");
    }

    [Fact]
    public async Task Kinds_say_unit_default_limits_and_source()
    {
        JsonNode kinds = await JsonAsync("scenario", "kinds", "pool.constant_product");

        JsonNode fee = kinds[0]!["parameters"]!.AsArray().Single(one => (string)one!["name"]! == "fee")!;
        ((string)fee["unit"]!).ShouldBe("share");
        ((string)fee["default"]!).ShouldBe("30 bp");
        ((string)fee["limits"]!).ShouldBe("0 to 0.9999");
        ((string)fee["source"]!).ShouldBe("UniswapV2Pair of v2-core 1.0.1");
    }

    [Fact]
    public async Task The_schema_is_json_with_every_kind()
    {
        JsonNode schema = await JsonAsync("scenario", "schema");

        schema["properties"]!["parts"]!["additionalProperties"]!["then"]!["properties"]!["kind"]!["enum"]!
            .AsArray()
            .Select(kind => (string)kind!)
            .ShouldContain("peer.sustainability_loop");
    }

    [Fact]
    public async Task An_ensemble_has_ordered_bands_and_one_digest_whatever_the_threads_and_the_output()
    {
        string starter = await StarterAsync();
        string output = Path.Combine(_folder, "out.duckdb");
        string[] same = ["simulate", starter, "--runs", "4", "--days", "40", "--seed", "7"];

        JsonNode one = await JsonAsync([.. same, "--threads", "1"]);
        JsonNode two = await JsonAsync([.. same, "--threads", "2", "--out", output]);

        ((string)two["digest"]!).ShouldBe((string)one["digest"]!);
        File.Exists(output).ShouldBeTrue();
        ((int)one["runs"]!).ShouldBe(4);
        one["assumed_inputs"]!.AsArray().Select(path => (string)path!).ShouldContain("traders.flow_sigma");
        JsonNode price = one["metrics"]!["price"]!;
        double[] band = [.. new[] { "p05", "p25", "p50", "p75", "p95" }.Select(key => (double)price[key]!)];
        band.ShouldBe(band.Order());
        band[4].ShouldBeGreaterThan(band[0]);
    }

    [Fact]
    public async Task A_comparison_of_a_scenario_with_itself_is_zero_and_burning_more_burns_more()
    {
        string starter = await StarterAsync();
        string burnMore = Write("more.yaml", "base: starter\nset: { fees.burn_share: 80 % }\n");

        JsonNode same = await JsonAsync("simulate", starter, starter, "--runs", "2", "--days", "30");
        JsonNode more = await JsonAsync("simulate", starter, burnMore, "--runs", "2", "--days", "30");

        same["differences"]!.AsObject().ShouldAllBe(one => (double)one.Value!["p95"]! == 0);
        ((double)more["differences"]!["burned"]!["p05"]!).ShouldBeGreaterThan(0);
        ((double)more["differences"]!["supply"]!["p95"]!).ShouldBeLessThan(0);
    }

    [Fact]
    public async Task A_scenario_with_rules_of_its_own_runs_by_name()
    {
        JsonNode run = await JsonAsync("simulate", "own-rule", "--seed", "1");

        // As docs/OWN-RULES.md has it: what the rule in C# paid and what the formula burned in 60 days.
        ((double)run["metrics"]!["loyalty.paid"]!["p50"]!).ShouldBe(595.2819603916944, 1e-9);
        ((double)run["metrics"]!["burned"]!["p50"]!).ShouldBe(2647.455693115866, 1e-9);
    }

    [Fact]
    public async Task A_rebuilt_model_runs_by_name_and_its_labels_are_shown()
    {
        JsonNode run = await JsonAsync("simulate", "peers/ethereum");
        (_, string text, _) = await SoukProcess.RunAsync("simulate", "peers/ethereum", "--progress", "none");

        ((double)run["metrics"]!["ethereum.supply"]!["p50"]!).ShouldBe(115_542_014.132332, 0.12);
        text.ShouldContain("labels: sequential phase, floating-point reference");
        text.ShouldContain((string)run["digest"]!);
    }

    [Fact]
    public async Task Interrupting_an_ensemble_keeps_the_finished_runs_and_says_so()
    {
        string starter = await StarterAsync();
        using SoukProcess process = SoukProcess.Start([
            "simulate",
            starter,
            "--runs",
            "5000",
            "--days",
            "60",
            "--progress",
            "plain",
            "--json",
        ]);
        await process.WaitForErrorLinesAsync(3, TestContext.Current.CancellationToken);

        process.Interrupt();
        (int exitCode, string output, string errors) = await process.WaitAsync();

        exitCode.ShouldBe(130, errors);
        JsonNode result = JsonNode.Parse(output)!;
        int runs = (int)result["runs"]!;
        ((bool)result["cancelled"]!).ShouldBeTrue();
        errors.ShouldContain($"cancelled; {runs} of 5000 runs were finished");
        JsonNode again = await JsonAsync("simulate", starter, "--runs", $"{runs}", "--days", "60");
        ((string)again["digest"]!).ShouldBe((string)result["digest"]!);
    }

    [Theory]
    [InlineData("scenario", "lint")]
    [InlineData("scenario", "explain")]
    [InlineData("scenario", "diff")]
    [InlineData("scenario", "schema")]
    [InlineData("scenario", "kinds")]
    [InlineData("scenario", "new")]
    [InlineData("simulate", null)]
    public async Task Help_has_an_example(string verb, string? word)
    {
        string[] words = word is null ? [verb] : [verb, word];

        (int exitCode, string output, _) = await SoukProcess.RunAsync([.. words, "--help"]);

        exitCode.ShouldBe(0);
        output.ShouldContain("Example");
        output.ShouldContain($"  souk {string.Join(' ', words)}");
    }

    private async Task<string> StarterAsync()
    {
        string path = Path.Combine(_folder, "starter.yaml");
        JsonNode made = await JsonAsync("scenario", "new", "--out", path);
        made["buckets"]!.AsArray().Sum(bucket => (decimal)bucket!["percent"]!).ShouldBe(100);
        return path;
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<JsonNode> JsonAsync(params string[] arguments)
    {
        (int exitCode, string output, string errors) = await SoukProcess.RunAsync([.. arguments, "--json"]);
        exitCode.ShouldBe(0, errors + output);
        return JsonNode.Parse(output) ?? throw new JsonException("null");
    }
}
