using Souk.DuckDb;

namespace Souk.Warehouse.Storage;

/// <summary>An empty warehouse from which a process that makes many gets its new ones: a copy of the schema takes a quarter of the time
/// of all its migrations. The first warehouses of a process are made by the migrations alone; who makes no more pays for no template.
/// </summary>
internal static class SchemaTemplate
{
    /// <summary>No warehouse has this name.</summary>
    private const string Name = "souk schema template";

    private const int MadeByMigrations = 2;

    private static readonly Lazy<string?> _file = new(Make);
    private static int _asked;

    /// <summary>Gives an empty database all that the migrations of this build give it, all or nothing.</summary>
    /// <returns>False where there is no template: nothing was done, and the migrations do the same.</returns>
    public static bool CopyInto(DuckDBConnection connection)
    {
        if (Interlocked.Increment(ref _asked) <= MadeByMigrations || _file.Value is not { } file)
        {
            return false;
        }

        string target = connection.Scalar<string>("select current_database()");
        connection.Execute($"attach {Literal(file)} as {Identifier(Name)} (read_only)");
        try
        {
            using DuckDBTransaction write = connection.BeginTransaction();
            connection.Execute($"copy from database {Identifier(Name)} to {Identifier(target)}");
            write.Commit();
        }
        finally
        {
            connection.Execute($"detach {Identifier(Name)}");
        }

        return true;
    }

    private static string? Make()
    {
        string? folder = null;
        try
        {
            folder = Directory.CreateTempSubdirectory("souk-schema-").FullName;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(folder);
            string file = Path.Combine(folder, "template.duckdb");
            using DuckDBConnection connection = new($"Data Source={file}");
            connection.Open();
            SchemaMigrations.ApplyEach(connection);
            return file;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or DuckDBException)
        {
            // No room for temporary files is no reason to make no warehouse.
            Remove(folder);
            return null;
        }
    }

    private static void Remove(string? folder)
    {
        try
        {
            if (folder is not null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The system clears its temporary files.
        }
    }

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Identifier(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
