using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;

namespace Souk.Simulation.Tests.Catalogues;

/// <summary>The scenarios made of parts in data/scenarios, by name.</summary>
internal static class ShippedFiles
{
    public static IEnumerable<string> Names =>
        Directory
            .GetFiles(Folder, "*.yaml", SearchOption.AllDirectories)
            .Where(path => BlueprintReader.Recognises(File.ReadAllText(path)))
            .Select(path => Path.GetRelativePath(Folder, path)[..^".yaml".Length])
            .Order(StringComparer.Ordinal);

    /// <summary>Those without rules in C#, which tests of Research compile and run, and without presets, which have tests of their own.</summary>
    public static IEnumerable<string> RunnableNames =>
        Names.Except(Presets).Where(name => Read(name).Parts.All(part => part.Kind.Name != "rule.csharp"));

    /// <summary>Presets of systems and the contrasts laid over them.</summary>
    public static IEnumerable<string> Presets =>
        Names.Where(name => name.StartsWith("presets/", StringComparison.Ordinal));

    public static Blueprint Read(string name)
    {
        string folder = Path.GetDirectoryName(name)!;
        return Catalogue.Read(name, other => Text(other == name ? name : Path.Combine(folder, other)));
    }

    public static string Root
    {
        get
        {
            string? folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder!, "Analytics.sln")))
            {
                folder = Path.GetDirectoryName(folder);
            }

            return folder!;
        }
    }

    private static string Folder => Path.Combine(Root, "data", "scenarios");

    private static string? Text(string name)
    {
        string path = Path.Combine(Folder, name.EndsWith(".yaml", StringComparison.Ordinal) ? name : name + ".yaml");
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
