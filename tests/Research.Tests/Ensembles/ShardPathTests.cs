using System.Security.Cryptography;
using Souk.DuckDb;
using Souk.Research.Ensembles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Experiments;

namespace Souk.Research.Tests.Ensembles;

/// <summary>Full paths of runs, in shards and merged. The scenario has enough days that a plan has several blocks of paths.</summary>
public sealed class ShardPathTests : IDisposable
{
    private const string Text = """
        title: A few who sell, for long
        start: 2025-01-01
        horizon: 18250 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 50k USDC }
          early: { kind: people.insiders, count: 2, pool: pool, balance: 600 TKN, sell_hazard: 0.05 }
        """;

    private static readonly EnsemblePlan s_plan = new([Catalogue.Read("test.yaml", _ => Text)], seed: 5, replicates: 4);

    private readonly string _root = Directory.CreateTempSubdirectory("souk-paths-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Paths_of_three_shards_are_the_bytes_of_one_and_hold_what_runs_recorded()
    {
        Play("one", Shard.Whole);
        foreach (int index in (int[])[2, 0, 1])
        {
            Play("three", new Shard(index, 3));
        }

        Write("one");
        Write("three");

        string[] files = Fingerprint("one");
        files.Count(file => file.StartsWith("path-", StringComparison.Ordinal)).ShouldBe(2);
        Fingerprint("three").ShouldBe(files);
        BlueprintResult played = BlueprintEnsemble.Run(s_plan.Points[0], seed: 5, runs: 4);
        using DuckDBConnection connection = new("Data Source=:memory:");
        connection.Open();
        string source = $"read_parquet('{_root}/one-merged/paths/*.parquet')";
        connection.Scalar<long>($"select count(*) from {source}").ShouldBe(4L * 18_250 * s_plan.Shape.Metrics.Count);
        connection
            .Query(
                $"select value from {source} where replicate = 3 and metric = 1 order by day",
                row => row.GetDouble(0)
            )
            .ShouldBe(played.Metrics[1].Run(3).ToArray());
    }

    [Fact]
    public void Amounts_are_exact_in_base_units_and_null_where_a_metric_is_none()
    {
        Play("one", Shard.Whole);
        Write("one");
        using DuckDBConnection connection = new("Data Source=:memory:");
        connection.Open();

        List<(string Type, long Wrong, long Exact)> found = connection.Query(
            $"""
            select any_value(typeof(units)), count(*) filter ((units is null) <> (decimals is null)),
                count(*) filter (abs(units::double / 1e18 - value) < 1e-9 and value > 0)
            from read_parquet('{_root}/one-merged/paths/*.parquet')
            join read_parquet('{_root}/one-merged/metric.parquet') using (metric)
            where key = 'supply' or decimals is null
            """,
            row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2))
        );

        found.ShouldBe([("DECIMAL(38,0)", 0L, 4L * 18_250)]);
    }

    [Fact]
    public void What_was_kept_on_cancelling_is_in_the_paths_of_the_whole()
    {
        ShardFolder folder = new(Path.Combine(_root, "cut"));
        EnsembleSketch sketch = new(s_plan.Shape, [18_249]);
        using (PathBook paths = folder.OpenPaths(s_plan.Shape, Shard.Whole))
        {
            ShardedEnsemble.Play(s_plan, sketch, new Shard(0, 2), openSink: paths.OpenSink).ShouldBeTrue();
            folder.Save(sketch, Shard.Whole, isComplete: false, paths);
        }

        Play("cut", Shard.Whole);
        Play("one", Shard.Whole);
        Write("cut");
        Write("one");

        Fingerprint("cut").ShouldBe(Fingerprint("one"));
        Directory.GetDirectories(Path.Combine(_root, "cut")).ShouldHaveSingleItem();
    }

    [Fact]
    public void Altered_missing_and_absent_paths_are_refused_by_name()
    {
        Play("two", new Shard(0, 2));
        Play("two", new Shard(1, 2));
        ShardFolder folder = new(Path.Combine(_root, "two"));
        string file = Directory.GetFiles(Path.Combine(_root, "two", "shard-00001-of-00002", "paths")).Order().First();
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
        string altered = Should.Throw<EnsembleException>(() => folder.Merge()).Message;
        File.Delete(file);
        string missing = Should.Throw<EnsembleException>(() => folder.Merge()).Message;
        Directory.Delete(Path.Combine(_root, "two", "shard-00001-of-00002"), recursive: true);
        EnsembleSketch sketch = new(s_plan.Shape, [18_249]);
        ShardedEnsemble.Play(s_plan, sketch, new Shard(1, 2));
        folder.Save(sketch, new Shard(1, 2), isComplete: true);

        string absent = Should.Throw<EnsembleException>(() => folder.Merge()).Message;
        string late = Should.Throw<EnsembleException>(() => folder.OpenPaths(s_plan.Shape, new Shard(1, 2))).Message;

        altered.ShouldContain($"{file} was altered");
        missing.ShouldContain($"{file} is missing");
        absent.ShouldContain("shard-00001-of-00002 has no paths and other shards have");
        late.ShouldContain("was played without paths");
    }

    private void Play(string name, Shard shard)
    {
        ShardFolder folder = new(Path.Combine(_root, name));
        EnsembleSketch sketch = folder.Find(s_plan.Shape, shard) ?? new EnsembleSketch(s_plan.Shape, [18_249]);
        using PathBook paths = folder.OpenPaths(s_plan.Shape, shard);
        ShardedEnsemble.Play(s_plan, sketch, shard, openSink: paths.OpenSink).ShouldBeTrue();
        folder.Save(sketch, shard, isComplete: true, paths);
    }

    private void Write(string name)
    {
        MergedShards merged = new ShardFolder(Path.Combine(_root, name)).Merge();
        EnsembleStore.Write(merged.Whole, Path.Combine(_root, name + "-merged"), merged.Paths);
    }

    private string[] Fingerprint(string name) =>
        [
            .. Directory
                .GetFiles(Path.Combine(_root, name + "-merged"), "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file =>
                    $"{Path.GetFileName(file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"
                ),
        ];
}
