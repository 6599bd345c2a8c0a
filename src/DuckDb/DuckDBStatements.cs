using Souk.DuckDb.Native;
using static Souk.DuckDb.Native.NativeMethods;

namespace Souk.DuckDb;

/// <summary>What a text of SQL consists of, found by DuckDB's own parser, without running any of it.</summary>
public static class DuckDBStatements
{
    private const int Select = 1;

    /// <summary>Refuses all but exactly one statement that only reads.</summary>
    /// <exception cref="DuckDBException">No statement, several, one of another kind, one with parameters, or one that
    /// does not parse or bind.</exception>
    public static void RequireOneSelect(this DuckDBConnection connection, string sql)
    {
        using var statements = new StatementList(connection.Handle, sql);
        if (statements.Count != 1)
        {
            throw new DuckDBException(
                $"The text has {statements.Count} statements; give exactly one SELECT.",
                DuckDBErrorType.InvalidInput
            );
        }

        PreparedHandle prepared = statements.Next([])!;
        if (duckdb_prepared_statement_type(prepared) != Select)
        {
            throw new DuckDBException("The statement is no SELECT; nothing else is run.", DuckDBErrorType.InvalidInput);
        }
    }
}
