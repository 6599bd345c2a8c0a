using System.Runtime.InteropServices;
using static Souk.DuckDb.Native.NativeMethods;

namespace Souk.DuckDb.Native;

/// <summary>A pointer that libduckdb gave us to release exactly once.</summary>
internal abstract class DuckDBHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;
}

internal sealed class DatabaseHandle : DuckDBHandle
{
    protected override bool ReleaseHandle()
    {
        duckdb_close(ref handle);
        return true;
    }
}

internal sealed class ConnectionHandle : DuckDBHandle
{
    protected override bool ReleaseHandle()
    {
        duckdb_disconnect(ref handle);
        return true;
    }
}

internal sealed class ExtractedHandle : DuckDBHandle
{
    protected override bool ReleaseHandle()
    {
        duckdb_destroy_extracted(ref handle);
        return true;
    }
}

internal sealed class PreparedHandle : DuckDBHandle
{
    protected override bool ReleaseHandle()
    {
        duckdb_destroy_prepare(ref handle);
        return true;
    }
}

internal sealed class PendingHandle : DuckDBHandle
{
    protected override bool ReleaseHandle()
    {
        duckdb_destroy_pending(ref handle);
        return true;
    }
}

internal sealed class AppenderHandle : DuckDBHandle
{
    protected override bool ReleaseHandle()
    {
        duckdb_appender_destroy(ref handle);
        return true;
    }
}

internal sealed class ChunkHandle : DuckDBHandle
{
    public ChunkHandle() { }

    public ChunkHandle(nint chunk) => SetHandle(chunk);

    protected override bool ReleaseHandle()
    {
        duckdb_destroy_data_chunk(ref handle);
        return true;
    }
}

internal sealed class LogicalTypeHandle : DuckDBHandle
{
    protected override bool ReleaseHandle()
    {
        duckdb_destroy_logical_type(ref handle);
        return true;
    }
}

internal sealed class ValueHandle : DuckDBHandle
{
    protected override bool ReleaseHandle()
    {
        duckdb_destroy_value(ref handle);
        return true;
    }
}

/// <summary>A <c>duckdb_result</c> at a fixed address.</summary>
internal sealed unsafe class ResultHandle : DuckDBHandle
{
    public ResultHandle() => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult)));

    public NativeResult* Pointer => (NativeResult*)handle;

    protected override bool ReleaseHandle()
    {
        duckdb_destroy_result(Pointer);
        NativeMemory.Free(Pointer);
        return true;
    }
}
