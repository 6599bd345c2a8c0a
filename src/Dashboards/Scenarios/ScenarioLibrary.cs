using System.Collections.Concurrent;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;
using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Scenarios;

namespace Souk.Dashboards.Scenarios;

/// <summary>The scenarios of parts that lie in a folder and below it, by name, and those that readers made.</summary>
/// <param name="folder">Null has none.</param>
/// <param name="own">Those that readers made: who has the link of one finds it, and no list has it. Null keeps none.</param>
public sealed class ScenarioLibrary(string? folder, TextShelf? own = null)
{
    internal const string OwnPrefix = "own-";

    // Keys of a file that is not whole by itself, or that could not be written a second time.
    private static readonly string[] s_joins = ["base:", "overlays:", "market:", "set:", "rules:"];

    private readonly ConcurrentDictionary<string, Blueprint?> _loaded = new(StringComparer.Ordinal);

    /// <summary>Whether readers can make scenarios here.</summary>
    public bool IsOpen => own is not null;

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

    /// <summary>All that ship and can run by themselves.</summary>
    public IReadOnlyList<(string Name, Blueprint Blueprint)> All =>
        [
            .. Names
                .Select(name => (name, Blueprint: _loaded.GetOrAdd(name, Load)))
                .Where(pair => pair.Blueprint is not null)
                .Select(pair => (pair.name, pair.Blueprint!)),
        ];

    /// <summary>A scenario of <see cref="Names"/> or of a reader; null where there is none, or it needs more than its file.</summary>
    public Blueprint? Find(string name) =>
        TextOf(name) is { } text ? _loaded.GetOrAdd(name, _ => Read(name, text))
        : Names.Contains(name) ? _loaded.GetOrAdd(name, Load)
        : null;

    /// <summary>The text of a reader's scenario; null where nobody made one of this name.</summary>
    public string? TextOf(string name) =>
        name.StartsWith(OwnPrefix, StringComparison.Ordinal) ? own?.Find(name[OwnPrefix.Length..]) : null;

    /// <summary>The text that changes can be written below, so that both are one scenario by themselves; null where it builds on
    /// another file or changes something already.</summary>
    public string? SourceOf(string name)
    {
        string? text = FileOf(name);
        return
            text is null
            || text.Split('\n').Any(line => s_joins.Any(key => line.StartsWith(key, StringComparison.Ordinal)))
            ? null
            : text;
    }

    /// <summary>The whole text of a scenario, as it ships or as a reader made it; null where there is none.</summary>
    public string? FileOf(string name) =>
        TextOf(name) ?? (Names.Contains(name) ? File.ReadAllText(PathOf(name)) : null);

    /// <summary>Keeps a reader's scenario.</summary>
    /// <returns>Its name: the same text has the same.</returns>
    /// <exception cref="ScenarioException">It cannot run.</exception>
    /// <exception cref="ShelfFullException">As many are kept as may be.</exception>
    /// <exception cref="InvalidOperationException">None can be made here.</exception>
    public string Keep(string text)
    {
        TextShelf shelf =
            own ?? throw new InvalidOperationException(PageWords.Plain("scenarios.this-server-keeps-no-scenarios"));
        BlueprintModel.Build(Read("new", text));
        return OwnPrefix + shelf.Save(text);
    }

    // It stands alone: a text of a reader opens no file.
    private static Blueprint Read(string name, string text) =>
        Catalogue.Read(name, asked => asked == name ? text : null);

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
