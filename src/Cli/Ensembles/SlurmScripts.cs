using System.Globalization;
using System.Text;

namespace Souk.Cli.Ensembles;

/// <summary>The two scripts of an ensemble on Slurm: an array that plays shards, and what merges them.</summary>
internal static class SlurmScripts
{
    /// <summary>One task per shard. A shard that is there already takes no time, so that any task may run again.</summary>
    /// <param name="words">Of `souk ensemble run`, without shards and folder.</param>
    public static string Array(IEnumerable<string> words, int shards, string folder) =>
        Head("shards")
        + $"exec {Program} ensemble run {Words(words)} \\\n"
        + string.Create(
            CultureInfo.InvariantCulture,
            $"    --shards {shards} --shard \"$SLURM_ARRAY_TASK_ID\" --out {Quoted(folder)} \\\n"
        )
        + "    --threads \"${SLURM_CPUS_PER_TASK:-1}\" --progress plain --json\n";

    public static string Merge(string folder, string target) =>
        Head("merge") + $"exec {Program} ensemble merge {Quoted(folder)} --out {Quoted(target)} --json\n";

    // A task lives for a minute: counting branches so as to compile better later costs it a third of its first sixty runs.
    private static string Head(string name) =>
        $"#!/bin/sh\n#SBATCH --job-name=souk-{name}\nexport SOUK_HOME={Quoted(Repository.Root)}\n"
        + "export DOTNET_NOLOGO=1 DOTNET_TieredPGO=0\n";

    private static string Program =>
        Quoted(Environment.ProcessPath!)
        + (
            Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
                ? " " + Quoted(Path.Combine(AppContext.BaseDirectory, "souk.dll"))
                : ""
        );

    private static string Words(IEnumerable<string> words) => string.Join(' ', words.Select(Quoted));

    // A shell leaves everything between single quotes as it is.
    private static string Quoted(string word)
    {
        StringBuilder text = new("'");
        text.Append(word.Replace("'", "'\\''", StringComparison.Ordinal)).Append('\'');
        return text.ToString();
    }
}
