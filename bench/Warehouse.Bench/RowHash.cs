using System.Globalization;
using System.Numerics;
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
        if (type == typeof(Int128))
        {
            Add(
                chunk,
                column,
                chunk.Column<Int128>(column),
                rows,
                value => unchecked((ulong)value ^ (ulong)(value >> 64))
            );
        }
        else if (type == typeof(long))
        {
            Add(chunk, column, chunk.Column<long>(column), rows, value => unchecked((ulong)value));
        }
        else if (type == typeof(int))
        {
            Add(chunk, column, chunk.Column<int>(column), rows, value => unchecked((ulong)value));
        }
        else
        {
            for (int row = 0; row < rows.Length; row++)
            {
                ulong mixed = rows[row];
                foreach (byte letter in Text(chunk, column, type, row))
                {
                    mixed = Mix(mixed, letter);
                }

                rows[row] = Mix(mixed, chunk.IsValid(column, row) ? 2ul : 1);
            }
        }
    }

    private static void Add<T>(
        DataChunk chunk,
        int column,
        ReadOnlySpan<T> values,
        Span<ulong> rows,
        Func<T, ulong> bits
    )
    {
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = Mix(rows[row], chunk.IsValid(column, row) ? unchecked(bits(values[row]) + 2) : 1);
        }
    }

    // Columns of other types are few.
    private static ReadOnlySpan<byte> Text(DataChunk chunk, int column, Type type, int row) =>
        type == typeof(string) ? chunk.Bytes(column, row)
        : chunk.IsValid(column, row)
            ? System.Text.Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{chunk.Value<object>(column, row)}")
            )
        : [];

    private static ulong Mix(ulong mixed, ulong value) =>
        unchecked((BitOperations.RotateLeft(mixed, 27) ^ value) * Factor);
}
