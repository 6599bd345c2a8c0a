using System.Runtime.InteropServices;

namespace Souk.DuckDb.Native;

/// <summary>The allocator inside libduckdb (jemalloc). Pages that DuckDB freed stay with it for a second, and are outside
/// of DuckDB's memory limit: while an indexer writes, 100 MiB of them.</summary>
/// <remarks>Source: jemalloc's manual, <c>arenas.dirty_decay_ms</c>. A library without jemalloc has no such export and is
/// left as it is.</remarks>
internal static unsafe class Allocator
{
    private const string Control = "duckdb_je_mallctl";

    private const nint DecayMs = 100;

    /// <summary>Lets freed pages go back to the system soon, not at once: each would be cleared again for its next use. To be
    /// called before a database is opened.</summary>
    public static void KeepShortly(nint library)
    {
        if (NativeLibrary.TryGetExport(library, Control, out nint control))
        {
            Set(control, "arenas.dirty_decay_ms\0"u8);
            Set(control, "arenas.muzzy_decay_ms\0"u8);
            Set(control, "arena.0.dirty_decay_ms\0"u8);
            Set(control, "arena.0.muzzy_decay_ms\0"u8);
        }
    }

    /// <summary>A setting that this build of the library does not know stays as it is.</summary>
    private static void Set(nint control, ReadOnlySpan<byte> name)
    {
        var set = (delegate* unmanaged<byte*, void*, nuint*, nint*, nuint, int>)control;
        nint value = DecayMs;
        fixed (byte* text = name)
        {
            _ = set(text, null, null, &value, (nuint)sizeof(nint));
        }
    }
}
