namespace Souk.Research.Frames;

/// <summary>A column of a frame.</summary>
/// <param name="Name">As in the query.</param>
/// <param name="Type">DuckDB's name, such as `HUGEINT` for amounts in base units.</param>
/// <example><code>paid.Columns.Where(column =&gt; column.IsNumber).Select(column =&gt; $"{column.Name}: {column.Type}")</code></example>
public sealed record FrameColumn(string Name, string Type)
{
    private static readonly string[] _numbers =
    [
        "TINYINT",
        "SMALLINT",
        "INTEGER",
        "BIGINT",
        "HUGEINT",
        "UTINYINT",
        "USMALLINT",
        "UINTEGER",
        "UBIGINT",
        "UHUGEINT",
        "FLOAT",
        "DOUBLE",
    ];

    /// <summary>Whether it holds numbers, which stand to the right.</summary>
    public bool IsNumber => _numbers.Contains(Type) || Type.StartsWith("DECIMAL", StringComparison.Ordinal);

    internal string Quoted => Quote(Name);

    /// <summary>The column for a Parquet file, which has no 128-bit integers.</summary>
    internal string ForParquet => Type is "HUGEINT" ? $"cast({Quoted} as decimal(38, 0)) as {Quoted}" : Quoted;

    internal static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
