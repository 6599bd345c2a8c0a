using Souk.DuckDb;

namespace Souk.Warehouse.Storage;

/// <summary>An open warehouse, its schema up to date. One process holds a file at a time.</summary>
public sealed class WarehouseFile : IDisposable
{
    /// <summary>Opens nothing on disk: a warehouse that ends with its connection.</summary>
    public const string InMemory = ":memory:";

    /// <summary>DuckDB names an open database after its file; one named like a schema makes every query ambiguous.
    /// </summary>
    internal static readonly string[] SchemaNames =
    [
        "chain",
        "document",
        "event",
        "forecast",
        "market",
        "party",
        "reference",
        "rollup",
        "run",
    ];

    /// <summary>What the write-ahead log may grow to before it is merged into the file; opening after a crash replays as
    /// much. At DuckDB's own 16 MB every write of a backfill compresses anew what the one before had left open.</summary>
    private const string CheckpointThreshold = "512MB";

    /// <summary>What a failed statement does to its transaction: `copy from database` changes it meanwhile.</summary>
    private const string CopySetting = "current_transaction_invalidation_policy";

    private WarehouseFile(string path, DuckDBConnection connection, BorrowedCopy? copy = null)
    {
        Path = path;
        Connection = connection;
        Copy = copy;
    }

    /// <summary>As it was asked for.</summary>
    public string Path { get; }

    /// <summary>What its holder lent; null where this process holds the file.</summary>
    internal BorrowedCopy? Copy { get; }

    /// <summary>Whether another process holds the file and lent a copy of it: nothing can be written.</summary>
    public bool IsBorrowed => Copy is not null;

    /// <summary>The file that is read: the copy where one was lent.</summary>
    public string StoredAt => Copy?.Path ?? Path;

    /// <summary>For one user at a time.</summary>
    public DuckDBConnection Connection { get; }

    /// <summary>Opens a warehouse, or creates one, and brings its schema up to date in one write.</summary>
    /// <param name="path">A file, or <see cref="InMemory"/>.</param>
    /// <param name="settings">DuckDB settings, such as <c>threads=2</c>, joined by semicolons.</param>
    /// <exception cref="WarehouseException">Held by another process, not writable, not a warehouse, or of a newer
    /// schema; the file is unchanged.</exception>
    public static WarehouseFile Open(string path, string? settings = null)
    {
        string source = path == InMemory ? path : System.IO.Path.GetFullPath(path);
        RequirePlace(source);
        var connection = new DuckDBConnection(
            settings is null ? $"Data Source={source}" : $"Data Source={source};{settings}"
        );
        try
        {
            connection.Open();
            if (!IsLocked(connection))
            {
                connection.Execute($"set checkpoint_threshold = '{CheckpointThreshold}'");
            }

            SchemaMigrations.Apply(connection, source);
            return new WarehouseFile(source, connection);
        }
        catch (DuckDBException exception)
        {
            connection.Dispose();
            throw Explain(source, exception);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a warehouse to read it: the file, or a copy of it where a process that holds the file lends one.</summary>
    /// <exception cref="WarehouseException">As <see cref="Open"/>; or the copy is of another schema than this build's.</exception>
    public static WarehouseFile OpenToRead(string path) => Borrow(path) ?? Open(path);

    /// <summary>Opens a copy that a process which holds the file lends.</summary>
    /// <returns>Null where nobody lends one.</returns>
    /// <exception cref="WarehouseException">The holder cannot make one, or it is of another schema than this build's.</exception>
    public static WarehouseFile? Borrow(string path)
    {
        string source = System.IO.Path.GetFullPath(path);
        if (BorrowedCopy.Take(source) is not { } copy)
        {
            return null;
        }

        DuckDBConnection connection = new($"Data Source={copy.Path};access_mode=READ_ONLY");
        try
        {
            connection.Open();
            SchemaMigrations.RequireCurrent(connection, source);
            return new WarehouseFile(source, connection, copy);
        }
        catch
        {
            connection.Dispose();
            copy.Dispose();
            throw;
        }
    }

    /// <summary>Merges what a file's write-ahead log holds into it, and makes sure that nobody else has it open. A file that DuckDB cannot
    /// read is nobody's.</summary>
    /// <exception cref="WarehouseException">Another process holds it.</exception>
    internal static void RequireFree(string path)
    {
        using DuckDBConnection connection = new($"Data Source={path}");
        try
        {
            connection.Open();
            connection.Execute("checkpoint");
        }
        catch (DuckDBException exception) when (IsHeld(exception))
        {
            throw WarehouseException.Held(path, exception);
        }
        catch (DuckDBException)
        {
            // Damaged, or none of ours.
        }
    }

    /// <summary>From here on DuckDB reads and writes files of these folders alone, beside its own, loads no extension, and changes no
    /// setting: on every connection of this process to the file, until the last of them is closed.</summary>
    /// <param name="folders">Of imports, exports or backups, with all that lies in them; none where no file is named. Statements must
    /// name files by their full paths.</param>
    public void Lock(params IEnumerable<string> folders)
    {
        if (IsLocked(Connection))
        {
            return;
        }

        IEnumerable<string> quoted = folders.Select(folder =>
            $"'{System.IO.Path.GetFullPath(folder).Replace("'", "''", StringComparison.Ordinal)}'"
        );
        // DuckDB adds the files that it has open and its folder for what does not fit into memory by itself.
        Connection.Execute(
            $"""
            set allowed_directories = [{string.Join(", ", quoted)}];
            set allow_community_extensions = false;
            set autoinstall_known_extensions = false;
            set autoload_known_extensions = false;
            set enable_external_access = false;
            set allowed_configs = ['{CopySetting}'];
            set lock_configuration = true;
            """
        );
    }

    public void Dispose()
    {
        Connection.Dispose();
        Copy?.Dispose();
    }

    private static bool IsLocked(DuckDBConnection connection) =>
        connection.Scalar<bool>("select current_setting('lock_configuration')");

    private static void RequirePlace(string source)
    {
        string? folder = source == InMemory ? null : System.IO.Path.GetDirectoryName(source);
        if (folder is not null && !Directory.Exists(folder))
        {
            throw new WarehouseException($"Warehouse {source}: the folder {folder} does not exist. Create it first.");
        }

        if (Directory.Exists(source))
        {
            throw new WarehouseException($"Warehouse {source} is a folder. Name a file in it.");
        }

        string stem = System.IO.Path.GetFileNameWithoutExtension(source);
        if (SchemaNames.Contains(stem, StringComparer.OrdinalIgnoreCase))
        {
            throw new WarehouseException(
                $"Warehouse {source} cannot be named '{stem}', as one of its schemas is. Give the file another name."
            );
        }
    }

    // DuckDB gives all of these one error type; only their texts differ.
    private static WarehouseException Explain(string source, DuckDBException exception)
    {
        if (IsHeld(exception))
        {
            return WarehouseException.Held(source, exception);
        }

        string problem = exception.Message switch
        {
            _ when exception.IsDiskFull => "has no room left on its disk. Free some, and start again.",
            string text when Has(text, "Permission denied") || Has(text, "Read-only file system") =>
                "cannot be written. Check its permissions, or name another file.",
            string text when Has(text, "not a valid DuckDB database file") =>
                "is not a DuckDB file. Name another file; this one is unchanged.",
            _ => $"cannot be opened: {exception.Message}",
        };
        return new WarehouseException($"Warehouse {source} {problem}", exception);
    }

    private static bool IsHeld(DuckDBException exception) =>
        Has(exception.Message, "Could not set lock") || Has(exception.Message, "Conflicting lock");

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
