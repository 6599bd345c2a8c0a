using System.Globalization;
using Souk.DuckDb;
using Souk.Simulation.Experiments;

namespace Souk.Research.Ensembles;

/// <summary>The folder of an ensemble: one folder for each shard, complete or partial, and never anything half-written.</summary>
/// <remarks>
/// A shard is written under a name of its own and then renamed, which is one step for the file system: two machines that
/// play the same shard by mistake do no harm, as both write the same bytes.
/// </remarks>
public sealed class ShardFolder
{
    private const string PartialEnding = ".partial";

    private readonly string _root;

    /// <param name="root">Created if it is not there.</param>
    public ShardFolder(string root)
    {
        _root = Path.GetFullPath(root);
        Directory.CreateDirectory(_root);
    }

    /// <summary>Shards that are complete.</summary>
    public int CompleteCount(int shards) =>
        Enumerable.Range(0, shards).Count(index => Directory.Exists(PathOf(new Shard(index, shards))));

    /// <summary>What there is of a shard: all of it, a part that was kept when somebody cancelled, or nothing.</summary>
    /// <exception cref="EnsembleException">The shard is there, of another plan.</exception>
    public EnsembleSketch? Find(EnsembleShape shape, Shard shard)
    {
        string complete = PathOf(shard);
        string partial = complete + PartialEnding;
        string? folder = Array.Find((string[])[complete, partial], Directory.Exists);
        if (folder is null)
        {
            return null;
        }

        LoadedShard found = ShardReader.Read(folder);
        return found.PlanHash == shape.Hash && found.Sketch.Shape.Hash == shape.Hash
            ? found.Sketch
            : throw Foreign(folder, found.Sketch.Shape, shape);
    }

    /// <summary>What there is of an ensemble that stops by a rule: where it stopped it has fewer runs than it might have had.
    /// </summary>
    /// <param name="shape">With as many replicates as there may be at most.</param>
    /// <exception cref="EnsembleException">The shard is there, of another plan.</exception>
    public EnsembleSketch? FindStopped(EnsembleShape shape)
    {
        string complete = PathOf(Shard.Whole);
        if (!Directory.Exists(complete))
        {
            return Find(shape, Shard.Whole);
        }

        LoadedShard found = ShardReader.Read(complete);
        EnsembleShape stopped = shape with { Replicates = found.Sketch.Shape.Replicates };
        return
            found.PlanHash == stopped.Hash
            && found.Sketch.Shape.Hash == stopped.Hash
            && stopped.Replicates <= shape.Replicates
            ? found.Sketch.In(shape.Replicates)
            : throw Foreign(complete, found.Sketch.Shape, shape);
    }

    /// <summary>Keeps an ensemble that stopped, in place of one that stopped earlier.</summary>
    public void SaveStopped(EnsembleSketch sketch)
    {
        Remove(PathOf(Shard.Whole));
        Save(sketch, Shard.Whole, isComplete: true);
    }

    /// <summary>Where the paths of a shard's runs go while they are played: those of runs that were kept are in it.</summary>
    /// <exception cref="EnsembleException">The shard is there, played without paths.</exception>
    public PathBook OpenPaths(EnsembleShape shape, Shard shard)
    {
        PathBook book = new(shape, shard, $"{PathOf(shard)}.{Environment.MachineName}.{Environment.ProcessId}.paths");
        try
        {
            string partial = PathOf(shard) + PartialEnding;
            string? folder = Array.Find((string[])[PathOf(shard), partial], Directory.Exists);
            LoadedShard? kept = folder is null ? null : ShardReader.Read(folder);
            if (kept is { Paths.Count: 0 })
            {
                throw new EnsembleException(
                    $"{folder} was played without paths. Remove it, or name another folder with --out."
                );
            }

            if (folder == partial)
            {
                book.Take(kept!.Paths, partial);
            }

            return book;
        }
        catch
        {
            book.Dispose();
            throw;
        }
    }

    /// <summary>Keeps a shard, or what is done of it.</summary>
    /// <param name="paths">With full paths, which are the folder's from now on; null without.</param>
    public void Save(EnsembleSketch sketch, Shard shard, bool isComplete, PathBook? paths = null)
    {
        string target = PathOf(shard) + (isComplete ? "" : PartialEnding);
        string staging = $"{PathOf(shard)}.{Environment.MachineName}.{Environment.ProcessId}.writing";
        Directory.CreateDirectory(staging);
        try
        {
            using DuckDBConnection connection = new("Data Source=:memory:;threads=1");
            connection.Open();
            ShardTables.Create(connection);
            ShardWriter.Write(connection, sketch, shard);
            ShardWriter.WritePaths(connection, paths?.MoveTo(staging) ?? []);
            ShardTables.Copy(connection, staging);
            Publish(staging, target, isComplete);
        }
        finally
        {
            Remove(staging);
        }

        if (isComplete)
        {
            Remove(PathOf(shard) + PartialEnding);
        }
    }

