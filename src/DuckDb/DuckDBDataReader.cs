using System.Collections;
using System.Data;
using System.Data.Common;
using Souk.DuckDb.Vectors;

namespace Souk.DuckDb;

/// <summary>Streams rows, or whole chunks by <see cref="NextChunk"/>. Statements not reached by
/// <see cref="NextResult"/> do not run.</summary>
/// <remarks><see cref="GetFieldValue{T}"/> reads integers as any integer type that holds the value, and everything
/// else only as a type that represents it exactly; otherwise it throws <see cref="InvalidCastException"/> with the
/// column, its type and the type asked for. <c>T?</c> reads NULL as null.</remarks>
public sealed partial class DuckDBDataReader : DbDataReader
{
    private readonly DuckDBCommand _command;
    private readonly DuckDBConnection _connection;
    private readonly CommandBehavior _behavior;
    private readonly StatementList _statements;
    private QueryResult? _result;
    private bool _isChunkNew;
    private int _row = -1;

    internal DuckDBDataReader(DuckDBCommand command, DuckDBConnection connection, CommandBehavior behavior)
    {
        _command = command;
        _connection = connection;
        _behavior = behavior;
        _statements = command.TakeStatements(connection);
        connection.Attach(this);
        try
        {
            NextResult();
        }
        catch
        {
            Close();
            throw;
        }
    }

    public override int RecordsAffected => _recordsAffected;

    public override bool HasRows => _result is { RowCount: > 0 };

    public override bool IsClosed => _isClosed;

    public override int FieldCount => _result?.Columns.Length ?? 0;

    public override int Depth => 0;

    internal bool IsStreaming => HasRows;

    private int _recordsAffected = -1;
    private bool _isClosed;

    /// <summary>Runs statements up to the next that returns rows.</summary>
    public override bool NextResult()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        DropResult();
        while (_statements.Next(_command.Parameters) is { } prepared)
        {
            _result = new QueryResult(_command.Run(prepared));
            if (_result.HasColumns)
            {
                _isChunkNew = _result.FetchChunk();
                return true;
            }

            if (_result.TakeChangedRows() is { } changed)
            {
                _recordsAffected = checked(Math.Max(_recordsAffected, 0) + (int)changed);
            }

            DropResult();
        }

        return false;
    }

    public override bool Read()
    {
        if (_isChunkNew)
        {
            _isChunkNew = false;
            _row = 0;
            return true;
        }

        if (_result is null)
        {
            return false;
        }

        if (++_row < _result.RowCount)
        {
            return true;
        }

        _row = 0;
        return _result.RowCount > 0 && _result.FetchChunk();
    }

    public override Task<bool> ReadAsync(CancellationToken cancellationToken) =>
        _command.Cancellable(Read, cancellationToken);

    public override Task<bool> NextResultAsync(CancellationToken cancellationToken) =>
        _command.Cancellable(NextResult, cancellationToken);

    /// <summary>The next up to 2,048 rows by column, skipping what <see cref="Read"/> left of the last chunk; null
    /// after the last. The chunk's memory is valid until the next call or until the reader closes.</summary>
    public DataChunk? NextChunk()
    {
        if (_result is null || (!_isChunkNew && (_result.RowCount == 0 || !_result.FetchChunk())))
        {
            return null;
        }

        _isChunkNew = false;
        _row = -1;
        return new DataChunk(_result.Columns, _result.RowCount);
    }

    public override void Close()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        DropResult();
        _command.GiveBack(_statements);
        _connection.Detach(this);
        if (_behavior.HasFlag(CommandBehavior.CloseConnection))
        {
            _connection.Close();
        }
    }

    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: false);

    /// <summary>Runs the statements that are left.</summary>
    internal void Finish()
    {
        while (NextResult()) { }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private void DropResult()
    {
        _result?.Dispose();
        _result = null;
        _isChunkNew = false;
        _row = -1;
    }
}
