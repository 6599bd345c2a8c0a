using System.Reflection;
using System.Runtime.Loader;

namespace Souk.Kernel.Scripts;

/// <summary>Loads compiled cells and the libraries that they refer to.</summary>
/// <remarks>Nothing is ever unloaded: a restart of the kernel does that.</remarks>
internal sealed class SubmissionLoader() : AssemblyLoadContext("notebook")
{
    private readonly Dictionary<string, Assembly> _cells = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _libraries = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _nativeLibraries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Loads a compiled cell.</summary>
    /// <param name="symbols">Line numbers for tracebacks.</param>
    public Assembly Load(Stream image, Stream symbols)
    {
        Assembly assembly = LoadFromStream(image, symbols);
        _cells[assembly.GetName().Name!] = assembly;
        return assembly;
    }

    /// <summary>Says where a library is, for when a cell first needs it.</summary>
    public void AddLibrary(string path) => _libraries[Path.GetFileNameWithoutExtension(path)] = path;

    public void AddNativeLibrary(string path) => _nativeLibraries[Path.GetFileNameWithoutExtension(path)] = path;

    protected override Assembly? Load(AssemblyName name)
    {
        if (_cells.TryGetValue(name.Name!, out Assembly? cell))
        {
            return cell;
        }

        return _libraries.TryGetValue(name.Name!, out string? path) ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string name)
    {
        string stem = Path.GetFileNameWithoutExtension(name);
        return
            _nativeLibraries.TryGetValue(stem, out string? path) || _nativeLibraries.TryGetValue("lib" + stem, out path)
            ? LoadUnmanagedDllFromPath(path)
            : 0;
    }
}
