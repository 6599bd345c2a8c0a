using System.Text.Json.Nodes;

namespace Souk.EndToEnd.Tests;

/// <summary>Studies whose inner ensembles are played in shards, and fits to a warehouse, as a shell starts them.</summary>
public sealed class ShardedStudyTests : IDisposable
{
    private const string Scenario = """
        title: Minting to few who sell
        start: 2024-05-01
        horizon: 60 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 50k USDC }
          early: { kind: people.insiders, count: 20, pool: pool, sell_hazard: 0.05 }
          minting: { kind: emission.fixed, per_day: 1000 TKN/day, to: early }
        """;

    private const string Observed = "date,metric,value\n2024-05-20,emitted,31000\n2024-06-20,emitted,80000\n";

    private static readonly string[] s_vary = ["--vary", "minting.per_day=500 TKN/day..4000 TKN/day"];

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-sharded-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_fit_whose_points_are_played_in_shards_is_that_of_one_machine_and_goes_on_from_what_is_there()
    {
        string[] fit = Study("calibrate", "--runs 3 --evaluations 12");

        string one = await OutputAsync([.. fit, "--out", In("fits")]);
        string three = await OutputAsync([.. fit, "--shards", "3", "--work", In("work"), "--out", In("fits")]);
        DateTime written = Directory.GetLastWriteTimeUtc(Directory.GetDirectories(In("work")).Order().First());
        string again = await OutputAsync([.. fit, "--shards", "3", "--work", In("work")]);

        three.ShouldBe(one);
        again.ShouldBe(one);
        Directory.GetLastWriteTimeUtc(Directory.GetDirectories(In("work")).Order().First()).ShouldBe(written);
        string kept = Directory.GetFiles(In("fits")).ShouldHaveSingleItem();
        File.ReadAllText(kept).ShouldBe(one);
        string[] names = [.. JsonNode.Parse(one)!.AsObject().Select(pair => pair.Key)];
        Array.IndexOf(names, "identifiability").ShouldBeLessThan(Array.IndexOf(names, "parameters"));
    }

    [Theory]
    [InlineData("calibrate", "--runs 3 --evaluations 12")]
    [InlineData("calibrate", "--method abc-smc --evaluations 600")]
    [InlineData("optimise", "--maximise price --runs 2 --evaluations 8")]
    public async Task One_process_two_threads_and_four_shards_tell_the_same_bytes(string verb, string words)
    {
        string[] study = Study(verb, words);

        string one = await OutputAsync([.. study, "--threads", "1"]);
        string two = await OutputAsync([.. study, "--threads", "2"]);
        string four = await OutputAsync([.. study, "--shards", "4", "--work", In("work")]);

        two.ShouldBe(one);
        four.ShouldBe(one);
        foreach (string points in Directory.GetDirectories(In("work")))
        {
            Directory.GetDirectories(Path.Combine(points, "shards")).Length.ShouldBeInRange(1, 4);
        }
    }

    [Theory]
    [InlineData("calibrate", "--runs 4 --evaluations 6")]
    [InlineData("calibrate", "--method abc-smc --evaluations 200")]
    [InlineData("optimise", "--maximise price --runs 4 --evaluations 6")]
    public async Task A_missing_shard_is_played_again_and_one_of_other_points_is_refused_by_name(
        string verb,
        string words
    )
    {
        string[] study = [.. Study(verb, words), "--shards", "4", "--work", In("work")];
        string before = await OutputAsync(study);
        string first = Directory.GetDirectories(In("work")).Order(StringComparer.Ordinal).First();
        string shard = Path.Combine(first, "shards", "shard-00002-of-00004");
        byte[] runs = await File.ReadAllBytesAsync(Path.Combine(shard, "run.parquet"));
        Directory.Delete(shard, recursive: true);

        string without = await OutputAsync(study);
        byte[] again = await File.ReadAllBytesAsync(Path.Combine(shard, "run.parquet"));
        await OutputAsync([.. Study(verb, words), "--seed", "2", "--shards", "4", "--work", In("other")]);
        string foreign = Path.Combine(Directory.GetDirectories(In("other"))[0], "shards", "shard-00002-of-00004");
        Directory.Delete(shard, recursive: true);
        Directory.Move(foreign, shard);
        (int code, string output, string errors) = await SoukProcess.RunAsync(study);

        without.ShouldBe(before);
        again.ShouldBe(runs);
        code.ShouldBe(3, errors);
        output.ShouldBeEmpty();
        errors.ShouldContain("shard-00002-of-00004 is of another ensemble");
    }

