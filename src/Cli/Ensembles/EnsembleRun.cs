using Souk.Cli.Screens;
using Souk.Research.Ensembles;
using Souk.Simulation.Experiments;

namespace Souk.Cli.Ensembles;

/// <summary>Where shards are kept.</summary>
/// <param name="HasPaths">Whether full paths are kept, too.</param>
internal sealed record ShardOutput(string Folder, bool HasPaths);

/// <summary>Plays one shard of an ensemble and keeps it.</summary>
internal static class EnsembleRun
{
    /// <param name="until">A rule that stops the ensemble earlier; null plays all of it.</param>
    /// <param name="threads">0 for one per core.</param>
    public static async Task<int> ExecuteAsync(
        PlanRequest request,
        Shard shard,
        string? until,
        ShardOutput output,
        int threads,
        bool isJson,
        ProgressScreen screen,
        CancellationToken cancellation
    )
    {
        if (until is not null)
        {
            CheckHasNoPaths(output);
            SequentialRun sequential = new(request, shard, SequentialRun.Rule(until), output.Folder, threads);
            return await sequential.ExecuteAsync(isJson, screen, cancellation);
        }

        return await PlayAsync(request, shard, output, threads, isJson, screen, cancellation);
    }

    private static async Task<int> PlayAsync(
        PlanRequest request,
        Shard shard,
        ShardOutput output,
        int threads,
        bool isJson,
        ProgressScreen screen,
        CancellationToken cancellation
    )
    {
        EnsemblePlan plan = request.Plan();
        CheckShard(shard, plan.Shape.Runs);
        string folder = output.Folder;
        ShardFolder shards = new(folder);
        int[] bandDays = request.BandDays(plan.Shape);
        EnsembleSketch sketch = shards.Find(plan.Shape, shard) ?? new EnsembleSketch(plan.Shape, bandDays);
        CheckDays(sketch, bandDays, folder);
        using PathBook? paths = output.HasPaths ? shards.OpenPaths(plan.Shape, shard) : null;
        int found = sketch.Runs;
        int wanted = shard.EndOf(plan.Shape.Runs) - shard.FirstOf(plan.Shape.Runs);
        bool isComplete = await screen.RunAsync(
            $"Shard {shard.Index} of {shard.Count}",
            progress =>
                Task.Run(
                    () =>
                        ShardedEnsemble.Play(
                            plan,
                            sketch,
                            shard,
                            threads,
                            paths is null ? null : paths.OpenSink,
                            new EnsembleProgressLine(progress, wanted - found),
                            cancellation
                        ),
                    CancellationToken.None
                )
        );
        if (sketch.Runs > found)
        {
            shards.Save(sketch, shard, isComplete, paths);
        }

        Print(EnsembleReport.Of(sketch, shard, folder, found), isJson);
        return Close(isComplete, sketch.Runs, wanted, folder);
    }

    public static void Print(EnsembleReport report, bool isJson) =>
        Console.WriteLine(isJson ? JsonOutput.Of(report) : report.Text());

    /// <summary>Says what was cancelled, and gives the exit code.</summary>
    private static int Close(bool isComplete, int kept, int wanted, string folder)
    {
        if (isComplete)
        {
            return ExitCode.Success;
        }

        Console.Error.WriteLine(
            $"souk: cancelled; {kept} of {wanted} runs are kept in {folder}. The same command goes on from there."
        );
        return ExitCode.Cancelled;
    }

    private static void CheckHasNoPaths(ShardOutput output)
    {
        if (output.HasPaths)
        {
            throw new InvalidInputException(
                "--until does not know how many runs it will keep, so it keeps no --paths: find the number with --until, "
                    + "then play that many --runs with --paths."
            );
        }
    }

    private static void CheckDays(EnsembleSketch sketch, int[] bandDays, string folder)
    {
        if (!sketch.BandDays.SequenceEqual(bandDays))
        {
            throw new InvalidInputException(
                $"{folder} keeps bands of other days of this shard: leave --every as it was, or name another folder."
            );
        }
    }

    private static void CheckShard(Shard shard, int runs)
    {
        if (shard.Count is < 1 or > Shard.CountMax || shard.Index < 0 || shard.Index >= shard.Count)
        {
            throw new InvalidInputException(
                $"--shard {shard.Index} of --shards {shard.Count}: shards are numbered from 0 to one less than their number, which is 1 to {Shard.CountMax}."
            );
        }

        if (shard.Count > runs)
        {
            throw new InvalidInputException($"--shards {shard.Count} are more than the {runs} runs: take fewer.");
        }
    }
}
