namespace Souk.DuckDb.Tests;

/// <summary>Databases for tests: in memory, or a file in a folder that goes with the test.</summary>
internal static class Warehouses
{
    public static DuckDBConnection InMemory() => Open(":memory:");

    public static DuckDBConnection Open(string path, string settings = "")
    {
        DuckDBConnection connection = new($"Data Source={path}{settings}");
        connection.Open();
        return connection;
    }
}

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("souk-duckdb-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
