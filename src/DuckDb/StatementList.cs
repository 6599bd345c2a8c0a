using Souk.DuckDb.Native;
using Souk.DuckDb.Parameters;
using static Souk.DuckDb.Native.NativeMethods;

namespace Souk.DuckDb;

/// <summary>The statements of one SQL text, each prepared only when its turn comes, because it may need what those
/// before it created.</summary>
internal sealed class StatementList : IDisposable
{
    private readonly ConnectionHandle _connection;
    private readonly ExtractedHandle _statements;
    private readonly ulong _count;
    private ulong _next;

    public StatementList(ConnectionHandle connection, string sql)
    {
        _connection = connection;
        _count = duckdb_extract_statements(connection, sql, out _statements);
        if (_count == 0 && Text(duckdb_extract_statements_error(_statements)) is { Length: > 0 } error)
        {
            _statements.Dispose();
            throw new DuckDBException(error);
        }
    }

    public ulong Count => _count;

    /// <summary>Prepares the next statement with its parameters; null after the last.</summary>
    public PreparedHandle? Next(DuckDBParameterCollection parameters)
    {
        if (_next == _count)
        {
            return null;
        }

        int state = duckdb_prepare_extracted_statement(_connection, _statements, _next++, out PreparedHandle prepared);
        try
        {
            if (state != 0)
            {
                throw new DuckDBException(Text(duckdb_prepare_error(prepared)));
            }

            Bind(prepared, parameters);
            return prepared;
        }
        catch
        {
            prepared.Dispose();
            throw;
        }
    }

    public void Dispose() => _statements.Dispose();

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
