using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Souk.DuckDb.Native;
using static Souk.DuckDb.Native.NativeMethods;

namespace Souk.DuckDb;

/// <summary>A connection to a DuckDB database. A database lives as long as one connection to it is open.</summary>
/// <remarks>One thread at a time uses a connection, and one reader at a time reads from it; only cancelling is for
/// other threads. Connections of one process to one file share one instance.</remarks>
public sealed class DuckDBConnection : DbConnection
{
    /// <summary>Readers and appenders, which must end before the database does.</summary>
    private readonly List<IDisposable> _dependents = [];

    /// <summary>By text; they end before the database does, too.</summary>
    private readonly Dictionary<string, DuckDBCommand> _kept = [];
    private ConnectionText _text;
    private DatabaseHandle? _database;
    private ConnectionHandle? _connection;

    /// <param name="connectionString">"Data Source=FILE" or "Data Source=:memory:", then DuckDB's settings as
    /// further ";key=value", such as "threads=2" or "access_mode=READ_ONLY".</param>
    public DuckDBConnection(string connectionString) => _text = ConnectionText.Parse(connectionString);

    [AllowNull]
    public override string ConnectionString
    {
        get => _text.Text;
        set =>
            _text = _connection is null
                ? ConnectionText.Parse(value ?? "")
                : throw new InvalidOperationException("The connection is open; close it to change its string.");
    }

    public override string Database => Path.GetFileNameWithoutExtension(_text.Path);

    public override string DataSource => _text.Path;

    public override string ServerVersion => LibraryVersion;

    /// <summary>The version of libduckdb, such as "v1.5.6".</summary>
    public static string LibraryVersion => Text(duckdb_library_version());

    public override ConnectionState State => _connection is null ? ConnectionState.Closed : ConnectionState.Open;

    internal DuckDBTransaction? Transaction { get; set; }

    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    internal ConnectionHandle Handle =>
        _connection ?? throw new InvalidOperationException("The connection is not open; call Open first.");

    /// <exception cref="DuckDBException">The database cannot be opened; the error type says why.</exception>
    public override void Open()
    {
        if (_connection is not null)
        {
            throw new InvalidOperationException("The connection is open already.");
        }

        DatabaseHandle database = Souk.DuckDb.Database.Open(_text.Path, _text.Settings);
        if (duckdb_connect(database, out ConnectionHandle connection) != 0)
        {
            connection.Dispose();
            database.Dispose();
            throw new DuckDBException($"'{_text.Path}' accepts no connection.", DuckDBErrorType.Connection);
        }

        _database = database;
        _connection = connection;
    }

    /// <summary>Another connection to the same database, open; also to one in memory, which no text names.</summary>
    /// <remarks>It reads and is interrupted by itself. Close it before this one.</remarks>
    /// <exception cref="InvalidOperationException">This connection is closed.</exception>
    /// <exception cref="DuckDBException">The database accepts no more connections.</exception>
    public DuckDBConnection OpenBeside()
    {
        _ = Handle;
        if (duckdb_connect(_database!, out ConnectionHandle connection) != 0)
        {
            connection.Dispose();
            throw new DuckDBException($"'{_text.Path}' accepts no connection.", DuckDBErrorType.Connection);
        }

        return new DuckDBConnection(_text.Text) { _connection = connection };
    }

    /// <summary>Ends readers, appenders (which write what they hold) and the open transaction (which is rolled
    /// back), then disconnects.</summary>
    public override void Close()
    {
        if (_connection is null)
        {
            return;
        }

        try
        {
            while (_dependents.Count > 0)
            {
                IDisposable dependent = _dependents[^1];
                _dependents.RemoveAt(_dependents.Count - 1);
                dependent.Dispose();
            }

            foreach (DuckDBCommand command in _kept.Values)
            {
                command.Dispose();
            }

            _kept.Clear();
            Transaction?.Dispose();
        }
        finally
        {
            // The database handle goes last: an instance without one would block whoever opens the file next.
            _connection.Dispose();
            _connection = null;
            // One that was opened beside another has none of its own.
            _database?.Dispose();
            _database = null;
        }
    }

    public new DuckDBCommand CreateCommand() => new() { Connection = this };

    public new DuckDBTransaction BeginTransaction() => new(this);

    /// <summary>Starts adding rows to a table; null as schema finds it on the search path.</summary>
    public DuckDBAppender CreateAppender(string? schema, string table) => new(this, schema, table);

    public DuckDBAppender CreateAppender(string table) => CreateAppender(schema: null, table);

    public override void ChangeDatabase(string databaseName) =>
        throw new NotSupportedException("Open another connection, or say `use` in SQL.");

    /// <summary>Sets a variable of the connection, which SQL reads by <c>getvariable</c>.</summary>
    /// <param name="name">A word of the program.</param>
    internal void SetVariable(string name, string value) =>
        this.Execute($"set variable {name} = $value", ("value", value));

    /// <summary>The command of a text, prepared when it is first asked for.</summary>
    internal DuckDBCommand Kept(string sql)
    {
        if (!_kept.TryGetValue(sql, out DuckDBCommand? command))
        {
            command = CreateCommand();
            command.CommandText = sql;
            command.Prepare();
            _kept.Add(sql, command);
        }

        return command;
    }

    internal void Forget(string sql)
    {
        if (_kept.Remove(sql, out DuckDBCommand? command))
        {
            command.Dispose();
        }
    }

    internal void Interrupt()
    {
        if (_connection is { IsClosed: false } connection)
        {
            duckdb_interrupt(connection);
        }
    }

    internal void Attach(IDisposable dependent) => _dependents.Add(dependent);

    internal void Detach(IDisposable dependent) => _dependents.Remove(dependent);

    /// <exception cref="InvalidOperationException">A reader still streams; a statement would cut it off.</exception>
    internal void RefuseSecondReader()
    {
        if (_dependents.Exists(dependent => dependent is DuckDBDataReader { IsStreaming: true }))
        {
            throw new InvalidOperationException(
                "A reader still streams from this connection; close it or use another connection."
            );
        }
    }

    /// <summary>Ends the reader that an exception or an early return left streaming.</summary>
    internal void CloseReader() => _dependents.OfType<DuckDBDataReader>().ToList().ForEach(reader => reader.Dispose());

    protected override DbCommand CreateDbCommand() => CreateCommand();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        isolationLevel is IsolationLevel.Unspecified or IsolationLevel.Snapshot
            ? BeginTransaction()
            : throw new NotSupportedException($"DuckDB transactions are snapshots, not {isolationLevel}.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }
}
