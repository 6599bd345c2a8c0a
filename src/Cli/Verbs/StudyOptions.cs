using System.CommandLine;
using Souk.Cli.Ensembles;
using Souk.Cli.Sheets;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Designs;
using Souk.Simulation.Experiments;

namespace Souk.Cli.Verbs;

/// <summary>The options that studies of a scenario share.</summary>
internal sealed class StudyOptions
{
    private readonly Argument<string> _scenario = ScenarioVerb.File("SCENARIO");

    private readonly Option<string[]> _vary = DesignOptions.Vary();

    private readonly Option<uint> _seed = SharedOptions.Seed();

    private readonly Option<int> _runs = new("--runs")
    {
        Description = "Runs of each point, with the same luck at every point.",
        HelpName = "N",
        DefaultValueFactory = _ => 8,
    };

    private readonly Option<int> _threads = new("--threads")
    {
        Description = "0 takes one per core. Never changes the result.",
        HelpName = "N",
    };

    private readonly Option<int?> _days = new("--days")
    {
        Description = "Another horizon than the file's.",
        HelpName = "D",
    };

    private readonly Option<string[]> _set = SharedOptions.Set();

    private readonly ShardOptions _shards = new();

    private readonly Option<string[]> _keep = DesignOptions.Keep();

    public void AddTo(Command command)
    {
        _shards.AddTo(command);
        command.Arguments.Add(_scenario);
        foreach (Option option in (Option[])[_vary, _keep, _runs, _seed, _days, _set, _threads])
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="InvalidInputException">Nothing varies, or a number is out of its limits.</exception>
    public StudyRequest Read(ParseResult parsed)
    {
        string[] vary = parsed.GetValue(_vary) ?? [];
        int runs = parsed.GetValue(_runs);
        if (vary.Length == 0)
        {
            throw new InvalidInputException(
                "Say what varies with --vary PATH=LOW..HIGH; souk scenario explain lists the paths."
            );
        }

        if (runs is < 1 or > BlueprintEnsemble.RunsMax)
        {
            throw new InvalidInputException($"--runs {runs} is not between 1 and {BlueprintEnsemble.RunsMax}.");
        }

        Blueprint blueprint = ScenarioSheet.Read(
            parsed.GetRequiredValue(_scenario),
            SharedOptions.ParseChanges(parsed.GetValue(_set)),
            parsed.GetValue(_days)
        );
        Variation[] variations = Variations(vary);
        return new StudyRequest(blueprint, variations, parsed.GetValue(_seed), runs, parsed.GetValue(_threads))
        {
            Space = DesignWords.Space(blueprint, variations, parsed.GetValue(_keep) ?? []),
            Place = _shards.Read(parsed),
            Words = [.. Words(parsed)],
        };
    }

    private static Variation[] Variations(string[] vary)
    {
        try
        {
            return [.. vary.Select(Variation.Parse)];
        }
        catch (FormatException problem)
        {
            throw new InvalidInputException($"--vary {problem.Message}");
        }
    }

    private IEnumerable<string> Words(ParseResult parsed)
    {
        yield return Path.GetFullPath(Repository.FindFile(parsed.GetRequiredValue(_scenario), "scenarios"));
        foreach (string change in parsed.GetValue(_set) ?? [])
        {
            yield return "--set";
            yield return change;
        }
    }
}
