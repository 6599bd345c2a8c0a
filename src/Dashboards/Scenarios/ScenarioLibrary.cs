using System.Collections.Concurrent;
using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Scenarios;

namespace Souk.Dashboards.Scenarios;

/// <summary>The scenarios of parts that lie in a folder and below it, by name.</summary>
/// <param name="folder">Null has none.</param>
public sealed class ScenarioLibrary(string? folder)
{
    private readonly ConcurrentDictionary<string, Blueprint?> _loaded = new(StringComparer.Ordinal);

    /// <summary>Names as paths below the folder, with "~" for "/"; those that need a market's state are left out.</summary>
    public IReadOnlyList<string> Names =>
        folder is null || !Directory.Exists(folder)
            ? []
            :
            [
                .. Directory
                    .EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
                    .Select(NameOf)
                    .Order(StringComparer.Ordinal),
            ];

    /// <summary>All that can run by themselves.</summary>
    public IReadOnlyList<(string Name, Blueprint Blueprint)> All =>
        [
            .. Names
                .Select(name => (name, Blueprint: Find(name)))
                .Where(pair => pair.Blueprint is not null)
                .Select(pair => (pair.name, pair.Blueprint!)),
        ];

    /// <summary>A scenario of <see cref="Names"/>; null where there is none, or it needs more than its file.</summary>
    public Blueprint? Find(string name) => Names.Contains(name) ? _loaded.GetOrAdd(name, Load) : null;

    private Blueprint? Load(string name) => Try(() => BlueprintFile.Load(PathOf(name)));

    private string PathOf(string name) =>
        Path.Combine(folder!, name.Replace('~', Path.DirectorySeparatorChar) + ".yaml");

    private string NameOf(string path) =>
        Path.ChangeExtension(Path.GetRelativePath(folder!, path), null).Replace(Path.DirectorySeparatorChar, '~');

    // Others start from a warehouse (`market:`): the page of their market has them.
    private static Blueprint? Try(Func<Blueprint> load)
    {
        try
        {
            return load();
        }
        catch (ScenarioException)
        {
            return null;
        }
    }
}
