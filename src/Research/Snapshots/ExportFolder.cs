using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Souk.DuckDb;
using Souk.Warehouse.Exports;
using Souk.Warehouse.Storage;

namespace Souk.Research.Snapshots;

/// <summary>What `souk export` wrote, open for SQL under the names of its tables. It has addresses and hashes where a warehouse
/// has ids, so that metrics, which join ids, cannot be asked of it.</summary>
/// <remarks>Amounts are HUGEINT again, as in a warehouse. A table without rows has no file, and so is not there.</remarks>
public static class ExportFolder
{
    private static readonly JsonSerializerOptions _format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Whether an export is there, complete or not.</summary>
    public static bool IsAt(string path) => File.Exists(Path.Combine(path, WarehouseExport.IndexName));

    /// <summary>Opens it, after checking every file against its hash.</summary>
    /// <param name="path">A new file that gets a copy of the rows; or memory, where the rows are read from the folder as they are asked for.</param>
    /// <returns>With a hash over names, rows and hashes of all files.</returns>
    /// <exception cref="SnapshotException">It is none, of CSV, or a file is missing or changed; or the new file exists.</exception>
    public static OpenedWarehouse Open(string folder, string path = WarehouseFile.InMemory)
    {
        ExportSummary export = Read(folder);
        export.Files.ToList().ForEach(file => Check(folder, file));
        if (path != WarehouseFile.InMemory && File.Exists(path))
        {
            throw new SnapshotException($"{path} exists already. Remove it, or name another file.");
        }

        DuckDBConnection connection = new($"Data Source={path}");
        try
        {
            connection.Open();
            foreach (IGrouping<string, ExportedFile> table in export.Files.GroupBy(file => file.Table))
            {
                Create(connection, folder, [.. table], kind: path == WarehouseFile.InMemory ? "view" : "table");
            }
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        string title = Path.GetFileName(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar));
        return new(connection, connection, title, HashOf(export), IsCopy: false);
    }

    /// <exception cref="SnapshotException">There is none, it is no such list, or its files are not Parquet.</exception>
    private static ExportSummary Read(string folder)
    {
        string list = Path.Combine(folder, WarehouseExport.IndexName);
        try
        {
            ExportSummary export =
                JsonSerializer.Deserialize<ExportSummary>(File.ReadAllText(list), _format)
                ?? throw new SnapshotException($"{list} is empty.");
            return
                export.Files.FirstOrDefault(file => !file.Path.EndsWith(".parquet", StringComparison.Ordinal))
                    is { } other
                ? throw new SnapshotException(
                    $"{other.Path} of {folder} is no Parquet file. Export with --format parquet."
                )
                : export;
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            throw new SnapshotException($"{list} is no list of an export: {exception.Message}");
        }
    }

    private static void Check(string folder, ExportedFile file)
    {
        string path = Path.Combine(folder, file.Path);
        if (!File.Exists(path))
        {
            throw new SnapshotException($"The export {folder} lacks {file.Path}.");
        }

        using FileStream stream = File.OpenRead(path);
        if (Convert.ToHexStringLower(SHA256.HashData(stream)) != file.Sha256)
        {
            throw new SnapshotException($"{path} is not what {WarehouseExport.IndexName} says: it was changed.");
        }
    }

    // Folders are named chain=1/first_block=0, which DuckDB would take for columns.
    private static void Create(DuckDBConnection connection, string folder, ExportedFile[] parts, string kind)
    {
        string[] name = parts[0].Table.Split('.', 2);
        string files = string.Join(", ", parts.Select(part => Text(Path.Combine(folder, part.Path))));
        string source = $"read_parquet([{files}], hive_partitioning = false)";
        IEnumerable<string> columns = connection.Query(
            $"describe from {source}",
            row =>
                row.GetString(1) == "DECIMAL(38,0)"
                    ? $"cast({Quoted(row.GetString(0))} as hugeint) as {Quoted(row.GetString(0))}"
                    : Quoted(row.GetString(0))
        );
        connection.Execute($"create schema if not exists {Quoted(name[0])}");
        connection.Execute(
            $"create {kind} {Quoted(name[0])}.{Quoted(name[1])} as select {string.Join(", ", columns)} from {source}"
        );
    }

    private static string HashOf(ExportSummary export)
    {
        IEnumerable<string> lines = export.Files.Select(file => $"{file.Path} {file.Rows} {file.Sha256}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Text(string path) => $"'{path.Replace("'", "''", StringComparison.Ordinal)}'";
}
