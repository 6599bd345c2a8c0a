using Souk.DuckDb;

namespace Souk.Warehouse.Queries;

/// <summary>Runs SQL that nobody vouches for: one SELECT, read-only, without files, network, extensions or settings.
/// </summary>
/// <remarks>DuckDB has no timeout and may use memory that it does not count: run this in a process that can be ended
/// (<see cref="QueryChild"/>).</remarks>
public static class SandboxedQuery
{
    private static readonly string[] s_textTypes =
    [
        "BOOLEAN",
        "TINYINT",
        "SMALLINT",
        "INTEGER",
        "BIGINT",
        "UTINYINT",
        "USMALLINT",
        "UINTEGER",
        "HUGEINT",
        "FLOAT",
        "DOUBLE",
        "VARCHAR",
    ];

    /// <param name="start">Gets the names of the columns, no two alike.</param>
    /// <param name="row">Gets each row: booleans, integers, floating-point numbers and text; null for NULL.</param>
    /// <param name="types">Gets DuckDB's types of the columns, before their names.</param>
    /// <exception cref="QueryException">Refused, failed, or too many rows, of which the first were handed out.</exception>
    public static void Run(
        QueryRequest request,
        Action<IReadOnlyList<string>> start,
        Action<object?[]> row,
        Action<IReadOnlyList<string>>? types = null
    )
    {
        try
        {
            using DuckDBConnection connection = Open(request);
            // Before anything is bound: binding calls the functions.
            TableFunctions.RequireHarmless(connection, request.Sql);
            connection.RequireOneSelect(request.Sql);
            Column[] columns = ReadColumns(connection, request.Sql);
            if (request.ParquetPath is { } path)
            {
                WriteParquet(connection, request, columns, path);
                return;
            }

            types?.Invoke([.. columns.Select(column => column.Type)]);
            start([.. columns.Select(column => column.Name)]);
            Stream(connection, request, Select(request, columns, TextValue), row);
        }
        catch (DuckDBException exception)
        {
            throw new QueryException(exception.Message, IsRefusal(exception.ErrorType), exception);
        }
    }

    private static DuckDBConnection Open(QueryRequest request)
    {
        var connection = new DuckDBConnection(
            $"Data Source={request.Path};access_mode=READ_ONLY;threads={request.Threads};memory_limit={request.MemoryMb}MiB"
        );
        connection.Open();
        string allowed = request.ParquetPath is { } path ? $"set allowed_paths = [{Quoted(path)}];" : "";
        connection.Execute(
            $"""
            set temp_directory = '';
            {allowed}
            set allow_community_extensions = false;
            set enable_external_access = false;
            set lock_configuration = true;
            """
        );
        return connection;
    }

    private static void WriteParquet(DuckDBConnection connection, QueryRequest request, Column[] columns, string path)
    {
        string[] types =
        [
            .. connection.Query(
                $"select column_type from (describe from ({Inner(request.Sql)}))",
                row => row.GetString(0)
            ),
        ];
        string select = Select(
            request,
            columns,
            column => $"cast({column.Alias} as {ParquetType.Exact(types[column.Index])})"
        );
        // One row beyond the limit tells that there are more.
        long count = connection.Execute(
            $"copy ({select} limit {request.RowsMax + 1L}) to {Quoted(path)} (format parquet)"
        );
        if (count > request.RowsMax)
        {
            File.Delete(path);
            throw new QueryException(
                $"The result has more than {request.RowsMax} rows; no file was written. Add a limit, or raise --rows-max."
            );
        }
    }

    private static void Stream(DuckDBConnection connection, QueryRequest request, string sql, Action<object?[]> row)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DuckDBDataReader reader = command.ExecuteReader();
        for (int count = 0; reader.Read(); count++)
        {
            if (count == request.RowsMax)
            {
                throw new QueryException(
                    $"The result has more than {request.RowsMax} rows; the first were given. Add a limit, or raise --rows-max."
                );
            }

            object?[] values = new object?[reader.FieldCount];
            for (int column = 0; column < values.Length; column++)
            {
                values[column] = reader.IsDBNull(column) ? null : reader.GetValue(column);
            }

            row(values);
        }
    }

    private static Column[] ReadColumns(DuckDBConnection connection, string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"from ({Inner(sql)}) limit 0";
        using DuckDBDataReader reader = command.ExecuteReader();
        // A subquery's columns have names that differ, whatever the query calls them.
        return
        [
            .. Enumerable
                .Range(0, reader.FieldCount)
                .Select(column => new Column(
                    column,
                    reader.GetName(column),
                    reader.GetDataTypeName(column).ToUpperInvariant()
                )),
        ];
    }

    private static string Select(QueryRequest request, Column[] columns, Func<Column, string> value)
    {
        string values = string.Join(", ", columns.Select(column => $"{value(column)} as {Named(column.Name)}"));
        string names = string.Join(", ", columns.Select(column => column.Alias));
        return $"select {values} from ({Inner(request.Sql)}) as result({names})";
    }

    /// <summary>What no reader of text rounds: everything else is DuckDB's own text.</summary>
    private static string TextValue(Column column) =>
        column.Type == "BLOB" ? $"'0x' || lower(hex({column.Alias}))"
        : s_textTypes.Contains(column.Type) ? column.Alias
        : $"{column.Alias}::varchar";

    /// <summary>The text parses as one SELECT, so it cannot close the parentheses; a comment ends with its line.</summary>
    private static string Inner(string sql) => $"\n{sql.Trim().TrimEnd(';')}\n";

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Named(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static bool IsRefusal(DuckDBErrorType type) =>
        type
            is DuckDBErrorType.InvalidInput
                or DuckDBErrorType.Parser
                or DuckDBErrorType.Binder
                or DuckDBErrorType.Catalog
                or DuckDBErrorType.Permission;

    private sealed record Column(int Index, string Name, string Type)
    {
        public string Alias => $"c{Index}";
    }
}
