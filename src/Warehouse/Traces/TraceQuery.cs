using System.Reflection;
using Souk.DuckDb;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Traces;

/// <summary>The queries of this folder by name, and what their rows have in common.</summary>
internal static class TraceQuery
{
    public static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Traces/{name}.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static string? ReadAddress(DuckDBDataReader row, int column) =>
        row.IsDBNull(column) ? null : new Address(row.GetFieldValue<byte[]>(column)).ToString();
}
