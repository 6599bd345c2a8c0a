using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;

namespace Souk.Simulation.Tests.Catalogues;

/// <summary>The scenarios made of parts in data/scenarios, by name.</summary>
internal static class ShippedFiles
{
    public static IEnumerable<string> Names =>
        Directory
            .GetFiles(Folder, "*.yaml")
            .Where(path => BlueprintReader.Recognises(File.ReadAllText(path)))
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order();

    public static Blueprint Read(string name) => Catalogue.Read(name, Text);

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
        string path = Path.Combine(Folder, name + ".yaml");
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
