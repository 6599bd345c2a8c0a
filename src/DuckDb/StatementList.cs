using Souk.DuckDb.Native;
using Souk.DuckDb.Parameters;
using static Souk.DuckDb.Native.NativeMethods;

namespace Souk.DuckDb;

/// <summary>The statements of one SQL text, each prepared only when its turn comes, because it may need what those
/// before it created.</summary>
/// <remarks>Where they are kept, prepared statements serve again after <see cref="Restart"/>; else each ends with the next.
/// </remarks>
internal sealed class StatementList : IDisposable
{
    private readonly ConnectionHandle _connection;
    private readonly ExtractedHandle _statements;
    private readonly ulong _count;
    private readonly Dictionary<ulong, PreparedHandle> _prepared = [];
    private readonly bool _isKept;
    private ulong _next;

    public StatementList(ConnectionHandle connection, string sql, bool isKept = false)
    {
        _connection = connection;
        _isKept = isKept;
        _count = duckdb_extract_statements(connection, sql, out _statements);
        if (_count == 0 && Text(duckdb_extract_statements_error(_statements)) is { Length: > 0 } error)
        {
            _statements.Dispose();
            throw new DuckDBException(error);
        }
    }

    public ulong Count => _count;

    /// <summary>The next statement with its parameters, which lives until the one after it is asked for; null after the last.
    /// </summary>
    public PreparedHandle? Next(DuckDBParameterCollection parameters)
    {
        if (!_isKept)
        {
            Forget();
        }

        if (_next == _count)
        {
            return null;
        }

        ulong index = _next++;
        if (!_prepared.TryGetValue(index, out PreparedHandle? prepared))
        {
            _prepared[index] = prepared = Prepare(index);
        }

        Bind(prepared, parameters);
        return prepared;
    }

    /// <summary>The first statement is the next one again.</summary>
    public void Restart() => _next = 0;

    public void Dispose()
    {
        Forget();
        _statements.Dispose();
    }

    private PreparedHandle Prepare(ulong index)
    {
        int state = duckdb_prepare_extracted_statement(_connection, _statements, index, out PreparedHandle prepared);
        if (state != 0)
        {
            using (prepared)
            {
                throw new DuckDBException(Text(duckdb_prepare_error(prepared)));
            }
        }

        return prepared;
    }

    private void Forget()
    {
        foreach (PreparedHandle prepared in _prepared.Values)
        {
            prepared.Dispose();
        }

        _prepared.Clear();
    }

    private static void Bind(PreparedHandle prepared, DuckDBParameterCollection parameters)
    {
        ulong count = duckdb_nparams(prepared);
        for (ulong index = 1; index <= count; index++)
        {
            string name = TakeText(duckdb_parameter_name(prepared, index));
            DuckDBParameter parameter =
                parameters.Match(name)
                ?? throw new DuckDBException(
                    $"The statement's parameter ${name} has no value; {parameters.Count} were given.",
                    DuckDBErrorType.InvalidInput
                );
            using ValueHandle value = ValueFactory.Create(parameter.Value);
            if (duckdb_bind_value(prepared, index, value) != 0)
            {
                throw new DuckDBException($"Parameter ${name}: {Text(duckdb_prepare_error(prepared))}");
            }
        }
    }
}
