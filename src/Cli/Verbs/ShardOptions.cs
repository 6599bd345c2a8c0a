using System.CommandLine;
using Souk.Cli.Ensembles;
using Souk.Simulation.Experiments;

namespace Souk.Cli.Verbs;

/// <summary>The options that say where the inner ensembles of a study are played.</summary>
internal sealed class ShardOptions
{
    private readonly Option<int?> _shards = new("--shards")
    {
        Description = "Play each set of points in this many shards, kept in --work. Never changes the result.",
        HelpName = "N",
    };

    private readonly Option<string?> _work = new("--work")
    {
        Description = "The folder for points and shards; the same command goes on from what is there.",
        HelpName = "DIR",
    };

    private readonly Option<bool> _slurm = new("--slurm")
    {
        Description = "Shards are tasks of Slurm arrays; DIR must be one that all nodes see.",
    };

    private readonly Option<string[]> _sbatch = new("--sbatch")
    {
        Description = "A further option for sbatch, such as --partition=long. May be repeated.",
        HelpName = "OPTION",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_shards, _work, _slurm, _sbatch])
        {
            command.Options.Add(option);
        }
    }

    /// <returns>Null where neither option is given.</returns>
    /// <exception cref="InvalidInputException">One without the other, or a number out of its limits.</exception>
    public ShardPlace? Read(ParseResult parsed)
    {
        int? shards = parsed.GetValue(_shards);
        string? work = parsed.GetValue(_work);
        if (shards is null && work is null && !parsed.GetValue(_slurm))
        {
            return null;
        }

        if (shards is null || work is null)
        {
            throw new InvalidInputException("Shards need both --shards N and --work DIR.");
        }

        return shards is >= 1 and <= Shard.CountMax
            ? new(shards.Value, Path.GetFullPath(work), parsed.GetValue(_slurm), parsed.GetValue(_sbatch) ?? [])
            : throw new InvalidInputException($"--shards {shards} is not between 1 and {Shard.CountMax}.");
    }
}
