namespace Souk.Warehouse.Queries;

/// <summary>One SELECT over one file, and what it may cost.</summary>
/// <param name="Path">A warehouse that no process holds for writing, or a snapshot of one.</param>
/// <param name="ParquetPath">Where the result goes as Parquet; null for rows.</param>
/// <param name="RowsMax">A result with more rows fails.</param>
/// <param name="MemoryMb">MiB that DuckDB may use. Nothing spills to disk.</param>
/// <param name="Source">What the file is a copy of, by its name; null where it is the warehouse itself.</param>
public sealed record QueryRequest(
    string Path,
    string Sql,
    string? ParquetPath = null,
    int RowsMax = QueryRequest.RowsDefault,
    int MemoryMb = QueryRequest.MemoryMbDefault,
    int Threads = QueryRequest.ThreadsDefault,
    string? Source = null
)
{
    public const int RowsDefault = 100_000;
    public const int MemoryMbDefault = 1024;
    public const int ThreadsDefault = 2;
}

/// <summary>A query was refused, failed, or cost more than it may. The message says which, and what would do.</summary>
/// <param name="isRefused">The text cannot be run at all: no SELECT, or one that does not bind.</param>
public sealed class QueryException(string message, bool isRefused = false, Exception? innerException = null)
    : Exception(message, innerException)
{
    public bool IsRefused => isRefused;
}
