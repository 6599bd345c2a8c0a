using System.CommandLine;
using Souk.Cli.Ensembles;
using Souk.Cli.Screens;
using Souk.Research.Ensembles;
using Souk.Simulation.Experiments;

namespace Souk.Cli.Verbs;

/// <summary>`souk ensemble …`: many runs, on one machine or on many.</summary>
internal static class EnsembleVerb
{
    private const string Description =
        "Run a scenario many times, at one point or over a design, in shards that any machine can play.\n\n"
        + "Runs are kept as sketches: exact counts, sums, least and most, and quantiles that are off by at most 0.2 %. The\n"
        + "digest and every byte of the merged files are the same for any number of threads, shards and machines.\n\n"
        + "Examples:\n"
        + "  souk ensemble run mine.yaml --runs 1000 --out runs\n"
        + "  souk ensemble run mine.yaml --runs 50 --vary \"fees.burn_share=10%..50%\" --points 64 --out sweep\n"
        + "  souk ensemble merge sweep --out sweep.duckdb\n"
        + "  souk ensemble submit mine.yaml --runs 100000 --slurm --shards 64 --out /shared/runs";

    private const string RunDescription =
        "Play one shard and keep it in a folder; without --shards, the whole.\n\n"
        + "The shard's number is --shard, or what Slurm, Kubernetes or AWS Batch set (SLURM_ARRAY_TASK_ID,\n"
        + "JOB_COMPLETION_INDEX, AWS_BATCH_JOB_ARRAY_INDEX). A shard that is there already is not played again; after Ctrl-C\n"
        + "(exit code 130) the same command goes on where it stopped.\n\n"
        + "--until plays blocks of 50 runs of each point until the 95 % interval of a statistic on the last day is narrow\n"
        + "enough, or --runs are played. What is kept is, byte for byte, what that number of --runs gives.\n\n"
        + "Examples:\n"
        + "  souk ensemble run mine.yaml --runs 1000 --out runs\n"
        + "  souk ensemble run mine.yaml --runs 1000 --shards 4 --shard 2 --out runs\n"
        + "  souk ensemble run mine.yaml --runs 200 --paths --out runs-with-paths\n"
        + "  souk ensemble run mine.yaml --runs 20 --vary \"fees.burn_share=10%,30%,50%\" --design grid --out sweep\n"
        + "  souk ensemble run unlocks --runs 2000 --until \"price.p50 width 60%\" --out enough";

    private const string MergeDescription =
        "Put the shards of a folder together. Missing, doubled, damaged or foreign shards are refused by name.\n\n"
        + "Examples:\n"
        + "  souk ensemble merge runs --out runs.duckdb\n"
        + "  souk ensemble merge sweep --out sweep-merged --json";

    public static Command Create() =>
        new("ensemble", Description) { CreateRun(), CreateMerge(), EnsembleSubmitVerb.Create() };

    private static Command CreateRun()
    {
        DesignOptions design = new();
        Option<int> shards = new("--shards")
        {
            Description = "How many parts the runs are divided into.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        Option<int?> shard = new("--shard") { Description = "Which of them, from 0.", HelpName = "I" };
        Option<int> threads = new("--threads")
        {
            Description = "0 takes one per core. Never changes the result.",
            HelpName = "N",
        };
        Option<string?> until = new("--until")
        {
            Description = "Stop once a statistic's interval is that narrow: \"price.p95 width 5%\".",
            HelpName = "RULE",
        };
        Option<bool> paths = Paths();
        Option<string> output = Folder();
        Option<bool> json = SharedOptions.Json();
        Command run = new("run", RunDescription)
        {
            shards,
            shard,
            until,
            threads,
            paths,
            output,
            json,
            ProgressScreen.Option,
        };
        design.AddTo(run);
        run.SetAction(
            (parsed, cancellation) =>
                EnsembleRun.ExecuteAsync(
                    design.Read(parsed),
                    new Shard(ShardIndex.Of(parsed.GetValue(shard), parsed.GetValue(shards)), parsed.GetValue(shards)),
                    parsed.GetValue(until),
                    new ShardOutput(parsed.GetRequiredValue(output), parsed.GetValue(paths)),
                    parsed.GetValue(threads),
                    parsed.GetValue(json),
                    ProgressScreen.From(parsed),
                    cancellation
                )
        );
        return run;
    }

    private static Command CreateMerge()
    {
        Argument<string> folder = SharedOptions.WithoutOptions(
            new Argument<string>("DIR") { Description = "The folder to which shards were played." }
        );
        Option<string> output = new("--out")
        {
            Description = "FILE.duckdb, or a folder for Parquet files.",
            HelpName = "FILE|DIR",
            Required = true,
        };
        Option<bool> json = SharedOptions.Json();
        Command merge = new("merge", MergeDescription) { folder, output, json };
        merge.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(folder);
            if (!Directory.Exists(path))
            {
                throw new InvalidInputException($"There is no folder {path}.");
            }

            MergedShards merged = new ShardFolder(path).Merge();
            EnsembleStore.Write(merged.Whole, parsed.GetRequiredValue(output), merged.Paths);
            EnsembleReport report = EnsembleReport.Of(
                merged.Whole,
                Shard.Whole,
                parsed.GetRequiredValue(output),
                found: 0
            );
            EnsembleRun.Print(report, parsed.GetValue(json));
        });
        return merge;
    }

    public static Option<bool> Paths() =>
        new("--paths")
        {
            Description = "Keep every metric of every run on every day, too, as Parquet: about 5 bytes a value.",
        };

    public static Option<string> Folder() =>
        new("--out")
        {
            Description = "The folder for shards; on a cluster, one that all machines see.",
            HelpName = "DIR",
            Required = true,
        };
}
