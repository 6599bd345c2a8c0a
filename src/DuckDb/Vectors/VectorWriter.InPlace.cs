using Souk.DuckDb.Native;
using Souk.DuckDb.Types;

namespace Souk.DuckDb.Vectors;

internal sealed unsafe partial class VectorWriter
{
    /// <summary>The stored values of so many rows, to be written in place.</summary>
    /// <exception cref="InvalidCastException"><typeparamref name="T"/> is not the column's stored type.</exception>
    public Span<T> Stored<T>(int count)
        where T : unmanaged =>
        ClrType.Stored(type) == typeof(T)
            ? new Span<T>(_data, count)
            : throw new InvalidCastException(
                $"Column '{column}' has type {type}, stored as {ClrType.Stored(type)?.Name ?? "variable-length bytes"}, "
                    + $"not as {typeof(T).Name}."
            );

    public void WriteAllNull(int count)
    {
        // Makes the mask writable, and covers what nested types need.
        WriteNull(0);
        new Span<ulong>(_validity, (count + 63) / 64).Clear();
    }

    public void WriteValid(int row)
    {
        if (_validity != null)
        {
            _validity[row >> 6] |= 1UL << (row & 63);
        }
    }

    /// <summary>Bytes that stay in the arena until the chunk is sent, which copies them.</summary>
    public void PutBytes(int row, ReadOnlySpan<byte> bytes, NativeArena arena)
    {
        if (type.Id is not (DuckDBType.Blob or DuckDBType.VarChar))
        {
            throw new InvalidCastException($"Column '{column}' has type {type}, which takes no bytes.");
        }

        StringEntry* entry = (StringEntry*)_data + row;
        if (bytes.Length <= StringEntry.InlineLengthMax)
        {
            *entry = default;
            bytes.CopyTo(new Span<byte>(entry->Inline, StringEntry.InlineLengthMax));
        }
        else
        {
            bytes[..StringEntry.PrefixLength].CopyTo(new Span<byte>(entry->Inline, StringEntry.PrefixLength));
            entry->Pointer = arena.Add(bytes);
        }

        entry->Length = (uint)bytes.Length;
    }
}
