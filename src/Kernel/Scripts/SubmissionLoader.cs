using System.Reflection;
using System.Runtime.Loader;

namespace Souk.Kernel.Scripts;

/// <summary>Loads compiled cells and the libraries that they refer to.</summary>
/// <remarks>A cell's code goes once nothing uses it: no variable, value, task or later cell of it or of those that were loaded with it.
/// Libraries stay until the kernel is restarted.</remarks>
internal sealed class SubmissionLoader : AssemblyLoadContext
{
    private readonly Dictionary<string, WeakReference<Assembly>> _cells = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _libraries = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _nativeLibraries = new(StringComparer.OrdinalIgnoreCase);
    private readonly CellGroup _lasting;
    private readonly CellGroup _passing;
    private int _pruneAt = 64;

    public SubmissionLoader()
        : base("notebook")
    {
        _lasting = new CellGroup(this);
        _passing = new CellGroup(this);
    }

    /// <summary>Loads a compiled cell. Whoever needs it later has to hold it.</summary>
    /// <param name="symbols">Line numbers for tracebacks.</param>
    /// <param name="isLasting">Whether it declares what no cell did before, and so is likely to stay.</param>
    public Assembly Load(Stream image, Stream symbols, bool isLasting)
    {
        Assembly assembly = (isLasting ? _lasting : _passing).Load(image, symbols);
        Prune();
        _cells[assembly.GetName().Name!] = new(assembly);
        return assembly;
    }

    /// <summary>Says where a library is, for when a cell first needs it.</summary>
    public void AddLibrary(string path) => _libraries[Path.GetFileNameWithoutExtension(path)] = path;

    public void AddNativeLibrary(string path) => _nativeLibraries[Path.GetFileNameWithoutExtension(path)] = path;

    protected override Assembly? Load(AssemblyName name) =>
        _libraries.TryGetValue(name.Name!, out string? path) ? LoadFromAssemblyPath(path) : null;

    protected override nint LoadUnmanagedDll(string name)
    {
        string stem = Path.GetFileNameWithoutExtension(name);
        return
            _nativeLibraries.TryGetValue(stem, out string? path) || _nativeLibraries.TryGetValue("lib" + stem, out path)
            ? LoadUnmanagedDllFromPath(path)
            : 0;
    }

    private Assembly? Find(AssemblyName name) =>
        _cells.TryGetValue(name.Name!, out WeakReference<Assembly>? cell) && cell.TryGetTarget(out Assembly? assembly)
            ? assembly
            : Load(name);

    private void Prune()
    {
        if (_cells.Count >= _pruneAt)
        {
            string[] gone = [.. _cells.Where(cell => !cell.Value.TryGetTarget(out _)).Select(cell => cell.Key)];
            Array.ForEach(gone, name => _cells.Remove(name));
            _pruneAt = 2 * Math.Max(32, _cells.Count);
        }
    }

    /// <summary>Cells that go together, since memory for code is taken in pages: a new one begins when one is full.</summary>
    private sealed class CellGroup(SubmissionLoader shared)
    {
        private const int CellsMax = 32;

        private CellLoader _loader = new(shared);
        private int _count;

        public Assembly Load(Stream image, Stream symbols)
        {
            if (_count == CellsMax)
            {
                // Takes effect when the last user of the last cell is gone.
                _loader.Unload();
                (_loader, _count) = (new CellLoader(shared), 0);
            }

            _count++;
            return _loader.LoadFromStream(image, symbols);
        }
    }

    private sealed class CellLoader(SubmissionLoader shared) : AssemblyLoadContext("cells", isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName name) => shared.Find(name);

        protected override nint LoadUnmanagedDll(string name) => shared.LoadUnmanagedDll(name);
    }
}
