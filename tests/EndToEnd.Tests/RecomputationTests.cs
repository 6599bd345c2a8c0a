using System.Globalization;
using System.Text.Json.Nodes;
using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.EndToEnd.Tests;

/// <summary>The command that a simulated figure names gives its numbers again.</summary>
public sealed class RecomputationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-recompute-").FullName;

    public RecomputationTests()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        warehouse.Connection.Execute("insert into chain.system values ('m', 'Market of one', null, null)");
    }

    private string Database => Path.Combine(_folder, "m.duckdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Of_a_tornado()
    {
        const string Asked =
            "?set=pool.fee%3D40%20bp&m=price&seed=3&vary=traders.flow_sigma%3D0.01..0.1&vary=pool.fee%3D0.1%20%25..2.1%20%25";
        JsonNode shown = await FigureAsync($"/scenarios/unlocks/matters{Asked}", "tornado");
        JsonNode runs = await FigureAsync($"/scenarios/unlocks/matters{Asked}", "tornado-runs");

        JsonNode again = JsonNode.Parse(await RunAsync((string)shown["about"]!["recompute"]!))!;

        JsonNode row = shown["rows"]![0]!;
        JsonNode parameter = again["parameters"]![0]!;
        ((string)parameter["path"]!).ShouldBe((string)row["parameter"]!);
        ((double)parameter["at_low"]!).ShouldBe(Number(row["outcome_low"]));
        ((double)parameter["at_high"]!).ShouldBe(Number(row["outcome_high"]));
        ((double)again["middle"]!).ShouldBe(Number(row["outcome_middle"]));
        // The rows behind it: the first runs are of the middle.
        int each = int.Parse((string)shown["about"]!["runs"]!, CultureInfo.InvariantCulture);
        runs["rows"]!
            .AsArray()
            .Take(each)
            .Average(run => Number(run!["outcome"]))
            .ShouldBe(Number(row["outcome_middle"]), 1e-12);
        ((string)shown["about"]!["query"]!).ShouldStartWith("No SQL is behind these numbers");
    }

    [Fact]
    public async Task Of_bands()
    {
        JsonNode shown = await FigureAsync("/scenarios/unlocks?m=price&seed=5", "price");

        JsonNode again = JsonNode.Parse(await RunAsync((string)shown["about"]!["recompute"]!))!;

        ((string)again["digest"]!).ShouldBe((string)shown["about"]!["results"]!);
        ((string)again["scenario_hash"]!).ShouldBe((string)shown["about"]!["scenario hash"]!);
        ((string)again["engine_version"]!).ShouldBe((string)shown["about"]!["engine"]!);
    }

    [Theory]
    [InlineData(
        "/scenarios/unlocks/matters?m=price&seed=3&vary=traders.flow_sigma%3D0.01..0.1&vary=pool.fee%3D0.1%20%25..2.1%20%25",
        "map"
    )]
    [InlineData("/scenarios/unlocks", "unlock_schedules")]
    [InlineData("/scenarios/people-crowd?seed=2", "break_even")]
    public async Task Of_what_only_a_page_shows(string page, string key)
    {
        JsonNode shown = await FigureAsync(page, key);

        string[] told = (await RunAsync((string)shown["about"]!["recompute"]!)).Trim().Split(": ");

        string[] csv = await File.ReadAllLinesAsync(Path.Combine(told[0], told[1]));
        csv.Length.ShouldBe(1 + shown["rows"]!.AsArray().Count);
        csv[^1].Split(',')[^1].ShouldBe((string)shown["rows"]!.AsArray()[^1]!.AsObject().Last().Value!);
    }

    [Fact]
    public async Task Of_the_runs_of_an_event_study()
    {
        JsonNode shown = await FigureAsync(
            "/responses?event=price&scenario=people-crowd&seed=2",
            "entry-price-estimates"
        );
        JsonNode behind = await FigureAsync(
            "/responses/entry-price?scenario=people-crowd&seed=2&of=simulated",
            "events"
        );

        JsonNode again = JsonNode.Parse(await RunAsync((string)behind["about"]!["recompute"]!))!;

        JsonNode simulated = shown["rows"]!.AsArray().Single(row => (string)row!["source"]! == "simulated")!;
        ((double)again["rows"]![0]!["effect"]!).ShouldBe(Number(simulated["effect"]), 1e-12);
        ((double)again["rows"]![0]!["low"]!).ShouldBe(Number(simulated["low_95"]));
        ((double)again["rows"]![0]!["high"]!).ShouldBe(Number(simulated["high_95"]));
        ((int)again["rows"]![0]!["events"]!).ShouldBe((int)Number(simulated["events"]));
        behind["rows"]!
            .AsArray()
            .Count(row => (string)row!["is_counted"]! == "true")
            .ShouldBe((int)Number(simulated["events"]));
    }

    private static double Number(JsonNode? value) => double.Parse((string)value!, CultureInfo.InvariantCulture);

    private async Task<JsonNode> FigureAsync(string page, string key)
    {
        string folder = Path.Combine(_folder, key);
        (int code, string output, string errors) = await SoukProcess.RunAsync([
            "export",
            "page",
            page,
            "--db",
            Database,
            "--out",
            folder,
            "--only",
            key,
            "--format",
            "json",
        ]);
        code.ShouldBe(0, errors);
        return JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, output.Trim().Split(": ")[1])))!;
    }

    private async Task<string> RunAsync(string command)
    {
        string[] words =
        [
            .. Words(command)
                .Skip(1)
                .Select(word =>
                    word == "FILE" ? Database
                    : word == "DIR" ? Path.Combine(_folder, "again")
                    : word
                ),
        ];
        (int code, string output, string errors) = await SoukProcess.RunAsync(words);
        code.ShouldBe(0, errors);
        return output;
    }

    // As a shell divides it: what is in single quotation marks is one word.
    private static IEnumerable<string> Words(string command) =>
        command
            .Split('\'')
            .SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
