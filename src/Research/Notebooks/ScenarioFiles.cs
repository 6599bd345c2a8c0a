using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Scenarios;

namespace Souk.Research.Notebooks;

/// <summary>Scenario files by path, or by the name of one that ships.</summary>
internal static class ScenarioFiles
{
    public static Blueprint Read(string nameOrPath)
    {
        string path = Find(nameOrPath);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Blueprint blueprint = Catalogue.Read(Path.GetFileName(path), name => ReadText(folder, name));
        return BlueprintFile.WithRules(blueprint, folder);
    }

    /// <exception cref="ScenarioException">There is no such file.</exception>
    public static string Find(string nameOrPath)
    {
        string[] candidates = [nameOrPath, Shipped(nameOrPath), Shipped(nameOrPath) + ".yaml"];
        return Array.Find(candidates, File.Exists)
            ?? throw new ScenarioException(
                new ScenarioError(nameOrPath, $"is no file, and none of that name ships; there are {Names()}")
            );
    }

    // Bases are beside the file that names them or among those that ship, with or without the end of their name.
    private static string? ReadText(string folder, string name)
    {
        string beside = Path.Combine(folder, name);
        string[] candidates = [beside, beside + ".yaml", Shipped(name), Shipped(name) + ".yaml"];
        return Array.Find(candidates, File.Exists) is { } path ? File.ReadAllText(path) : null;
    }

    private static string Shipped(string name) => Path.Combine(ShippedFiles.Scenarios, name);

    private static string Names() =>
        string.Join(
            ", ",
            Directory
                .EnumerateFiles(ShippedFiles.Scenarios, "*.yaml")
                .Select(Path.GetFileNameWithoutExtension)
                .Order(StringComparer.Ordinal)
        );
}
