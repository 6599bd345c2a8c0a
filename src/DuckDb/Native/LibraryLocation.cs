using System.Reflection;
using System.Runtime.InteropServices;

namespace Souk.DuckDb.Native;

/// <summary>Finds libduckdb: next to this assembly first, then in the nearest
/// <c>node_modules/@duckdb/node-bindings-PLATFORM</c> above it.</summary>
/// <remarks>A program that is built elsewhere says where Souk is by the runtime option <c>Souk.Home</c>.</remarks>
internal static class LibraryLocation
{
    private const string HomeOption = "Souk.Home";

    private static readonly string FileName =
        OperatingSystem.IsWindows() ? "duckdb.dll"
        : OperatingSystem.IsMacOS() ? "libduckdb.dylib"
        : "libduckdb.so";

    private static readonly string PackageName =
        (
            OperatingSystem.IsWindows() ? "node-bindings-win32-"
            : OperatingSystem.IsMacOS() ? "node-bindings-darwin-"
            : "node-bindings-linux-"
        ) + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    public static nint Resolve(string library, Assembly assembly, DllImportSearchPath? searchPath) =>
        library == NativeMethods.Library ? Load() : 0;

    private static nint Load()
    {
        string start = AppContext.GetData(HomeOption) as string ?? AppContext.BaseDirectory;
        nint library = NativeLibrary.Load(Find(start));
        Allocator.KeepShortly(library);
        return library;
    }

    /// <exception cref="DllNotFoundException">No library from <paramref name="start"/> up to the root.</exception>
    public static string Find(string start) => Find(start, PackageName);

    /// <summary>As <see cref="Find(string)"/>, for the package of a platform that may be another one.</summary>
    public static string Find(string start, string package)
    {
        string beside = Path.Combine(start, FileName);
        if (File.Exists(beside))
        {
            return beside;
        }

        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            string packaged = Path.Combine(folder.FullName, "node_modules", "@duckdb", package, FileName);
            if (File.Exists(packaged))
            {
                return packaged;
            }
        }

        throw new DllNotFoundException(
            $"{FileName} is neither in {start} nor in node_modules/@duckdb/{package} above it. "
                + "Run `npm ci` in the repository root to install it."
        );
    }
}
