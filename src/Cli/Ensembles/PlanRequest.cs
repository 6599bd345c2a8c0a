using Souk.Cli.Sheets;
using Souk.Research.Ensembles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Designs;
using Souk.Simulation.Experiments;

namespace Souk.Cli.Ensembles;

/// <summary>What an ensemble is asked to be made of, as words of a command line: they can be handed on to other machines.</summary>
/// <param name="Every">Days between two bands; null for each day, or the last one alone where points vary.</param>
/// <param name="Days">Another horizon than the file's; null for the file's.</param>
internal sealed record PlanRequest(
    string Scenario,
    uint Seed,
    int Runs,
    string[] Vary,
    DesignKind Design,
    int Points,
    int? Every,
    int? Days,
    (string Path, string Value)[] Changes
)
{
    /// <summary>The word for <see cref="HasOwnLuck"/>.</summary>
    public const string OwnLuck = "--own-luck";

    /// <summary>A file of points, in place of variations; null for none.</summary>
    public string? DesignFile { get; init; }

    /// <summary>The days of which bands are kept, in place of every so many; null for these.</summary>
    public int[]? OnDays { get; init; }

    /// <summary>Constraints on points.</summary>
    public string[] Keep { get; init; } = [];

    /// <summary>Whether each run has luck of its own, in place of the same at every point.</summary>
    public bool HasOwnLuck { get; init; }

    /// <exception cref="InvalidInputException">A number out of its limits, or a variation that cannot be read.</exception>
    public EnsemblePlan Plan() => HasOwnLuck ? CommonPlan().WithOwnLuck() : CommonPlan();

    private EnsemblePlan CommonPlan()
    {
        Require(
            Runs is >= 1 and <= BlueprintEnsemble.RunsMax,
            $"--runs {Runs} is not between 1 and {BlueprintEnsemble.RunsMax}."
        );
        Require(
            Points is >= 1 and <= Souk.Simulation.Designs.Design.PointsMax,
            $"--points {Points} is not between 1 and {Souk.Simulation.Designs.Design.PointsMax}."
        );
        Require(Every is null or >= 1, $"--every {Every} is below 1.");
        Blueprint blueprint = Read();
        Require(DesignFile is null || Vary.Length == 0, "--design FILE says what varies: leave --vary out.");
        Require(Keep.Length == 0 || Vary.Length > 0, "--keep constrains what varies: give --vary too.");
        if (DesignFile is not null)
        {
            return EnsemblePlan.At(blueprint, PointFile.Read(DesignFile), Seed, Runs);
        }

        if (Vary.Length == 0)
        {
            return new EnsemblePlan([blueprint], Seed, Runs);
        }

        try
        {
            Variation[] variations = Variations();
            double[][] shares = DesignWords.Space(blueprint, variations, Keep).Design(Design, Points, Seed);
            return EnsemblePlan.Of(blueprint, variations, shares, Seed, Runs);
        }
        catch (FormatException problem)
        {
            throw new InvalidInputException($"--keep: {problem.Message}");
        }
        catch (ArgumentOutOfRangeException limit)
        {
            throw new InvalidInputException(limit.Message.Split(" (Parameter", 2)[0]);
        }
    }

    /// <summary>The scenario with its changes.</summary>
    public Blueprint Read() => ScenarioSheet.Read(Scenario, Changes, Days);

    public Variation[] Variations()
    {
        try
        {
            return [.. Vary.Select(Variation.Parse)];
        }
        catch (FormatException problem)
        {
            throw new InvalidInputException($"--vary {problem.Message}");
        }
    }

    /// <summary>The days of which bands are kept; always the last.</summary>
    public int[] BandDays(EnsembleShape shape)
    {
        if (OnDays is not null)
        {
            Require(
                OnDays.Length > 0 && OnDays.Zip(OnDays.Skip(1)).All(pair => pair.First < pair.Second),
                "--on-days must rise."
            );
            Require(
                OnDays[0] >= 0 && OnDays[^1] < shape.Days,
                $"--on-days are from 0 to {shape.Days - 1}, the scenario's last day."
            );
            return OnDays;
        }

        int every = Every ?? (shape.Points.Count == 1 ? 1 : shape.Days);
        int last = shape.Days - 1;
        return [.. Enumerable.Range(0, shape.Days).Where(day => (last - day) % every == 0)];
    }

    /// <summary>The words that ask for the same again.</summary>
    public IEnumerable<string> Words()
    {
        yield return Path.GetFullPath(Repository.FindFile(Scenario, "scenarios"));
        foreach (
            (string option, object? value) in ((string, object?)[])
                [("--seed", Seed), ("--runs", Runs), ("--every", Every), ("--days", Days)]
        )
        {
            if (value is not null)
            {
                yield return option;
                yield return FormattableString.Invariant($"{value}");
            }
        }

        foreach (string vary in Vary)
        {
            yield return "--vary";
            yield return vary;
        }

        foreach (string keep in Keep)
        {
            yield return "--keep";
            yield return keep;
        }

        if (DesignFile is not null)
        {
            yield return "--design";
            yield return Path.GetFullPath(DesignFile);
        }

        if (OnDays is not null)
        {
            yield return "--on-days";
            yield return string.Join(',', OnDays);
        }

        if (HasOwnLuck)
        {
            yield return OwnLuck;
        }

        if (Vary.Length > 0)
        {
            yield return "--design";
            yield return DesignWords.Of(Design);
            yield return "--points";
            yield return FormattableString.Invariant($"{Points}");
        }

        foreach ((string path, string value) in Changes)
        {
            yield return "--set";
            yield return $"{path}={value}";
        }
    }

    private static void Require(bool isMet, string message)
    {
        if (!isMet)
        {
            throw new InvalidInputException(message);
        }
    }
}
