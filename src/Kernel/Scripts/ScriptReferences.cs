using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Souk.Kernel.Scripts;

/// <summary>What cells may use: the base class library, the libraries of the host, and what cells add.</summary>
internal sealed class ScriptReferences
{
    private readonly Dictionary<string, MetadataReference> _references = new(StringComparer.OrdinalIgnoreCase);

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

        All = [.. _references.Values];
    }

    /// <summary>The same list until one is added.</summary>
    public ImmutableArray<MetadataReference> All { get; private set; }

    /// <summary>Adds a library by its file; one of the same name added earlier is replaced for cells to come.</summary>
    /// <returns>False when it was there already.</returns>
    public bool AddLibrary(string path)
    {
        bool isNew = Add(path);
        All = isNew ? [.. _references.Values] : All;
        return isNew;
    }

    private bool Add(string path)
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
