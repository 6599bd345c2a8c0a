using System.Runtime.InteropServices;

namespace Souk.DuckDb.Native;

/// <summary>The part of libduckdb's C API that we call, under its own names so that its documentation applies.
/// States are 0 for success.</summary>
internal static unsafe partial class NativeMethods
{
    public const string Library = "duckdb";

    static NativeMethods() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeMethods).Assembly, LibraryLocation.Resolve);

    /// <summary>Text that stays libduckdb's.</summary>
    public static string Text(nint text) => Marshal.PtrToStringUTF8(text) ?? "";

    /// <summary>Text that libduckdb handed over; frees it.</summary>
    public static string TakeText(nint text)
    {
        string copy = Text(text);
        duckdb_free(text);
        return copy;
    }

    [LibraryImport(Library)]
    internal static partial void duckdb_free(nint memory);

    [LibraryImport(Library)]
    internal static partial nint duckdb_library_version();

    [LibraryImport(Library)]
    internal static partial nint duckdb_create_instance_cache();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_get_or_create_from_cache(
        nint cache,
        string path,
        out DatabaseHandle database,
        nint config,
        out nint error
    );

    [LibraryImport(Library)]
    internal static partial void duckdb_close(ref nint database);

    [LibraryImport(Library)]
    internal static partial int duckdb_create_config(out nint config);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_set_config(nint config, string name, string option);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_config(ref nint config);

    [LibraryImport(Library)]
    internal static partial int duckdb_connect(DatabaseHandle database, out ConnectionHandle connection);

    [LibraryImport(Library)]
    internal static partial void duckdb_disconnect(ref nint connection);

    [LibraryImport(Library)]
    internal static partial void duckdb_interrupt(ConnectionHandle connection);
}
