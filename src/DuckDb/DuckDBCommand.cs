using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Souk.DuckDb.Native;
using Souk.DuckDb.Parameters;
using static Souk.DuckDb.Native.NativeMethods;

namespace Souk.DuckDb;

/// <summary>One or more SQL statements, separated by semicolons. Each sees the same parameters.</summary>
public sealed class DuckDBCommand : DbCommand
{
    private volatile bool _isCancelled;

    /// <summary>Of a prepared command, with the text that they were prepared of.</summary>
    private (string Text, StatementList Statements)? _kept;

    [AllowNull]
    public override string CommandText { get; set; } = "";

    /// <summary>Not enforced: DuckDB has no statement timeout. Use a cancellation token.</summary>
    public override int CommandTimeout { get; set; }

    public override CommandType CommandType
    {
        get => CommandType.Text;
        set
        {
            if (value != CommandType.Text)
            {
                throw new NotSupportedException("DuckDB commands are SQL text.");
            }
        }
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    public new DuckDBConnection? Connection { get; set; }

    public new DuckDBParameterCollection Parameters { get; } = [];

    /// <summary>Whether values stand in the text where the command is not prepared, text as variables of the connection. DuckDB plans a
    /// statement once without its parameters' values and again with them; without parameters it is planned once.</summary>
    /// <remarks>For texts of the program. Columns that consist of a parameter are to be named: they are called by their text.</remarks>
    public bool WritesValues { get; set; }

    protected override DbConnection? DbConnection
    {
        get => Connection;
        set => Connection = (DuckDBConnection?)value;
    }

    protected override DbParameterCollection DbParameterCollection => Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    /// <summary>Interrupts the running statement from any thread; it then fails with
    /// <see cref="DuckDBErrorType.Interrupt"/>.</summary>
    public override void Cancel()
    {
        _isCancelled = true;
        Connection?.Interrupt();
    }

    /// <summary>From now on each statement is planned once, when its turn first comes, and then serves until the text changes or
    /// the command ends: for short questions that are asked many times, with other parameters.</summary>
    /// <remarks>To be disposed of before its connection.</remarks>
    public override void Prepare()
    {
        _kept?.Statements.Dispose();
        _kept = (CommandText, new StatementList(Connected.Handle, CommandText, isKept: true));
    }

    /// <summary>Runs all statements.</summary>
    /// <returns>Rows inserted, updated and deleted by all of them; −1 when none does that.</returns>
    public override int ExecuteNonQuery()
    {
        using DuckDBDataReader reader = ExecuteReader();
        reader.Finish();
        return reader.RecordsAffected;
    }

    /// <summary>Runs all statements.</summary>
    /// <returns>The first value of the first result; null when it has no row.</returns>
    public override object? ExecuteScalar()
    {
        using DuckDBDataReader reader = ExecuteReader();
        object? value = reader.Read() ? reader.GetValue(0) : null;
        reader.Finish();
        return value;
    }

    /// <summary>Runs statements up to the first that returns rows; the reader's <c>NextResult</c> runs further
    /// ones.</summary>
    public new DuckDBDataReader ExecuteReader() => ExecuteReader(CommandBehavior.Default);

    public new DuckDBDataReader ExecuteReader(CommandBehavior behavior)
    {
        DuckDBConnection connection = Connected;
        connection.RefuseSecondReader();
        _isCancelled = false;
        return new DuckDBDataReader(this, connection, behavior);
    }

    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        Cancellable(ExecuteNonQuery, cancellationToken);

    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) =>
        Cancellable(ExecuteScalar, cancellationToken);

    private DuckDBConnection Connected =>
        Connection ?? throw new InvalidOperationException("The command needs a connection.");

    /// <summary>For one reader, which gives them back.</summary>
    internal StatementList TakeStatements(DuckDBConnection connection)
    {
        if (_kept is not { } kept || kept.Text != CommandText)
        {
            return new StatementList(
                connection.Handle,
                WritesValues ? WrittenValues.In(CommandText, Parameters, connection.SetVariable) : CommandText
            );
        }

        kept.Statements.Restart();
        return kept.Statements;
    }

    internal void GiveBack(StatementList statements)
    {
        if (statements != _kept?.Statements)
        {
            statements.Dispose();
        }
    }

    internal ResultHandle Run(PreparedHandle prepared)
    {
        int state = duckdb_pending_prepared_streaming(prepared, out PendingHandle pending);
        using (pending)
        {
            if (state != 0)
            {
                throw new DuckDBException(Text(duckdb_pending_error(pending)));
            }

            // An interrupt before this point was forgotten by DuckDB, one after it is not.
            if (_isCancelled)
            {
                throw new DuckDBException("The command was cancelled before it ran.", DuckDBErrorType.Interrupt);
            }

            Await(pending);
            return Execute(pending);
        }
    }

    /// <summary>Does blocking work that the token interrupts.</summary>
    internal Task<T> Cancellable<T>(Func<T> work, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        using CancellationTokenRegistration registration = cancellation.Register(Cancel);
        try
        {
            return Task.FromResult(work());
        }
        catch (DuckDBException error)
            when (error.ErrorType == DuckDBErrorType.Interrupt && cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }
        catch (Exception error)
        {
            return Task.FromException<T>(error);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _kept?.Statements.Dispose();
            _kept = null;
        }

        base.Dispose(disposing);
    }

    protected override DbParameter CreateDbParameter() => new DuckDBParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => ExecuteReader(behavior);

    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(
        CommandBehavior behavior,
        CancellationToken cancellationToken
    ) => Cancellable<DbDataReader>(() => ExecuteReader(behavior), cancellationToken);

    /// <summary>Works until the result is ready. While only DuckDB's own threads have work, the processor is
    /// theirs or another process's: duckdb_execute_pending would ask for work without a pause.</summary>
    private static void Await(PendingHandle pending)
    {
        const int NotReady = 1;
        const int Failed = 2;
        const int NoTasksAvailable = 3;
        SpinWait wait = new();
        while (true)
        {
            switch (duckdb_pending_execute_task(pending))
            {
                case NotReady:
                    wait.Reset();
                    break;
                case Failed:
                    throw new DuckDBException(Text(duckdb_pending_error(pending)));
                case NoTasksAvailable:
                    wait.SpinOnce(sleep1Threshold: -1);
                    break;
                default:
                    return;
            }
        }
    }

    private static unsafe ResultHandle Execute(PendingHandle pending)
    {
        ResultHandle result = new();
        if (duckdb_execute_pending(pending, result.Pointer) == 0)
        {
            return result;
        }

        using (result)
        {
            throw new DuckDBException(Text(duckdb_result_error(result.Pointer)));
        }
    }
}
