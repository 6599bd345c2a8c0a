using System.Globalization;
using Souk.Cli.Screens;
using Souk.Research.Ensembles;
using Souk.Simulation.Experiments;

namespace Souk.Cli.Ensembles;

/// <summary>An ensemble on Slurm, from the scripts to the merged files.</summary>
internal static class SlurmSubmission
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    /// <param name="output">For shards; all machines see its folder under this name.</param>
    /// <param name="target">Where the merge goes; it must not exist.</param>
    /// <param name="options">For sbatch, beside our own.</param>
    public static async Task<int> ExecuteAsync(
        PlanRequest request,
        int shards,
        ShardOutput output,
        string target,
        string[] options,
        ProgressScreen screen,
        CancellationToken cancellation
    )
    {
        string folder = output.Folder;
        EnsembleShape shape = request.Plan().Shape;
        if (shards < 1 || shards > Math.Min(shape.Runs, Shard.CountMax))
        {
            throw new InvalidInputException(
                $"--shards {shards} is not between 1 and {Math.Min(shape.Runs, Shard.CountMax)}, the number of runs."
            );
        }

        if (Path.Exists(target))
        {
            throw new InvalidInputException($"{target} exists already. Name another place with --merge-to.");
        }

        string scripts = Path.Combine(folder, "slurm");
        Directory.CreateDirectory(scripts);
        string[] jobs = await SubmitAsync(request, shards, output, target, scripts, options, cancellation);
        Console.Error.WriteLine(
            $"souk: array job {jobs[0]} with {shards} tasks, merge job {jobs[1]}; logs in {scripts}"
        );
        try
        {
            await screen.RunAsync(
                $"Slurm job {jobs[0]}",
                progress => FollowAsync(jobs, new ShardFolder(folder), shards, progress, cancellation)
            );
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"souk: the jobs go on. End them with: scancel {jobs[0]} {jobs[1]}");
            throw;
        }

        return Close(target, scripts);
    }

    private static async Task<string[]> SubmitAsync(
        PlanRequest request,
        int shards,
        ShardOutput output,
        string target,
        string scripts,
        string[] options,
        CancellationToken cancellation
    )
    {
        string array = Path.Combine(scripts, "shards.sh");
        IEnumerable<string> words = output.HasPaths ? request.Words().Append("--paths") : request.Words();
        string merge = Path.Combine(scripts, "merge.sh");
        await File.WriteAllTextAsync(array, SlurmScripts.Array(words, shards, output.Folder), cancellation);
        await File.WriteAllTextAsync(merge, SlurmScripts.Merge(output.Folder, target), cancellation);
        string last = (shards - 1).ToString(CultureInfo.InvariantCulture);
        string arrayJob = await Slurm.SubmitAsync(
            array,
            ["--requeue", $"--array=0-{last}", $"--output={scripts}/shard-%a.log", "--open-mode=append", .. options],
            cancellation
        );
        string mergeJob = await Slurm.SubmitAsync(
            merge,
            [
                $"--dependency=afterok:{arrayJob}",
                "--kill-on-invalid-dep=yes",
                $"--output={scripts}/merge.log",
                .. options,
            ],
            cancellation
        );
        return [arrayJob, mergeJob];
    }

    private static async Task<bool> FollowAsync(
        string[] jobs,
        ShardFolder folder,
        int shards,
        IProgress<StageProgress> progress,
        CancellationToken cancellation
    )
    {
        while (await Slurm.StatesAsync(jobs, cancellation) is { Count: > 0 } states)
        {
            int done = folder.CompleteCount(shards);
            int running = states.Count(state => state is "RUNNING" or "COMPLETING");
            progress.Report(
                new StageProgress(
                    (double)done / shards,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{done} of {shards} shards done, {running} tasks running"
                    )
                )
            );
            await Task.Delay(s_look, cancellation);
        }

        return true;
    }

    private static int Close(string target, string scripts)
    {
        string log = Path.Combine(scripts, "merge.log");
        if (Path.Exists(target))
        {
            Console.WriteLine(File.Exists(log) ? File.ReadAllText(log).TrimEnd() : target);
            return ExitCode.Success;
        }

        Console.Error.WriteLine(
            $"souk: the jobs ended without {target}. The logs in {scripts} say why; the same command plays what is missing."
        );
        return ExitCode.Failure;
    }
}
