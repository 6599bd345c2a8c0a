using System.Security.Cryptography;
using Souk.DuckDb;
using Souk.Warehouse.Handouts;

namespace Souk.Research.Snapshots;

/// <summary>The Parquet files of a snapshot, one a table.</summary>
internal static class SnapshotFiles
{
    // Event tables come from manifests; the schema's own tables are there before the first row.
    private const string EventSchema = "event.";

    private const int CompressionLevel = 12;

    public static IReadOnlyList<SnapshotTable> Write(
        DuckDBConnection connection,
        string folder,
        CancellationToken cancellation
    )
    {
        List<SnapshotTable> tables = [];
        foreach ((string name, string definition) in ReadTables(connection))
        {
            long rows = connection.Scalar<long>($"select count(*) from {Quoted(name)}");
            bool isOwn = name.StartsWith(EventSchema, StringComparison.Ordinal);
            if (rows == 0 && !isOwn)
            {
                continue;
            }

            string? hash = rows == 0 ? null : WriteFile(connection, name, FileOf(folder, name), cancellation);
            tables.Add(new SnapshotTable(name, rows, hash, isOwn ? definition : null));
        }

        return tables;
    }

    /// <returns>The file's hash.</returns>
    private static string WriteFile(
        DuckDBConnection connection,
        string table,
        string file,
        CancellationToken cancellation
    )
    {
        string columns = string.Join(", ", ReadColumns(connection, table).Select(column => column.Written));
        connection.Execute(
            $"copy (select {columns} from {Quoted(table)} order by all) to {Text(file)} (format parquet, compression zstd, compression_level {CompressionLevel})",
            cancellation
        );
        return HashOf(file);
    }

    /// <exception cref="SnapshotException">A file is missing or has another hash.</exception>
    public static void Check(Snapshot snapshot, string folder)
    {
        foreach (SnapshotTable table in snapshot.Tables.Where(table => table.Rows > 0))
        {
            string file = FileOf(folder, table.Name);
            if (!File.Exists(file))
            {
                throw new SnapshotException($"The snapshot {folder} lacks {Path.GetFileName(file)}.");
            }

            if (HashOf(file) != table.Sha256)
            {
                throw new SnapshotException($"{file} is not what {Snapshot.FileName} says: it was changed.");
            }
        }
    }

    public static void Fill(Snapshot snapshot, string folder, DuckDBConnection connection)
    {
        using DuckDBTransaction write = connection.BeginTransaction();
        foreach (SnapshotTable table in snapshot.Tables)
        {
            if (table.Definition is { } definition)
            {
                connection.Execute(definition);
            }

            if (table.Rows > 0)
            {
                string columns = string.Join(", ", ReadColumns(connection, table.Name).Select(column => column.Read));
                connection.Execute($"delete from {Quoted(table.Name)}");
                connection.Execute(
                    $"insert into {Quoted(table.Name)} select {columns} from read_parquet({Text(FileOf(folder, table.Name))})"
                );
            }
        }

        write.Commit();
    }

    private static List<(string Name, string Definition)> ReadTables(DuckDBConnection connection) =>
        connection.Query(
            $"""
            select schema_name || '.' || table_name, sql
            from duckdb_tables()
            where not internal and not temporary and database_name = current_database() and schema_name <> 'main'
                and schema_name || '.' || table_name not in ({string.Join(", ", HandoutLog.Tables.Select(Text))})
            order by schema_name, table_name
            """,
            row => (row.GetString(0), row.GetString(1))
        );

    private static List<SnapshotColumn> ReadColumns(DuckDBConnection connection, string table) =>
        connection.Query(
            """
            select column_name, data_type
            from duckdb_columns()
            where schema_name || '.' || table_name = $table and database_name = current_database()
            order by column_index
            """,
            row => new SnapshotColumn(row.GetString(0), row.GetString(1)),
            ("table", table)
        );

    private static string FileOf(string folder, string table) => Path.Combine(folder, table + ".parquet");

    private static string HashOf(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string Quoted(string table) => $"\"{table.Replace(".", "\".\"", StringComparison.Ordinal)}\"";

    private static string Text(string path) => $"'{path.Replace("'", "''", StringComparison.Ordinal)}'";
}
