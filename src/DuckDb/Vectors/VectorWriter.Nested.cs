using Souk.DuckDb.Native;
using static Souk.DuckDb.Native.NativeMethods;

namespace Souk.DuckDb.Vectors;

internal sealed unsafe partial class VectorWriter
{
    private bool WriteStruct(int row, IReadOnlyDictionary<string, object?> fields)
    {
        if (fields.Keys.FirstOrDefault(name => !type.Names.Contains(name)) is { } stranger)
        {
            throw new InvalidCastException($"Column '{column}' ({type}) has no field '{stranger}'.");
        }

        for (int index = 0; index < _children.Length; index++)
        {
            _children[index].WriteObject(row, fields.GetValueOrDefault(type.Names[index]));
        }

        return true;
    }

    private bool WriteList(int row, object?[] elements)
    {
        ulong offset = duckdb_list_vector_get_size(_vector);
        ulong size = offset + (ulong)elements.Length;
        _ = duckdb_list_vector_reserve(_vector, size);
        _ = duckdb_list_vector_set_size(_vector, size);

        // Growing may have moved the child's memory.
        _children[0].PointAt(duckdb_list_vector_get_child(_vector));
        for (int index = 0; index < elements.Length; index++)
        {
            _children[0].WriteObject(checked((int)offset + index), elements[index]);
        }

        return Put(row, new ListEntry(offset, (ulong)elements.Length));
    }
}
