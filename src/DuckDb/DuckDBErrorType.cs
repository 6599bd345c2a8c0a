namespace Souk.DuckDb;

/// <summary>What went wrong, as far as callers act on it differently.</summary>
public enum DuckDBErrorType
{
    Other,

    /// <summary>SQL that does not parse.</summary>
    Parser,

    /// <summary>SQL that names columns, functions or types which do not go together.</summary>
    Binder,

    /// <summary>A table, view, function or setting that does not exist, or exists already.</summary>
    Catalog,

    Constraint,
    Conversion,

    /// <summary>A number beyond its type, such as an overflowing sum.</summary>
    OutOfRange,

    InvalidInput,

    /// <summary>A conflict with another connection's write, or a transaction that is already aborted.</summary>
    Transaction,

    /// <summary>Cancelled by <see cref="DuckDBCommand.Cancel"/> or a cancellation token.</summary>
    Interrupt,

    OutOfMemory,
    Permission,

    /// <summary>The database is already open with other settings.</summary>
    Connection,

    Dependency,
    NotImplemented,
    IO,

    /// <summary>Another process has the database open.</summary>
    FileLocked,

    /// <summary>The database file cannot be opened or created: a missing folder, a folder in its place, missing
    /// rights, a read-only disk.</summary>
    FileUnavailable,

    /// <summary>The file is not a DuckDB database, or is of a version that this library does not read.</summary>
    FileInvalid,

    /// <summary>libduckdb is not installed.</summary>
    LibraryMissing,

    /// <summary>DuckDB found itself broken; the database must be closed by all connections.</summary>
    Fatal,
}

/// <summary>Reads the error type from the words that begin every message of DuckDB. Only some functions of its C API
/// report a type, all report a message.</summary>
internal static class DuckDBErrorTypes
{
    private static readonly (string Start, DuckDBErrorType Type)[] _starts =
    [
        ("Parser Error", DuckDBErrorType.Parser),
        ("Syntax Error", DuckDBErrorType.Parser),
        ("Binder Error", DuckDBErrorType.Binder),
        ("Parameter Not Resolved Error", DuckDBErrorType.Binder),
        ("Parameter Not Allowed Error", DuckDBErrorType.Binder),
        ("Catalog Error", DuckDBErrorType.Catalog),
        ("Constraint Error", DuckDBErrorType.Constraint),
        ("Failed to append:", DuckDBErrorType.Constraint),
        ("Conversion Error", DuckDBErrorType.Conversion),
        ("Mismatch Type Error", DuckDBErrorType.Conversion),
        ("Out of Range Error", DuckDBErrorType.OutOfRange),
        ("Decimal Error", DuckDBErrorType.OutOfRange),
        // Interrupted between two steps of a query: the next one finds it closed.
        (
            "Invalid Input Error: Attempting to execute an unsuccessful or closed pending query result\nError: INTERRUPT Error",
            DuckDBErrorType.Interrupt
        ),
        ("Invalid Input Error", DuckDBErrorType.InvalidInput),
        ("TransactionContext Error", DuckDBErrorType.Transaction),
        ("INTERRUPT Error", DuckDBErrorType.Interrupt),
        ("Out of Memory Error", DuckDBErrorType.OutOfMemory),
        ("Permission Error", DuckDBErrorType.Permission),
        ("Connection Error", DuckDBErrorType.Connection),
        ("Dependency Error", DuckDBErrorType.Dependency),
        ("Not implemented Error", DuckDBErrorType.NotImplemented),
        ("FATAL Error", DuckDBErrorType.Fatal),
        ("INTERNAL Error", DuckDBErrorType.Fatal),
        ("IO Error: Could not set lock", DuckDBErrorType.FileLocked),
        ("IO Error: Cannot open file", DuckDBErrorType.FileUnavailable),
        ("IO Error: Could not open file", DuckDBErrorType.FileUnavailable),
        ("IO Error: Cannot open database", DuckDBErrorType.FileUnavailable),
        ("IO Error: Could not read from file", DuckDBErrorType.FileUnavailable),
        ("IO Error: Trying to read a database file", DuckDBErrorType.FileInvalid),
        ("IO Error: The file", DuckDBErrorType.FileInvalid),
        ("IO Error", DuckDBErrorType.IO),
    ];

    public static DuckDBErrorType Of(string message) =>
        _starts.FirstOrDefault(entry => message.StartsWith(entry.Start, StringComparison.OrdinalIgnoreCase)).Type;
}
