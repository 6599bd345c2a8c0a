using Souk.DuckDb.Native;
using static Souk.DuckDb.Native.NativeMethods;

namespace Souk.DuckDb;

/// <summary>Opens databases through one instance cache per process, because DuckDB allows a file one instance per
/// process: a second opening shares the first's instance and so sees its data.</summary>
internal static class Database
{
    /// <summary>Nothing is downloaded or loaded behind the user's back.</summary>
    private static readonly (string Name, string Value)[] _defaults =
    [
        ("autoinstall_known_extensions", "false"),
        ("autoload_known_extensions", "false"),
    ];

    private static readonly Lazy<nint> _instances = new(duckdb_create_instance_cache);

    /// <param name="path">A file, or ":memory:" for a new database of its own.</param>
    /// <param name="settings">DuckDB's settings by name; they win over our defaults.</param>
    /// <exception cref="DuckDBException">The database cannot be opened.</exception>
    public static DatabaseHandle Open(string path, IReadOnlyDictionary<string, string> settings)
    {
        nint config = 0;
        try
        {
            if (duckdb_create_config(out config) != 0)
            {
                throw new DuckDBException("DuckDB has no memory for its settings.", DuckDBErrorType.OutOfMemory);
            }

            Apply(config, settings);
            return Open(path, config);
        }
        catch (DllNotFoundException missing)
        {
            throw new DuckDBException(missing.Message, DuckDBErrorType.LibraryMissing, missing);
        }
        finally
        {
            if (config != 0)
            {
                duckdb_destroy_config(ref config);
            }
        }
    }

    private static DatabaseHandle Open(string path, nint config)
    {
        if (
            duckdb_get_or_create_from_cache(_instances.Value, path, out DatabaseHandle database, config, out nint error)
            == 0
        )
        {
            return database;
        }

        database.Dispose();
        string message = TakeText(error);
        DuckDBErrorType type = DuckDBErrorTypes.Of(message);
        throw new DuckDBException($"{wayOut(type)}{message}", type);

        string wayOut(DuckDBErrorType type) =>
            type switch
            {
                DuckDBErrorType.FileLocked =>
                    $"'{path}' is open in another process; close that one, or open it there and here read-only. ",
                DuckDBErrorType.FileUnavailable =>
                    $"'{path}' cannot be opened or created; check that its folder exists and is writable. ",
                DuckDBErrorType.FileInvalid => $"'{path}' is not a database that this DuckDB reads. ",
                DuckDBErrorType.Connection => $"'{path}' is already open in this process with other settings. ",
                _ => $"'{path}' cannot be opened. ",
            };
    }

    private static void Apply(nint config, IReadOnlyDictionary<string, string> settings)
    {
        foreach ((string name, string value) in _defaults)
        {
            _ = duckdb_set_config(config, name, value);
        }

        foreach ((string name, string value) in settings)
        {
            if (duckdb_set_config(config, name, value) != 0)
            {
                throw new DuckDBException(
                    $"'{name}={value}' is not a setting that DuckDB takes at opening.",
                    DuckDBErrorType.InvalidInput
                );
            }
        }
    }
}
