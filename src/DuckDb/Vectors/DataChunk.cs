using System.Text;
using Souk.DuckDb.Types;

namespace Souk.DuckDb.Vectors;

/// <summary>Up to 2,048 rows by column, in DuckDB's own memory: valid until its reader moves on.</summary>
public sealed unsafe class DataChunk
{
    private readonly VectorReader[] _columns;

    internal DataChunk(VectorReader[] columns, int count)
    {
        _columns = columns;
        Count = count;
    }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>The stored values of a fixed-size column: DATE is days and TIMESTAMP microseconds since 1970,
    /// DECIMAL the unscaled integer. Where <see cref="IsValid"/> is false the value is meaningless.</summary>
    /// <exception cref="InvalidCastException"><typeparamref name="T"/> is not the column's stored type.</exception>
    public ReadOnlySpan<T> Column<T>(int index)
        where T : unmanaged
    {
        VectorReader column = _columns[index];
        return ClrType.Stored(column.Type) == typeof(T)
            ? new ReadOnlySpan<T>(column.Data, Count)
            : throw new InvalidCastException(
                $"Column '{column.Column}' has type {column.Type}, stored as "
                    + $"{ClrType.Stored(column.Type)?.Name ?? "variable-length bytes"}, not as {typeof(T).Name}."
            );
    }

    /// <summary>One bit per row, least significant first, 1 for a value and 0 for NULL; empty when no row is
    /// NULL.</summary>
    public ReadOnlySpan<ulong> Validity(int index)
    {
        ulong* validity = _columns[index].Validity;
        return validity == null ? [] : new ReadOnlySpan<ulong>(validity, (Count + 63) / 64);
    }

    public bool IsValid(int index, int row) => !_columns[index].IsNull(Inside(row));

    /// <summary>The bytes of a BLOB, or of a VARCHAR in UTF-8.</summary>
    public ReadOnlySpan<byte> Bytes(int index, int row)
    {
        VectorReader column = _columns[index];
        if (column.Type.Id is not (DuckDBType.Blob or DuckDBType.VarChar))
        {
            throw column.Mismatch(typeof(byte[]));
        }

        return column.IsNull(Inside(row)) ? [] : column.Bytes(row);
    }

    public string Text(int index, int row) => Encoding.UTF8.GetString(Bytes(index, row));

    /// <summary>One value of any type, as the reader reads it.</summary>
    public T Value<T>(int index, int row) => _columns[index].Read<T>(Inside(row));

    private int Inside(int row) =>
        (uint)row < (uint)Count
            ? row
            : throw new ArgumentOutOfRangeException(nameof(row), row, $"The chunk has {Count} rows.");
}
