using System.Text.RegularExpressions;
using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
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

        return BlueprintFile.WithRules(
            Catalogue.Read(path, new BaseFiles().Load),
            Path.GetDirectoryName(Path.GetFullPath(path))!
        );
    }

    /// <summary>Whether it is a scenario of the kind that takes its start from a warehouse, and so names a market.</summary>
    public static bool StartsFromWarehouse(string text) => Market().IsMatch(text) && !Parts().IsMatch(text);

    [GeneratedRegex("^market:", RegexOptions.Multiline)]
    private static partial Regex Market();

    [GeneratedRegex("^(parts|base|tokens):", RegexOptions.Multiline)]
    private static partial Regex Parts();

    /// <summary>Finds bases: beside the file that names them, with or without `.yaml`, or among those that ship.</summary>
    private sealed class BaseFiles
    {
        private string _folder = "";

        public string? Load(string name)
        {
            string beside = Path.Combine(_folder, name);
            string shipped = Path.Combine(Repository.Root, "data", "scenarios", name);
            string[] candidates = [beside, beside + ".yaml", shipped, shipped + ".yaml"];
            if (Array.Find(candidates, File.Exists) is not { } path)
            {
                return null;
            }

            _folder = Path.GetDirectoryName(path) ?? "";
            return File.ReadAllText(path);
        }
    }
}
