using Souk.DuckDb.Native;
using Souk.DuckDb.Types;
using Souk.DuckDb.Vectors;
using static Souk.DuckDb.Native.NativeMethods;

namespace Souk.DuckDb;

/// <summary>Adds rows to a table in whole chunks: row by row through <see cref="CreateRow"/>, faster by column
/// through <see cref="AppendColumns"/>, or fastest in place through <see cref="CreateChunk"/>. Disposing writes what is left. Inside a transaction it is part of that
/// transaction.</summary>
public sealed unsafe class DuckDBAppender : IDisposable
{
    /// <summary>Rows that DuckDB gathers beside its memory limit before they go to the table.</summary>
    private const int UnflushedRowsMax = 40_960;

    internal static readonly int ChunkRowsMax = checked((int)duckdb_vector_size());

    private readonly DuckDBConnection _connection;
    private readonly AppenderHandle _appender;
    private readonly VectorWriter[] _columns;
    private readonly ChunkHandle _chunk;
    private int _rowCount;
    private int _unflushedCount;
    private bool _isClosed;

    /// <exception cref="DuckDBException">There is no such table.</exception>
    internal DuckDBAppender(DuckDBConnection connection, string? schema, string table)
    {
        _connection = connection;
        int state = duckdb_appender_create(connection.Handle, schema, table, out _appender);
        if (state != 0)
        {
            string error = Text(duckdb_appender_error(_appender));
            _appender.Dispose();
            throw new DuckDBException(error.Length > 0 ? error : $"There is no table '{table}'.");
        }

        (_columns, _chunk) = AllocateChunk(ReadColumnNames(schema, table));
        Point();
        connection.Attach(this);
    }

    public int ColumnCount => _columns.Length;

    /// <summary>Begins a row; its values follow in column order and <see cref="DuckDBAppenderRow.EndRow"/> adds
    /// it.</summary>
    public DuckDBAppenderRow CreateRow()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        return new DuckDBAppenderRow(this, _columns, _rowCount);
    }

    /// <summary>Begins rows that are written by column, in place. Abandons what was not ended.</summary>
    /// <exception cref="DuckDBException">A row before breaks a constraint of the table.</exception>
    public DuckDBAppenderChunk CreateChunk()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        SendChunk();
        Reset();
        return new DuckDBAppenderChunk(this, _columns);
    }

    /// <summary>Adds <paramref name="rowCount"/> rows from one source per column.</summary>
    /// <exception cref="ArgumentException">Columns are missing, or one has another number of rows.</exception>
    public void AppendColumns(int rowCount, params ReadOnlySpan<DuckDBColumn> columns)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        Check(rowCount, columns);
        for (int start = 0; start < rowCount; )
        {
            int count = Math.Min(rowCount - start, ChunkRowsMax - _rowCount);
            for (int column = 0; column < _columns.Length; column++)
            {
                columns[column].CopyTo(_columns[column], start, _rowCount, count);
            }

            start += count;
            Advance(count);
        }
    }

    /// <summary>Writes the rows so far to the table.</summary>
    /// <exception cref="DuckDBException">A row breaks a constraint of the table.</exception>
    public void Flush()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        SendChunk();
        Check(duckdb_appender_flush(_appender));
    }

    public void Close() => Dispose();

    /// <exception cref="DuckDBException">A row breaks a constraint of the table; none since the last flush is
    /// written.</exception>
    public void Dispose()
    {
        if (_isClosed)
        {
            return;
        }

        try
        {
            Flush();
        }
        finally
        {
            _isClosed = true;
            _connection.Detach(this);
            _chunk.Dispose();
            _appender.Dispose();
            Arena.Dispose();
        }
    }

    /// <summary>Bytes of the chunk under construction.</summary>
    internal NativeArena Arena { get; } = new();

    internal void AddChunk(int rowCount)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)rowCount, (uint)ChunkRowsMax, nameof(rowCount));
        _rowCount = rowCount;
        SendChunk();
    }

    internal void Advance(int rows)
    {
        _rowCount += rows;
        if (_rowCount == ChunkRowsMax)
        {
            SendChunk();
        }
    }

    private void SendChunk()
    {
        if (_rowCount == 0)
        {
            return;
        }

        duckdb_data_chunk_set_size(_chunk, (ulong)_rowCount);
        int state = duckdb_append_data_chunk(_appender, _chunk);
        _unflushedCount += _rowCount;
        _rowCount = 0;
        Reset();
        Check(state);
        if (_unflushedCount >= UnflushedRowsMax)
        {
            _unflushedCount = 0;
            Check(duckdb_appender_flush(_appender));
        }
    }

    private void Reset()
    {
        duckdb_data_chunk_reset(_chunk);
        Arena.Clear();
        Point();
    }

    private void Point()
    {
        for (int column = 0; column < _columns.Length; column++)
        {
            _columns[column].PointAt(duckdb_data_chunk_get_vector(_chunk, (ulong)column));
        }
    }

    private void Check(int state)
    {
        if (state != 0)
        {
            throw new DuckDBException(Text(duckdb_appender_error(_appender)));
        }
    }

    private void Check(int rowCount, ReadOnlySpan<DuckDBColumn> columns)
    {
        if (columns.Length != _columns.Length)
        {
            throw new ArgumentException($"The table has {_columns.Length} columns, {columns.Length} were given.");
        }

        foreach (DuckDBColumn column in columns)
        {
            if (column.Count != rowCount)
            {
                throw new ArgumentException($"A column has {column.Count} values for {rowCount} rows.");
            }
        }
    }

    private (VectorWriter[], ChunkHandle) AllocateChunk(string[] names)
    {
        LogicalTypeHandle[] types = new LogicalTypeHandle[names.Length];
        for (int column = 0; column < types.Length; column++)
        {
            types[column] = duckdb_appender_column_type(_appender, (ulong)column);
        }

        try
        {
            VectorWriter[] writers =
            [
                .. types.Zip(names, (type, name) => new VectorWriter(name, new ColumnType(type))),
            ];
            nint[] pointers = [.. types.Select(type => type.DangerousGetHandle())];
            fixed (nint* first = pointers)
            {
                return (writers, duckdb_create_data_chunk(first, (ulong)types.Length));
            }
        }
        finally
        {
            Array.ForEach(types, type => type.Dispose());
        }
    }

    private string[] ReadColumnNames(string? schema, string table)
    {
        string[] names = new string[duckdb_appender_column_count(_appender)];
        bool isDescribed =
            duckdb_table_description_create(_connection.Handle, schema, table, out nint description) == 0;
        for (int column = 0; column < names.Length; column++)
        {
            names[column] = isDescribed
                ? TakeText(duckdb_table_description_get_column_name(description, (ulong)column))
                : $"#{column}";
        }

        duckdb_table_description_destroy(ref description);
        return names;
    }
}
