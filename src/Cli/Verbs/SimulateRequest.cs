using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

namespace Souk.Cli.Verbs;

/// <summary>What `souk simulate` was asked for.</summary>
/// <param name="Days">Another horizon than the file's; null for the file's.</param>
/// <param name="IsFull">Whether each agent stands for one, instead of as many as the scenario's weights say.</param>
/// <param name="Output">Where runs are kept; null for nowhere.</param>
internal sealed record SimulateRequest(
    string[] Scenarios,
    string? Database,
    int Runs,
    uint Seed,
    int Threads,
    int? Days,
    (string Path, string Value)[] Changes,
    bool IsFull,
    string? Output,
    bool IsJson
)
{
    /// <exception cref="InvalidInputException">A number out of its limits, or options that do not go together.</exception>
    public void Check()
    {
        Require(
            Runs is >= 1 and <= BlueprintEnsemble.RunsMax,
            $"--runs {Runs} is not between 1 and {BlueprintEnsemble.RunsMax}."
        );
        Require(Threads >= 0, $"--threads {Threads} is below 0. Leave it out for one per core.");
        Require(
            Days is null or >= 1 and <= BlueprintReader.HorizonDaysMax,
            $"--days {Days} is not between 1 and {BlueprintReader.HorizonDaysMax}."
        );
        Require(
            Database is null || (Scenarios.Length == 1 && Days is null && Output is null),
            "With --db one scenario is run, without --days and --out: change its horizon with --set horizon=\"3 years\"; its bands go to the warehouse."
        );
        Require(
            Database is null || !IsFull,
            "With --db populations have the size that the warehouse shows: leave out --scale."
        );
        Require(
            Scenarios.Length == 1 || Output is null,
            "--out keeps the runs of one scenario: run each of the two with an --out of its own."
        );
    }

    private static void Require(bool isMet, string message)
    {
        if (!isMet)
        {
            throw new InvalidInputException(message);
        }
    }
}
