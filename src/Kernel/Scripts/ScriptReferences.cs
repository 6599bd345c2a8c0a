using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Souk.Kernel.Scripts;

/// <summary>What cells may use: the base class library, the libraries of the host, and what cells add.</summary>
internal sealed class ScriptReferences
{
    private readonly Dictionary<string, MetadataReference> _references = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<MetadataReference> _chained = [];

    public ScriptReferences(IEnumerable<Assembly> hosts)
    {
        string? framework = Path.GetDirectoryName(typeof(object).Assembly.Location);
        string trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        foreach (string path in trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (Path.GetDirectoryName(path) == framework)
            {
                Add(path);
            }
        }

        foreach (Assembly host in hosts.Append(typeof(ScriptReferences).Assembly))
        {
            Add(host.Location);
        }
    }

    /// <summary>Those that no cell of the chain brought along. A cell inherits the others; naming them again would make
    /// each cell hold a list as long as the chain.</summary>
    public IEnumerable<MetadataReference> New => _references.Values.Except(_chained);

    /// <summary>Says that the latest cell is now part of the chain.</summary>
    public void Chain() => _chained.UnionWith(_references.Values);

    /// <summary>Adds a library by its file; one of the same name added earlier is replaced for cells to come.</summary>
    /// <returns>False when it was there already.</returns>
    public bool Add(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        if (_references.TryGetValue(name, out MetadataReference? known) && known.Display == path)
        {
            return false;
        }

        string documentation = Path.ChangeExtension(path, ".xml");
        _references[name] = MetadataReference.CreateFromFile(
            path,
            documentation: File.Exists(documentation) ? new XmlDocumentation(documentation) : null
        );
        return true;
    }
}
