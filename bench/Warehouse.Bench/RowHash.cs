using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Souk.DuckDb;
using Souk.DuckDb.Vectors;

namespace Souk.Warehouse.Bench;

/// <summary>How many rows a query gives, and a sum that tells other rows: equal for equal rows in any order, of any run.</summary>
internal sealed class RowHash
{
    private const int ChunkRowsMax = 2_048;
    private const ulong Factor = 0x9E37_79B9_7F4A_7C15;

    private readonly ulong[] _row = new ulong[ChunkRowsMax];

    public long Count { get; private set; }

    public int Columns { get; private set; }

    public ulong Sum { get; private set; }

    /// <summary>Reads all rows, a chunk at a time.</summary>
    /// <returns>How many.</returns>
    public long Read(DuckDBDataReader reader)
    {
        Type[] types = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetFieldType)];
        Columns = types.Length;
        while (reader.NextChunk() is { } chunk)
        {
            Span<ulong> rows = _row.AsSpan(0, chunk.Count);
            rows.Fill(Factor);
            for (int column = 0; column < types.Length; column++)
            {
                Add(chunk, column, types[column], rows);
            }

            foreach (ulong row in rows)
            {
                Sum = unchecked(Sum + row);
            }

            Count += chunk.Count;
        }

        return Count;
    }

    private static void Add(DataChunk chunk, int column, Type type, Span<ulong> rows)
    {
        if (type == typeof(string))
        {
            for (int row = 0; row < rows.Length; row++)
            {
                rows[row] = Mix(Mix(rows[row], chunk.Bytes(column, row)), chunk.IsValid(column, row) ? 2ul : 1);
            }
        }
        else if (type == typeof(Int128))
        {
            Add(chunk.Column<Int128>(column), chunk.Validity(column), rows);
        }
        else if (type == typeof(long))
        {
            Add(chunk.Column<long>(column), chunk.Validity(column), rows);
        }
        else if (type == typeof(DateTime))
        {
            Add(chunk.Column<long>(column), chunk.Validity(column), rows);
        }
        else if (type == typeof(int) || type == typeof(DateOnly))
        {
            Add(chunk.Column<int>(column), chunk.Validity(column), rows);
        }
        else if (type == typeof(short))
        {
            Add(chunk.Column<short>(column), chunk.Validity(column), rows);
        }
        else if (type == typeof(byte))
        {
            Add(chunk.Column<byte>(column), chunk.Validity(column), rows);
        }
        else
        {
            for (int row = 0; row < rows.Length; row++)
            {
                rows[row] = chunk.IsValid(column, row)
                    ? Mix(Mix(rows[row], Spelled(chunk.Value<object>(column, row))), 2)
                    : Mix(rows[row], 1);
            }
        }
    }

    private static void Add<T>(ReadOnlySpan<T> values, ReadOnlySpan<ulong> validity, Span<ulong> rows)
        where T : unmanaged
    {
        for (int row = 0; row < rows.Length; row++)
        {
            bool isValid = validity.IsEmpty || (validity[row >> 6] >> (row & 63) & 1) == 1;
            rows[row] = Mix(rows[row], isValid ? unchecked(Bits(values[row]) + 2) : 1);
        }
    }

    private static ulong Bits<T>(T value)
        where T : unmanaged
    {
        ReadOnlySpan<T> one = new(ref value);
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(one);
        return Unsafe.SizeOf<T>() switch
        {
            16 => MemoryMarshal.Read<ulong>(bytes) ^ MemoryMarshal.Read<ulong>(bytes[8..]),
            8 => MemoryMarshal.Read<ulong>(bytes),
            4 => MemoryMarshal.Read<uint>(bytes),
            2 => MemoryMarshal.Read<ushort>(bytes),
            _ => bytes[0],
        };
    }

    // Columns of other types are few.
    private static byte[] Spelled(object value) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{value}"));

    private static ulong Mix(ulong mixed, ReadOnlySpan<byte> bytes)
    {
        mixed = Mix(mixed, (ulong)bytes.Length);
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            mixed = Mix(mixed, MemoryMarshal.Read<ulong>(bytes));
        }

        ulong rest = 0;
        foreach (byte letter in bytes)
        {
            rest = (rest << 8) | letter;
        }

        return Mix(mixed, rest);
    }

    private static ulong Mix(ulong mixed, ulong value) =>
        unchecked((BitOperations.RotateLeft(mixed, 27) ^ value) * Factor);
}