    [Fact]
    public async Task A_fit_to_the_sample_says_first_that_it_is_a_self_test_and_keeps_the_hash_of_its_data()
    {
        string targets = Write(
            "targets.yaml",
            "- { of: burned, metric: emissions, column: burned, take: running total, decimals: 18, market: masa, from: 2024-05-10, to: 2024-06-20, every: 10 days }\n"
        );
        string[] fit =
        [
            "calibrate",
            Write("mint.yaml", Scenario),
            "--target",
            targets,
            "--db",
            "sample",
            .. s_vary,
            "--runs",
            "1",
            "--evaluations",
            "6",
        ];

        (int code, string text, string errors) = await SoukProcess.RunAsync(fit);
        (_, string json, _) = await SoukProcess.RunAsync([.. fit, "--json"]);
        (int without, _, string refusal) = await SoukProcess.RunAsync([
            "calibrate",
            In("mint.yaml"),
            "--target",
            targets,
            .. s_vary,
        ]);

        // The scenario burns nothing: whatever is fitted is not identified, and that is said before any value.
        code.ShouldBe(5, errors);
        text.Split('\n')[1].ShouldStartWith("SELF-TEST");
        text.IndexOf("NOT IDENTIFIED", StringComparison.Ordinal)
            .ShouldBeInRange(1, text.IndexOf("TKN/day", StringComparison.Ordinal));
        ((string)JsonNode.Parse(json)!["data_hash"]!).Length.ShouldBe(64);
        ((int)JsonNode.Parse(json)!["seed"]!).ShouldBe(1);
        without.ShouldBe(3);
        refusal.ShouldContain("--db sample");
    }

    [Fact]
    public async Task A_file_of_points_is_played_as_it_says_and_a_hole_in_it_is_named()
    {
        string points = Write("points.csv", "pool.fee,minting.per_day\n10 bp,1000 TKN/day\n\"1 %\",\"2000 TKN/day\"\n");
        string hole = Write("hole.csv", "pool.fee,minting.per_day\n10 bp,\n");
        string[] run = ["ensemble", "run", Write("mint.yaml", Scenario), "--runs", "2", "--on-days", "9,59", "--out"];

        JsonNode report = JsonNode.Parse(await OutputAsync([.. run, In("two"), "--design", points, "--json"]))!;
        (int code, _, string errors) = await SoukProcess.RunAsync([.. run, In("none"), "--design", hole]);

        ((int)report["points"]!).ShouldBe(2);
        ((int)report["runs"]!).ShouldBe(4);
        code.ShouldBe(3);
        errors.ShouldContain("point 0 says nothing of minting.per_day");
    }

    [Theory]
    [InlineData("ensemble run", "souk ensemble run mine.yaml --runs 200 --paths --out runs-with-paths")]
    [InlineData("calibrate", "souk calibrate mine.yaml --target targets.yaml --db sample")]
    [InlineData("optimise", "--shards 16 --work /shared/best --slurm")]
    [InlineData("index backfill", "--shards 16 --shard 3 --out /shared/history")]
    [InlineData("index load", "souk index load /shared/history masa.yaml --db masa.duckdb")]
    public async Task Help_carries_an_example_of_work_in_shards(string verb, string example)
    {
        string help = await OutputAsync([.. verb.Split(' '), "--help"]);

        help.ShouldContain(example);
    }

    private string[] Study(string verb, string words) =>
        [
            verb,
            Write("mint.yaml", Scenario),
            .. verb == "calibrate" ? (string[])["--target", Write("observed.csv", Observed)] : [],
            .. s_vary,
            .. words.Split(' '),
            "--json",
        ];

    private string Write(string name, string text)
    {
        File.WriteAllText(In(name), text);
        return In(name);
    }

    private string In(string name) => Path.Combine(_folder, name);

    private static async Task<string> OutputAsync(params string[] arguments)
    {
        (int code, string output, string errors) = await SoukProcess.RunAsync(arguments);
        code.ShouldBeOneOf(0, 5);
        errors.ShouldNotContain("   at ");
        return output;
    }
}
