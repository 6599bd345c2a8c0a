using System.Data;
using System.Data.Common;

namespace Souk.DuckDb;

/// <summary>Reads one snapshot and writes all or nothing; disposing without <see cref="Commit"/> rolls back.</summary>
public sealed class DuckDBTransaction : DbTransaction
{
    private readonly DuckDBConnection _connection;
    private bool _isOver;

    internal DuckDBTransaction(DuckDBConnection connection)
    {
        if (connection.Transaction is not null)
        {
            throw new InvalidOperationException("A transaction is open on this connection; DuckDB nests none.");
        }

        _connection = connection;
        connection.Execute("begin transaction");
        connection.Transaction = this;
    }

    public override IsolationLevel IsolationLevel => IsolationLevel.Snapshot;

    protected override DbConnection? DbConnection => _isOver ? null : _connection;

    /// <exception cref="DuckDBException">The writes conflict with another transaction's; nothing was
    /// written.</exception>
    public override void Commit() => Finish("commit");

    public override void Rollback() => Finish("rollback");

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isOver)
        {
            Rollback();
        }

        base.Dispose(disposing);
    }

    private void Finish(string statement)
    {
        if (_isOver)
        {
            throw new InvalidOperationException("The transaction was committed or rolled back already.");
        }

        _connection.CloseReader();
        _isOver = true;
        _connection.Transaction = null;
        _connection.Execute(statement);
    }
}
