using System.Runtime.InteropServices;
using Souk.DuckDb.Native;

namespace Souk.DuckDb.Parameters;

/// <summary>Values handed to libduckdb as an array; it copies them, we release ours.</summary>
internal sealed class ValueHandles(ValueHandle[] values) : IDisposable
{
    /// <summary>One word longer than the values, because libduckdb refuses the null address of an empty
    /// array.</summary>
    public nint[] Pointers { get; } = [.. values.Select(value => value.DangerousGetHandle()), 0];

    public ValueHandle this[int index] => values[index];

    public void Dispose()
    {
        foreach (ValueHandle value in values)
        {
            value.Dispose();
        }
    }
}

/// <summary>Names handed to libduckdb as an array of C strings.</summary>
internal sealed class Utf8Names(IEnumerable<string> names) : IDisposable
{
    public nint[] Pointers { get; } = [.. names.Select(Marshal.StringToCoTaskMemUTF8)];

    public void Dispose()
    {
        foreach (nint name in Pointers)
        {
            Marshal.FreeCoTaskMem(name);
        }
    }
}
