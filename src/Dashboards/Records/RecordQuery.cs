using System.Reflection;
using Souk.DuckDb;
using Souk.DuckDb.Parameters;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Records;

/// <summary>The queries that lie beside their readers, by file name, and their rows.</summary>
internal static class RecordQuery
{
    /// <summary>Runs a query of this project.</summary>
    /// <param name="name">Of the file, without ".sql"; names are unique in the project.</param>
    /// <param name="parameters">By the names that the query gives them.</param>
    public static MetricTable Run(
        DuckDBConnection connection,
        string name,
        params (string Name, object? Value)[] parameters
    ) => RunText(connection, Text(name), parameters);

    /// <summary>Runs a query whose text is known already.</summary>
    public static MetricTable RunText(
        DuckDBConnection connection,
        string sql,
        params (string Name, object? Value)[] parameters
    )
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.WritesValues = true;
        foreach ((string name, object? value) in parameters)
        {
            command.Parameters.Add(new DuckDBParameter(name, value));
        }

        using DuckDBDataReader reader = command.ExecuteReader();
        string[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        List<object?[]> rows = [];
        while (reader.Read())
        {
            rows.Add([
                .. Enumerable.Range(0, columns.Length).Select(at => reader.IsDBNull(at) ? null : reader.GetValue(at)),
            ]);
        }

        return new MetricTable(columns, rows);
    }

    public static string Text(string name)
    {
        Assembly assembly = typeof(RecordQuery).Assembly;
        using Stream stream = assembly.GetManifestResourceStream($"Dashboards/{name}.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
