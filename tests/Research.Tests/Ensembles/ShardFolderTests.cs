using Souk.DuckDb;
using Souk.Research.Ensembles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Experiments;

namespace Souk.Research.Tests.Ensembles;

public sealed class ShardFolderTests : IDisposable
{
    private const string Text = """
        title: A few who sell
        start: 2025-01-01
        horizon: 12 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 50k USDC }
          early: { kind: people.insiders, count: 30, pool: pool, balance: 600 TKN, sell_hazard: 0.05 }
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("souk-shards-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_shard_comes_back_as_it_was_in_every_bit()
    {
        EnsembleSketch played = Play(new Shard(1, 3));
        ShardFolder folder = new(_root);
        folder.Save(played, new Shard(1, 3), isComplete: true);

        EnsembleSketch found = folder.Find(Plan().Shape, new Shard(1, 3))!;

        found.Outcomes.Select(run => run.Run).ShouldBe([3, 4, 5]);
        found.DigestOf(0).ShouldBe(played.DigestOf(0));
        found.BandDays.ShouldBe([5, 11]);
        for (int metric = 0; metric < played.Shape.Metrics.Count; metric++)
        {
            found.At(0, metric, 1).Sum.ToString().ShouldBe(played.At(0, metric, 1).Sum.ToString());
            found.At(0, metric, 1).Quantiles.Buckets.ShouldBe(played.At(0, metric, 1).Quantiles.Buckets);
            found.At(0, metric, 1).Quantiles.Least.ShouldBe(played.At(0, metric, 1).Quantiles.Least);
        }
    }

    [Fact]
    public void What_was_kept_on_cancelling_goes_once_the_shard_is_complete()
    {
        ShardFolder folder = new(_root);
        folder.Save(Play(new Shard(0, 9)), new Shard(0, 3), isComplete: false);
        folder.Find(Plan().Shape, new Shard(0, 3))!.Runs.ShouldBe(1);
        folder.CompleteCount(3).ShouldBe(0);

        folder.Save(Play(new Shard(0, 3)), new Shard(0, 3), isComplete: true);

        Directory.GetDirectories(_root).Select(Path.GetFileName).ShouldBe(["shard-00000-of-00003"]);
        folder.CompleteCount(3).ShouldBe(1);
    }

    [Fact]
    public void Saving_a_shard_that_another_machine_saved_changes_nothing()
    {
        ShardFolder folder = new(_root);
        folder.Save(Play(Shard.Whole), Shard.Whole, isComplete: true);
        string file = Path.Combine(_root, "shard-00000-of-00001", "run.parquet");
        byte[] before = File.ReadAllBytes(file);

        folder.Save(Play(Shard.Whole), Shard.Whole, isComplete: true);

        File.ReadAllBytes(file).ShouldBe(before);
    }

    [Fact]
    public void A_damaged_shard_and_one_with_runs_missing_are_refused_with_their_folder()
    {
        ShardFolder folder = new(_root);
        folder.Save(Play(new Shard(0, 2)), new Shard(0, 2), isComplete: true);
        folder.Save(Play(new Shard(1, 3)), new Shard(1, 2), isComplete: true);
        string incomplete = Should.Throw<EnsembleException>(() => folder.Merge()).Message;
        File.WriteAllText(Path.Combine(_root, "shard-00001-of-00002", "bucket.parquet"), "PAR1 not");

        string damaged = Should.Throw<EnsembleException>(() => folder.Merge()).Message;

        incomplete.ShouldContain("shard-00001-of-00002 has 3 runs where shard 1 of 2 has runs 4 to 8");
        damaged.ShouldContain("bucket.parquet cannot be read");
    }

    [Theory]
    [InlineData("another scenario", "is of another ensemble than the first shard (scenario ")]
    [InlineData("another engine version", "is of another ensemble than the first shard (engine version 0.0, not ")]
    [InlineData("a doubled shard", "shard-00000-of-00002-copy is of another division than shard-00000-of-00002")]
    [InlineData("a renamed shard", "shard-00001-of-00002 says that it is shard 0 of 2: somebody renamed it")]
    public void A_folder_that_holds_anything_else_is_refused_by_name_and_leaves_no_target(string what, string message)
    {
        ShardFolder folder = new(_root);
        folder.Save(Play(new Shard(0, 2)), new Shard(0, 2), isComplete: true);
        folder.Save(Play(new Shard(1, 2)), new Shard(1, 2), isComplete: true);
        string first = Path.Combine(_root, "shard-00000-of-00002");
        string second = Path.Combine(_root, "shard-00001-of-00002");
        switch (what)
        {
            case "another scenario":
                Directory.Delete(second, recursive: true);
                EnsemblePlan other = new([Blueprint().With("early.sell_hazard", "0.06")], seed: 5, replicates: 9);
                EnsembleSketch sketch = new(other.Shape, [5, 11]);
                ShardedEnsemble.Play(other, sketch, new Shard(1, 2)).ShouldBeTrue();
                folder.Save(sketch, new Shard(1, 2), isComplete: true);
                break;
            case "another engine version":
                Rewrite(Path.Combine(second, "shard.parquet"), "select * replace ('0.0' as engine_version)");
                break;
            case "a doubled shard":
                Copy(first, first + "-copy");
                break;
            default:
                Directory.Delete(second, recursive: true);
                Copy(first, second);
                break;
        }

        string target = Path.Combine(_root, "merged");
        string refusal = Should
            .Throw<EnsembleException>(() => EnsembleStore.Write(folder.Merge().Whole, target))
            .Message;

        refusal.ShouldContain(message);
        Directory.GetFileSystemEntries(_root).ShouldAllBe(entry => !entry.Contains("merged", StringComparison.Ordinal));
    }

    [Fact]
    public void A_renamed_shard_and_two_divisions_in_one_folder_are_refused()
    {
        ShardFolder folder = new(_root);
        folder.Save(Play(new Shard(0, 2)), new Shard(0, 2), isComplete: true);
        Directory.CreateDirectory(Path.Combine(_root, "shard-00000-of-00003"));
        Should.Throw<EnsembleException>(() => folder.Merge()).Message.ShouldContain("of another division");
        Directory.Delete(Path.Combine(_root, "shard-00000-of-00003"));
        folder.Save(Play(new Shard(0, 2)), new Shard(1, 2), isComplete: true);

        string message = Should.Throw<EnsembleException>(() => folder.Merge()).Message;

        message.ShouldContain("has 4 runs where shard 1 of 2 has runs 4 to 8");
    }

    [Fact]
    public void An_empty_folder_has_nothing_to_merge() =>
        Should
            .Throw<EnsembleException>(() => new ShardFolder(_root).Merge())
            .Message.ShouldContain("no complete shard");

    [Fact]
    public void A_target_that_is_there_stays_as_it_is()
    {
        string target = Path.Combine(_root, "there.duckdb");
        File.WriteAllText(target, "mine");

        Should.Throw<IOException>(() => EnsembleStore.Write(Play(Shard.Whole), target)).Message.ShouldContain("exists");

        File.ReadAllText(target).ShouldBe("mine");
        Directory.GetFiles(_root).ShouldHaveSingleItem();
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        Array.ForEach(Directory.GetFiles(from), file => File.Copy(file, Path.Combine(to, Path.GetFileName(file))));
    }

    private static void Rewrite(string file, string select)
    {
        using DuckDBConnection connection = new("Data Source=:memory:");
        connection.Open();
        connection.Execute($"create table changed as {select} from read_parquet('{file}')");
        connection.Execute($"copy changed to '{file}' (format parquet)");
    }

    private static EnsembleSketch Play(Shard shard)
    {
        EnsembleSketch sketch = new(Plan().Shape, [5, 11]);
        ShardedEnsemble.Play(Plan(), sketch, shard).ShouldBeTrue();
        return sketch;
    }

    private static EnsemblePlan Plan() => new([Blueprint()], seed: 5, replicates: 9);

    private static Blueprint Blueprint() => Catalogue.Read("test.yaml", _ => Text);
}
