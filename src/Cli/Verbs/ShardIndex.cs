using System.Globalization;

namespace Souk.Cli.Verbs;

/// <summary>Which shard this process is to play.</summary>
internal static class ShardIndex
{
    // Slurm, Kubernetes Indexed Jobs and AWS Batch, in the order in which they are looked at.
    private static readonly string[] s_variables =
    [
        "SLURM_ARRAY_TASK_ID",
        "JOB_COMPLETION_INDEX",
        "AWS_BATCH_JOB_ARRAY_INDEX",
    ];

    /// <param name="given">The option's value; without it a variable of the cluster says it.</param>
    /// <exception cref="InvalidInputException">Nobody says it, or it is none of the shards.</exception>
    public static int Of(int? given, int shards)
    {
        int index = given ?? Find() ?? (shards == 1 ? 0 : throw Unsaid(shards));
        return shards >= 1 && index >= 0 && index < shards
            ? index
            : throw new InvalidInputException(
                $"--shard {index} of --shards {shards}: shards are numbered from 0 to one less than their number."
            );
    }

    private static int? Find()
    {
        foreach (string variable in s_variables)
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text)
            {
                return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int found)
                    ? found
                    : throw new InvalidInputException($"{variable} is '{text}', which is no shard's number.");
            }
        }

        return null;
    }

    private static InvalidInputException Unsaid(int shards) =>
        new($"Which of the {shards} shards? Give --shard, or set one of {string.Join(", ", s_variables)}.");
}