    /// <summary>All shards together.</summary>
    /// <exception cref="EnsembleException">None, not all, of several plans or divisions, doubled or unfinished runs.</exception>
    public MergedShards Merge()
    {
        string[] folders =
        [
            .. Directory
                .GetDirectories(_root, "shard-*-of-*")
                .Where(folder => !Path.GetFileName(folder).Contains('.', StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
        if (folders.Length == 0)
        {
            throw new EnsembleException(
                $"{_root} has no complete shard. Play them with souk ensemble run --out {_root}."
            );
        }

        LoadedShard first = ShardReader.Read(folders[0]);
        CheckAllThere(folders, first.Shard.Count);
        EnsembleSketch whole = new(first.Sketch.Shape, first.Sketch.BandDays);
        List<(string Folder, LoadedShard Shard)> shards = [];
        foreach (string folder in folders)
        {
            LoadedShard shard = folder == folders[0] ? first : ShardReader.Read(folder);
            Add(whole, folder, shard, first.Shard.Count);
            shards.Add((folder, shard with { Sketch = whole }));
        }

        return new MergedShards(whole, MergedPaths.Of(whole.Shape, shards));
    }

    private static void Add(EnsembleSketch whole, string folder, LoadedShard shard, int count)
    {
        EnsembleShape shape = whole.Shape;
        if (
            shard.PlanHash != shape.Hash
            || shard.Sketch.Shape.Hash != shape.Hash
            || !shard.Sketch.BandDays.SequenceEqual(whole.BandDays)
        )
        {
            throw new EnsembleException(
                $"{folder} is of another ensemble than the first shard ({Differences(shard.Sketch.Shape, shape)}). Remove it and play that shard again."
            );
        }

        if (folder[^14..] != Name(shard.Shard)[^14..] || shard.Shard.Count != count)
        {
            throw new EnsembleException(
                $"{folder} says that it is shard {shard.Shard}: somebody renamed it. Give it its name back."
            );
        }

        int first = shard.Shard.FirstOf(shape.Runs);
        int end = shard.Shard.EndOf(shape.Runs);
        int[] runs = [.. shard.Sketch.Outcomes.Select(run => run.Run)];
        if (!runs.SequenceEqual(Enumerable.Range(first, end - first)))
        {
            throw new EnsembleException(
                $"{folder} has {runs.Length} runs where shard {shard.Shard} has runs {first} to {end - 1}. Remove it and play that shard again."
            );
        }

        whole.Add(shard.Sketch);
    }

    private static void CheckAllThere(string[] folders, int count)
    {
        string[] names = [.. folders.Select(folder => Path.GetFileName(folder)!)];
        string[] foreign = [.. names.Where(name => !name.EndsWith(Ending(count), StringComparison.Ordinal))];
        if (foreign.Length > 0)
        {
            throw new EnsembleException(
                $"{string.Join(", ", foreign.Take(5))} is of another division than {names[0]}: merge one division, each in a folder of its own."
            );
        }

        string[] missing = [.. Enumerable.Range(0, count).Select(index => Name(new Shard(index, count))).Except(names)];
        if (missing.Length > 0)
        {
            throw new EnsembleException(
                $"{missing.Length} of {count} shards are missing: {string.Join(", ", missing.Take(5))}{(missing.Length > 5 ? ", …" : "")}. Play them with souk ensemble run --shard I."
            );
        }
    }

    private static void Publish(string staging, string target, bool isComplete)
    {
        if (!isComplete)
        {
            Remove(target);
        }

        try
        {
            Directory.Move(staging, target);
        }
        catch (IOException) when (isComplete && Directory.Exists(target))
        {
            // Another machine was first, with the same bytes.
        }
    }

    private static EnsembleException Foreign(string folder, EnsembleShape found, EnsembleShape wanted) =>
        new(
            $"{folder} is of another ensemble ({Differences(found, wanted)}). Name another folder with --out, or remove it."
        );

    private static string Differences(EnsembleShape found, EnsembleShape wanted)
    {
        (string What, object Found, object Wanted)[] pairs =
        [
            ("scenario", found.Points[0].Hash[..12], wanted.Points[0].Hash[..12]),
            ("points", found.Points.Count, wanted.Points.Count),
            ("seed", found.Seed, wanted.Seed),
            ("runs", found.Replicates, wanted.Replicates),
            ("days", found.Days, wanted.Days),
            ("engine version", found.EngineVersion, wanted.EngineVersion),
            ("own luck", found.HasOwnLuck, wanted.HasOwnLuck),
        ];
        string[] differences =
        [
            .. pairs
                .Where(pair => !pair.Found.Equals(pair.Wanted))
                .Select(pair =>
                    string.Create(CultureInfo.InvariantCulture, $"{pair.What} {pair.Found}, not {pair.Wanted}")
                ),
        ];
        return differences.Length == 0 ? "other points or band days" : string.Join("; ", differences);
    }

    private string PathOf(Shard shard) => Path.Combine(_root, Name(shard));

    private static string Name(Shard shard) =>
        string.Create(CultureInfo.InvariantCulture, $"shard-{shard.Index:D5}") + Ending(shard.Count);

    private static string Ending(int count) => string.Create(CultureInfo.InvariantCulture, $"-of-{count:D5}");

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>All shards of an ensemble.</summary>
public sealed record MergedShards(EnsembleSketch Whole, MergedPaths Paths);
