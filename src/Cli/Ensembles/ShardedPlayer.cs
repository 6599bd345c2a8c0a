using System.Globalization;
using Souk.Research.Ensembles;
using Souk.Simulation.Experiments;

namespace Souk.Cli.Ensembles;

/// <summary>Where the inner ensembles of a study are played.</summary>
/// <param name="Shards">Parts of each.</param>
/// <param name="Folder">For points and shards; on a cluster, one that all machines see.</param>
/// <param name="IsSlurm">Whether shards are tasks of an array; else this process plays them one after another.</param>
/// <param name="SbatchOptions">For sbatch, beside our own.</param>
internal sealed record ShardPlace(int Shards, string Folder, bool IsSlurm, string[] SbatchOptions);

/// <summary>Plays the points of a study in shards: a file of points, which `souk ensemble run --design FILE` plays on any
/// machine. What is there already is not played again, so that a study that was interrupted goes on.</summary>
/// <param name="words">Of `souk ensemble run`: scenario and changes, without its days, which are those of each plan.</param>
internal sealed class ShardedPlayer(ShardPlace place, IReadOnlyList<string> words, int threads)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    /// <exception cref="EnsembleException">Shards of something else are in the folder, or tasks of the cluster failed.</exception>
    public EnsembleSketch Play(EnsemblePlan plan, IReadOnlyList<int> days, CancellationToken cancellation)
    {
        string root = Path.Combine(place.Folder, $"points-{plan.Shape.Hash[..16]}");
        ShardFolder folder = new(Path.Combine(root, "shards"));
        int shards = Math.Min(place.Shards, plan.Shape.Runs);
        if (place.IsSlurm)
        {
            string points = Path.Combine(root, "points.csv");
            PointFile.Write(points, plan.Shape.Points);
            SubmitAsync(plan, days, points, root, shards, cancellation).GetAwaiter().GetResult();
        }
        else
        {
            for (int index = 0; index < shards; index++)
            {
                Play(plan, days, folder, new Shard(index, shards), cancellation);
            }
        }

        EnsembleSketch whole = folder.Merge().Whole;
        return whole.Shape.Hash == plan.Shape.Hash && whole.BandDays.SequenceEqual(days)
            ? whole
            : throw new EnsembleException($"{root} has shards of other points or days. Remove it.");
    }

    private void Play(
        EnsemblePlan plan,
        IReadOnlyList<int> days,
        ShardFolder folder,
        Shard shard,
        CancellationToken cancellation
    )
    {
        EnsembleSketch sketch = folder.Find(plan.Shape, shard) ?? new EnsembleSketch(plan.Shape, days);
        int found = sketch.Runs;
        bool isComplete = ShardedEnsemble.Play(plan, sketch, shard, threads, cancellation: cancellation);
        if (sketch.Runs > found)
        {
            folder.Save(sketch, shard, isComplete);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    private async Task SubmitAsync(
        EnsemblePlan plan,
        IReadOnlyList<int> days,
        string points,
        string root,
        int shards,
        CancellationToken cancellation
    )
    {
        string[] all =
        [
            .. words,
            "--days",
            plan.Shape.Days.ToString(CultureInfo.InvariantCulture),
            "--seed",
            plan.Shape.Seed.ToString(CultureInfo.InvariantCulture),
            "--runs",
            plan.Shape.Replicates.ToString(CultureInfo.InvariantCulture),
            "--design",
            points,
            "--on-days",
            string.Join(',', days),
            .. plan.Shape.HasOwnLuck ? [PlanRequest.OwnLuck] : Array.Empty<string>(),
        ];
        string script = Path.Combine(root, "shards.sh");
        await File.WriteAllTextAsync(
            script,
            SlurmScripts.Array(all, shards, Path.Combine(root, "shards")),
            cancellation
        );
        string job = await Slurm.SubmitAsync(
            script,
            [
                "--requeue",
                string.Create(CultureInfo.InvariantCulture, $"--array=0-{shards - 1}"),
                $"--output={root}/shard-%a.log",
                "--open-mode=append",
                .. place.SbatchOptions,
            ],
            cancellation
        );
        while (await Slurm.StatesAsync([job], cancellation) is { Count: > 0 })
        {
            await Task.Delay(s_look, cancellation);
        }
    }
}
