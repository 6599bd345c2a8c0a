using Souk.DuckDb.Native;
using Souk.DuckDb.Types;
using Souk.DuckDb.Vectors;
using static Souk.DuckDb.Native.NativeMethods;

namespace Souk.DuckDb;

/// <summary>The streamed result of one statement: its columns and the chunk at hand.</summary>
internal sealed unsafe class QueryResult : IDisposable
{
    private const int ReturnsChangedRows = 1;
    private const int ReturnsRows = 3;

    private readonly ResultHandle _result;
    private readonly int _returnType;
    private ChunkHandle? _chunk;

    /// <param name="result">Its prepared statement outlives it.</param>
    public QueryResult(ResultHandle result)
    {
        _result = result;
        _returnType = duckdb_result_return_type(*result.Pointer);
        Columns = new VectorReader[duckdb_column_count(result.Pointer)];
        for (int column = 0; column < Columns.Length; column++)
        {
            Columns[column] = new VectorReader(
                Text(duckdb_column_name(result.Pointer, (ulong)column)),
                ColumnType.Own(duckdb_column_logical_type(result.Pointer, (ulong)column))
            );
        }
    }

    public VectorReader[] Columns { get; }

    public bool HasColumns => _returnType == ReturnsRows;

    /// <summary>Rows of the chunk at hand; 0 before the first and after the last.</summary>
    public int RowCount { get; private set; }

    /// <returns>False after the last chunk.</returns>
    /// <exception cref="DuckDBException">The statement failed on the way, or was cancelled.</exception>
    public bool FetchChunk()
    {
        do
        {
            _chunk?.Dispose();
            _chunk = null;
            RowCount = 0;
            nint chunk = duckdb_fetch_chunk(*_result.Pointer);
            if (chunk == 0)
            {
                return Text(duckdb_result_error(_result.Pointer)) is { Length: > 0 } error
                    ? throw new DuckDBException(error)
                    : false;
            }

            _chunk = new ChunkHandle(chunk);
            RowCount = checked((int)duckdb_data_chunk_get_size(_chunk));
        } while (RowCount == 0);

        for (int column = 0; column < Columns.Length; column++)
        {
            Columns[column].PointAt(duckdb_data_chunk_get_vector(_chunk, (ulong)column));
        }

        return true;
    }

    /// <summary>Rows that an insert, update or delete changed; null for other statements.</summary>
    public long? TakeChangedRows() =>
        _returnType == ReturnsChangedRows && FetchChunk() ? Columns[0].Read<long>(0) : null;

    public void Dispose()
    {
        _chunk?.Dispose();
        _result.Dispose();
    }
}
