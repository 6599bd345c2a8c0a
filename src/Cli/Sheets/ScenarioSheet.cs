using System.Text.RegularExpressions;
using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Scenarios;

namespace Souk.Cli.Sheets;

/// <summary>Scenario files on disk: one file and, below it, the bases that it names.</summary>
internal static partial class ScenarioSheet
{
    /// <summary>A file given by path or by the name of one that ships, read and checked.</summary>
    /// <exception cref="InvalidInputException">There is no such file, or it starts from a warehouse.</exception>
    /// <exception cref="ScenarioException">All that is wrong in it or its bases.</exception>
    public static Blueprint Read(string nameOrPath)
    {
        string path = Repository.FindFile(nameOrPath, "scenarios");
        if (StartsFromWarehouse(File.ReadAllText(path)))
        {
            throw new InvalidInputException(
                $"{path} starts from the market in a warehouse: give it with --db FILE to souk simulate. A scenario that "
                    + "stands alone has `parts:` (see souk scenario new)."
            );
        }

        return BlueprintFile.Load(path, Path.Combine(Repository.Root, "data", "scenarios"));
    }

    /// <summary>As above, with changes by path and perhaps another horizon.</summary>
    public static Blueprint Read(string nameOrPath, IEnumerable<(string Path, string Value)> changes, int? days)
    {
        Blueprint blueprint = changes.Aggregate(Read(nameOrPath), (changed, one) => changed.With(one.Path, one.Value));
        return days is { } horizon ? blueprint with { HorizonDays = horizon } : blueprint;
    }

    /// <summary>Whether it is a scenario of the kind that takes its start from a warehouse, and so names a market.</summary>
    public static bool StartsFromWarehouse(string text) => Market().IsMatch(text) && !Parts().IsMatch(text);

    [GeneratedRegex("^market:", RegexOptions.Multiline)]
    private static partial Regex Market();

    [GeneratedRegex("^(parts|base|tokens):", RegexOptions.Multiline)]
    private static partial Regex Parts();
}
