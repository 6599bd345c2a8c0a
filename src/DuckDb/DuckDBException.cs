using System.Data.Common;

namespace Souk.DuckDb;

/// <summary>An error that DuckDB reported, or that kept us from reaching it.</summary>
public sealed class DuckDBException : DbException
{
    public DuckDBException(string message)
        : this(message, DuckDBErrorTypes.Of(message)) { }

    public DuckDBException(string message, DuckDBErrorType errorType, Exception? inner = null)
        : base(message, inner) => ErrorType = errorType;

    public DuckDBErrorType ErrorType { get; }

    /// <summary>A lock held elsewhere or a conflicting write may be gone on the next attempt.</summary>
    public override bool IsTransient => ErrorType is DuckDBErrorType.FileLocked or DuckDBErrorType.Transaction;

    /// <summary>Whether the disk is full. DuckDB has no error type for it; the text is the system's (ENOSPC).</summary>
    public bool IsDiskFull => Message.Contains("No space left on device", StringComparison.Ordinal);
}
