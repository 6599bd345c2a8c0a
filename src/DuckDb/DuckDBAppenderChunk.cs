using Souk.DuckDb.Vectors;

namespace Souk.DuckDb;

/// <summary>Up to <see cref="RowsMax"/> rows under construction, by column, in DuckDB's own memory: the fastest way to
/// add rows. Nothing of them counts before <see cref="EndChunk"/>; then the next rows begin at 0.</summary>
/// <remarks>Every row of every column is to be written: values are as the chunk before left them. Spans are valid until
/// <see cref="EndChunk"/>.</remarks>
public sealed class DuckDBAppenderChunk
{
    /// <summary>DuckDB's vector size.</summary>
    public static readonly int RowsMax = DuckDBAppender.ChunkRowsMax;

    private readonly DuckDBAppender _appender;
    private readonly VectorWriter[] _columns;

    internal DuckDBAppenderChunk(DuckDBAppender appender, VectorWriter[] columns)
    {
        _appender = appender;
        _columns = columns;
    }

    /// <summary>The stored values of a fixed-size column, <see cref="RowsMax"/> of them: DATE is days and TIMESTAMP
    /// microseconds since 1970, DECIMAL the unscaled integer.</summary>
    /// <exception cref="InvalidCastException"><typeparamref name="T"/> is not the column's stored type.</exception>
    public Span<T> Column<T>(int column)
        where T : unmanaged => _columns[column].Stored<T>(RowsMax);

    public void SetNull(int column, int row) => _columns[column].WriteNull(row);

    /// <summary>Makes all rows NULL; <see cref="SetValid"/> takes single ones back.</summary>
    public void SetAllNull(int column) => _columns[column].WriteAllNull(RowsMax);

    public void SetValid(int column, int row) => _columns[column].WriteValid(row);

    /// <summary>A BLOB, or a VARCHAR whose UTF-8 the caller vouches for. Copies.</summary>
    /// <exception cref="InvalidCastException">The column is of another type.</exception>
    public void SetBytes(int column, int row, ReadOnlySpan<byte> bytes) =>
        _columns[column].PutBytes(row, bytes, _appender.Arena);

    /// <summary>Adds the first rows of the chunk.</summary>
    /// <exception cref="DuckDBException">A row breaks a constraint of the table.</exception>
    public void EndChunk(int rowCount) => _appender.AddChunk(rowCount);
}
