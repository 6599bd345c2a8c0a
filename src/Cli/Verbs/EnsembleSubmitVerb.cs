using System.CommandLine;
using Souk.Cli.Ensembles;
using Souk.Cli.Screens;

namespace Souk.Cli.Verbs;

/// <summary>`souk ensemble submit SCENARIO --slurm`: an array job and the merge that waits for it.</summary>
internal static class EnsembleSubmitVerb
{
    private const string Description =
        "Write and hand in an array job that plays the shards, and a job that merges them, and follow both.\n\n"
        + "Scripts and logs are in DIR/slurm. A task that loses its node is played again by Slurm; a shard that is there\n"
        + "already is skipped, so that the same command may be given again after a failure. Ctrl-C leaves the jobs running.\n\n"
        + "Examples:\n"
        + "  souk ensemble submit mine.yaml --slurm --runs 100000 --shards 64 --out /shared/runs\n"
        + "  souk ensemble submit mine.yaml --slurm --runs 10 --vary \"fees.burn_share=10%..50%\" --points 1024 --shards 32 \\\n"
        + "      --out /shared/sweep --sbatch --partition=long --sbatch --mem=2G";

    public static Command Create()
    {
        DesignOptions design = new();
        Option<bool> slurm = new("--slurm") { Description = "The cluster is Slurm; it is the only one so far." };
        Option<int> shards = new("--shards")
        {
            Description = "How many parts the runs are divided into: tasks of the array.",
            HelpName = "N",
            Required = true,
        };
        Option<bool> paths = EnsembleVerb.Paths();
        Option<string> output = EnsembleVerb.Folder();
        Option<string?> target = new("--merge-to")
        {
            Description = "Where the merge goes: FILE.duckdb or a folder. Default: DIR/merged.",
            HelpName = "FILE|DIR",
        };
        Option<string[]> sbatch = new("--sbatch")
        {
            Description = "A further option for sbatch, such as --partition=long. May be repeated.",
            HelpName = "OPTION",
        };
        Command submit = new("submit", Description)
        {
            slurm,
            shards,
            paths,
            output,
            target,
            sbatch,
            ProgressScreen.Option,
        };
        design.AddTo(submit);
        submit.SetAction(
            (parsed, cancellation) =>
            {
                if (!parsed.GetValue(slurm))
                {
                    throw new InvalidInputException("Say which cluster with --slurm; it is the only one so far.");
                }

                string folder = Path.GetFullPath(parsed.GetRequiredValue(output));
                return SlurmSubmission.ExecuteAsync(
                    design.Read(parsed),
                    parsed.GetValue(shards),
                    new ShardOutput(folder, parsed.GetValue(paths)),
                    Path.GetFullPath(parsed.GetValue(target) ?? Path.Combine(folder, "merged")),
                    parsed.GetValue(sbatch) ?? [],
                    ProgressScreen.From(parsed),
                    cancellation
                );
            }
        );
        return submit;
    }
}
