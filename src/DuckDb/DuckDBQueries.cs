using Souk.DuckDb.Parameters;

namespace Souk.DuckDb;

/// <summary>SQL in one call. Parameters are named as in SQL, without the <c>$</c>.</summary>
public static class DuckDBQueries
{
    /// <summary>Runs all statements.</summary>
    /// <returns>Rows inserted, updated and deleted; −1 when no statement does that.</returns>
    public static int Execute(
        this DuckDBConnection connection,
        string sql,
        params (string Name, object? Value)[] parameters
    )
    {
        using DuckDBCommand command = Command(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs all statements; the token interrupts the one that runs.</summary>
    /// <returns>Rows inserted, updated and deleted; −1 when no statement does that.</returns>
    /// <exception cref="OperationCanceledException">Interrupted; an open write can only be rolled back.</exception>
    public static int Execute(
        this DuckDBConnection connection,
        string sql,
        CancellationToken cancellation,
        params (string Name, object? Value)[] parameters
    )
    {
        using DuckDBCommand command = Command(connection, sql, parameters);
        return command.ExecuteNonQueryAsync(cancellation).GetAwaiter().GetResult();
    }

    /// <summary>Runs all statements.</summary>
    /// <returns>The rows of the first result, each turned into a <typeparamref name="T"/>.</returns>
    public static List<T> Query<T>(
        this DuckDBConnection connection,
        string sql,
        Func<DuckDBDataReader, T> readRow,
        params (string Name, object? Value)[] parameters
    )
    {
        using DuckDBCommand command = Command(connection, sql, parameters);
        using DuckDBDataReader reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(readRow(reader));
        }

        reader.Finish();
        return rows;
    }

    /// <summary>Runs all statements.</summary>
    /// <returns>The first value of the first result; null for NULL where <typeparamref name="T"/> has it.</returns>
    /// <exception cref="InvalidOperationException">No row.</exception>
    public static T Scalar<T>(
        this DuckDBConnection connection,
        string sql,
        params (string Name, object? Value)[] parameters
    )
    {
        using DuckDBCommand command = Command(connection, sql, parameters);
        return First<T>(command);
    }

    /// <summary>As <see cref="Scalar"/>, of a text that is asked often and has no parameters: it is planned once and kept until the
    /// connection closes.</summary>
    /// <remarks>A variable that it reads keeps the value that it had when the text was planned.</remarks>
    /// <exception cref="InvalidOperationException">No row.</exception>
    public static T KeptScalar<T>(this DuckDBConnection connection, string sql)
    {
        try
        {
            return First<T>(connection.Kept(sql));
        }
        catch (DuckDBException)
        {
            // A statement whose planning failed cannot be planned again.
            connection.Forget(sql);
            throw;
        }
    }

    private static T First<T>(DuckDBCommand command)
    {
        using DuckDBDataReader reader = command.ExecuteReader();
        if (!reader.Read())
        {
            throw new InvalidOperationException($"The query returned no row: {command.CommandText}");
        }

        T value = default(T) is null && reader.IsDBNull(0) ? default! : reader.GetFieldValue<T>(0);
        reader.Finish();
        return value;
    }

    private static DuckDBCommand Command(
        DuckDBConnection connection,
        string sql,
        (string Name, object? Value)[] parameters
    )
    {
        DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object? value) in parameters)
        {
            command.Parameters.Add(new DuckDBParameter(name, value));
        }

        return command;
    }
}
