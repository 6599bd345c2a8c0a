using Souk.DuckDb;
using Souk.DuckDb.Parameters;
using Souk.Warehouse.Metrics;

namespace Souk.Research.Frames;

/// <summary>Where frames live: temporary tables of one connection, beside the tables that they are asked from.</summary>
/// <remarks>For one thread. Frames end with the store. A query stops within a second when <see cref="Cancellation"/> says so.</remarks>
/// <example><code>
/// FrameStore store = FrameStore.InMemory();
/// store.Sql("select range as n, n * n as squared from range(4)")
/// </code></example>
public sealed class FrameStore : IDisposable
{
    private static int s_count;

    private readonly DuckDBConnection _connection;
    private readonly IDisposable _owner;

    /// <param name="connection">Open; its database may be read-only.</param>
    /// <param name="owner">Ends with the store.</param>
    public FrameStore(DuckDBConnection connection, IDisposable owner)
    {
        _connection = connection;
        _owner = owner;
    }

    /// <summary>Asked at the start of each query for what cancels it; a notebook gives that of the running cell.</summary>
    /// <example><code>FrameStore.Cancellation = () =&gt; Interrupted;</code></example>
    public static Func<CancellationToken> Cancellation { get; set; } = () => CancellationToken.None;

    /// <summary>A store of its own, with no other tables.</summary>
    /// <example><code>FrameStore.InMemory().Sql("from read_csv('mine.csv')")</code></example>
    public static FrameStore InMemory()
    {
        DuckDBConnection connection = new("Data Source=:memory:");
        connection.Open();
        return new FrameStore(connection, connection);
    }

    /// <summary>Runs one query and keeps its rows.</summary>
    /// <param name="parameters">Named as in the query, without the `$`.</param>
    /// <exception cref="FrameException">The query fails.</exception>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    /// <example><code>FrameStore.InMemory().Sql("select $n * 2 as twice", ("n", 21)).Value&lt;int&gt;()</code></example>
    public Frame Sql(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        // One name in the whole process: a frame that comes from another store must not meet its namesake.
        string table = $"frame_{Interlocked.Increment(ref s_count)}";
        Execute($"create temp table {table} as\n{sql.TrimEnd().TrimEnd(';')}", parameters);
        return new Frame(this, table);
    }

    /// <summary>A frame of rows that are in memory.</summary>
    /// <param name="columns">Each with as many values as <paramref name="rowCount"/>.</param>
    /// <example><code>FrameStore.InMemory().Of(3, ("day", "INTEGER", Souk.DuckDb.DuckDBColumn.Of(new[] { 1, 2, 3 })))</code></example>
    public Frame Of(int rowCount, params ReadOnlySpan<(string Name, string Type, DuckDBColumn Values)> columns)
    {
        string table = $"frame_{Interlocked.Increment(ref s_count)}";
        List<string> definitions = [];
        List<DuckDBColumn> values = [];
        foreach ((string name, string type, DuckDBColumn column) in columns)
        {
            definitions.Add($"{FrameColumn.Quote(name)} {type}");
            values.Add(column);
        }

        Execute($"create temp table {table} ({string.Join(", ", definitions)})", []);
        using (DuckDBAppender appender = _connection.CreateAppender(table))
        {
            appender.AppendColumns(rowCount, [.. values]);
        }

        return new Frame(this, table);
    }

    public void Dispose() => _owner.Dispose();

    /// <summary>Asks as it was known then; null for what is known now.</summary>
    internal Frame KnownAt(DateTime? time, Func<Frame> ask) => KnowledgeTime.Ask(_connection, time, ask);

    internal void Execute(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DuckDBCommand command = Command(sql, parameters);
        Try(() => command.ExecuteNonQueryAsync(Cancellation()).GetAwaiter().GetResult());
    }

    internal List<T> Read<T>(string sql, Func<DuckDBDataReader, T> read)
    {
        using DuckDBCommand command = Command(sql, []);
        return Try(() =>
        {
            using DuckDBDataReader reader = command.ExecuteReader();
            List<T> rows = [];
            while (reader.Read())
            {
                rows.Add(read(reader));
            }

            return rows;
        });
    }

    private DuckDBCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        DuckDBCommand command = new() { Connection = _connection, CommandText = sql };
        foreach ((string name, object? value) in parameters)
        {
            command.Parameters.Add(new DuckDBParameter(name, value));
        }

        return command;
    }

    private static T Try<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (DuckDBException exception)
        {
            throw new FrameException(exception.Message, exception);
        }
    }
}
