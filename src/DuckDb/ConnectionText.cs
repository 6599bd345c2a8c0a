using System.Data.Common;

namespace Souk.DuckDb;

/// <summary>A connection string taken apart: the database's path and DuckDB's settings.</summary>
internal sealed record ConnectionText(string Text, string Path, IReadOnlyDictionary<string, string> Settings)
{
    private static readonly string[] _pathKeys = ["data source", "datasource"];

    /// <exception cref="ArgumentException">No "Data Source=…" or no "key=value" form.</exception>
    public static ConnectionText Parse(string text)
    {
        DbConnectionStringBuilder parts = new() { ConnectionString = text };
        string? pathKey = Array.Find(_pathKeys, parts.ContainsKey);
        string path = pathKey is null ? "" : (string)parts[pathKey];
        if (path.Length == 0)
        {
            throw new ArgumentException(
                $"'{text}' names no database: write \"Data Source=FILE\" or \"Data Source=:memory:\".",
                nameof(text)
            );
        }

        return new ConnectionText(
            text,
            path,
            parts
                .Keys.Cast<string>()
                .Where(key => !_pathKeys.Contains(key))
                .ToDictionary(key => key, key => (string)parts[key])
        );
    }
}
