using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Souk.EndToEnd.Tests;

/// <summary>`souk ensemble …` as a shell and as Slurm start it.</summary>
public sealed class EnsembleTests : IDisposable
{
    private const string Scenario = """
        title: An unlock that takes its time
        start: 2025-01-01
        horizon: 360 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 10M TKN, money_reserve: 500k USDC, fee: 30 bp }
          early: { kind: people.insiders, count: 400, pool: pool, balance: 600 TKN, sell_hazard: 0.02 }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-ensemble-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Four_shards_and_one_give_the_same_bytes_and_the_digest_of_simulate()
    {
        string scenario = Write();
        for (int shard = 3; shard >= 0; shard--)
        {
            await JsonAsync(
                "ensemble",
                "run",
                scenario,
                "--runs",
                "30",
                "--shards",
                "4",
                "--shard",
                $"{shard}",
                "--out",
                In("four")
            );
        }

        await JsonAsync("ensemble", "run", scenario, "--runs", "30", "--threads", "2", "--out", In("one"));
        JsonNode four = await JsonAsync("ensemble", "merge", In("four"), "--out", In("four-merged"));
        JsonNode one = await JsonAsync("ensemble", "merge", In("one"), "--out", In("one-merged"));
        JsonNode paths = await JsonAsync("simulate", scenario, "--runs", "30");

        Fingerprint("four-merged").ShouldBe(Fingerprint("one-merged"));
        ((string)four["digest"]!).ShouldBe((string)one["digest"]!);
        ((string)four["digest"]!).ShouldBe((string)paths["digest"]!);
        double exact = (double)paths["metrics"]!["pool.price"]!["p50"]!;
        ((double)four["metrics"]!["pool.price"]!["p50"]!).ShouldBe(exact, exact / 256);
    }

    [Fact]
    public async Task A_sweep_has_its_points_with_what_was_set_there()
    {
        JsonNode run = await JsonAsync([
            "ensemble",
            "run",
            Write(),
            "--runs",
            "3",
            "--days",
            "20",
            "--vary",
            "pool.fee=10 bp,1 %",
            "--design",
            "grid",
            "--out",
            In("sweep"),
        ]);
        await JsonAsync("ensemble", "merge", In("sweep"), "--out", In("sweep.duckdb"));
        (_, string settings, _) = await SoukProcess.RunAsync("ensemble", "run", "--help");

        ((int)run["points"]!).ShouldBe(2);
        ((int)run["runs"]!).ShouldBe(6);
        settings.ShouldContain("souk ensemble run mine.yaml --runs 1000 --shards 4 --shard 2 --out runs");
        using DuckDb.DuckDBConnection connection = new($"Data Source={In("sweep.duckdb")}");
        connection.Open();
        DuckDb
            .DuckDBQueries.Query(
                connection,
                "select point, path, value from setting order by point",
                row => $"{row.GetInt32(0)} {row.GetString(1)} {row.GetString(2)}"
            )
            .ShouldBe(["0 pool.fee 10 bp", "1 pool.fee 1 %"]);
    }

    [Fact]
    public async Task Merging_refuses_what_is_missing_doubled_or_foreign_by_name()
    {
        string scenario = Write();
        string[] run =
        [
            "ensemble",
            "run",
            scenario,
            "--runs",
            "6",
            "--days",
            "5",
            "--shards",
            "3",
            "--out",
            In("shards"),
            "--shard",
        ];
        await JsonAsync([.. run, "0"]);
        await JsonAsync([.. run, "2"]);

        string missing = await RefusedAsync("ensemble", "merge", In("shards"), "--out", In("merged"));
        await JsonAsync([
            "ensemble",
            "run",
            scenario,
            "--runs",
            "6",
            "--days",
            "5",
            "--seed",
            "2",
            "--shards",
            "3",
            "--shard",
            "1",
            "--out",
            In("other"),
        ]);
        Directory.Move(
            Path.Combine(In("other"), "shard-00001-of-00003"),
            Path.Combine(In("shards"), "shard-00001-of-00003")
        );
        string foreign = await RefusedAsync("ensemble", "merge", In("shards"), "--out", In("merged"));
        string again = await RefusedAsync([.. run, "1"]);
        string unnumbered = await RefusedAsync("ensemble", "run", scenario, "--shards", "3", "--out", In("shards"));

        missing.ShouldContain("1 of 3 shards are missing: shard-00001-of-00003");
        foreign.ShouldContain("seed 2, not 1");
        again.ShouldContain("of another ensemble (seed 2, not 1)");
        unnumbered.ShouldContain("Which of the 3 shards?");
        Directory.Exists(In("merged")).ShouldBeFalse();
    }

    [Fact]
    public async Task An_interrupted_shard_goes_on_where_it_stopped()
    {
        string scenario = Write();
        string[] arguments =
        [
            "ensemble",
            "run",
            scenario,
            "--runs",
            "5000",
            "--threads",
            "1",
            "--progress",
            "plain",
            "--json",
            "--out",
            In("long"),
        ];
        using SoukProcess process = SoukProcess.Start(arguments);
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
        // The second line comes after two seconds; on an idle machine all runs take eight.
        await process.WaitForErrorLinesAsync(2, limit.Token);
        process.Interrupt();
        (int code, string output, string errors) = await process.WaitAsync();

        int kept = (int)JsonNode.Parse(output)!["runs"]!;
        code.ShouldBe(130);
        kept.ShouldBeInRange(1, 4_999);
        errors.ShouldContain("The same command goes on from there");
        // What is left of 5,000 runs takes seconds.
        double[] left =
        [
            .. Regex
                .Matches(errors, @", (\d+) s left")
                .Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)),
        ];
        left.ShouldNotBeEmpty(errors);
        left[^1].ShouldBeInRange(1, 600);
        (_, string resumed, _) = await SoukProcess.RunAsync(arguments);
        ((int)JsonNode.Parse(resumed)!["runs"]!).ShouldBe(5_000);
        ((int)JsonNode.Parse(resumed)!["runs_found"]!).ShouldBe(kept);
        (await RefusedAsync("ensemble", "run", scenario, "--runs", "8", "--out", In("long"))).ShouldContain(
            "runs 5000, not 8"
        );
    }

    [Fact]
    public async Task Sixteen_tasks_of_a_real_slurm_that_loses_a_node_give_the_bytes_of_one_machine()
    {
        string scenario = Write();
        using SlurmCluster cluster = await SlurmCluster.StartAsync();
        Environment.SetEnvironmentVariable("SLURM_CONF", cluster.Configuration);
        using SoukProcess submit = SoukProcess.Start([
            "ensemble",
            "submit",
            scenario,
            "--slurm",
            "--runs",
            "3200",
            "--shards",
            "16",
            "--progress",
            "none",
            "--out",
            In("cluster"),
        ]);
        await SlurmCluster.WaitAsync("a task on n3", () => Task.FromResult(cluster.HasTask("n3")));
        cluster.KillNode("n3");
        (int code, string output, string errors) = await submit.WaitAsync();
        string restarted = await cluster.RunAsync("scontrol", "show", "job");

        code.ShouldBe(0, errors);
        restarted.ShouldContain("Restarts=1");
        await JsonAsync("ensemble", "run", scenario, "--runs", "3200", "--out", In("alone"));
        JsonNode alone = await JsonAsync("ensemble", "merge", In("alone"), "--out", In("alone-merged"));
        ((string)JsonNode.Parse(output)!["digest"]!).ShouldBe((string)alone["digest"]!);
        Fingerprint(Path.Combine("cluster", "merged")).ShouldBe(Fingerprint("alone-merged"));
    }

    private string Write()
    {
        string path = In("scenario.yaml");
        File.WriteAllText(path, Scenario);
        return path;
    }

    private string In(string name) => Path.Combine(_folder, name);

    private string[] Fingerprint(string folder) =>
        [
            .. Directory
                .GetFiles(In(folder))
                .Order(StringComparer.Ordinal)
                .Select(file =>
                    $"{Path.GetFileName(file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"
                ),
        ];

    private static async Task<JsonNode> JsonAsync(params string[] arguments)
    {
        (int code, string output, string errors) = await SoukProcess.RunAsync([.. arguments, "--json"]);
        code.ShouldBe(0, errors);
        return JsonNode.Parse(output)!;
    }

    private static async Task<string> RefusedAsync(params string[] arguments)
    {
        (int code, _, string errors) = await SoukProcess.RunAsync(arguments);
        code.ShouldBe(3, errors);
        return errors;
    }
}
