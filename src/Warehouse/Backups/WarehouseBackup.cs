using System.Security.Cryptography;
using System.Text.Json;
using Souk.DuckDb;
using Souk.Warehouse.Exports;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Backups;

/// <summary>A copy of a warehouse that is checked when it is made and before it is used: a folder with the database and a
/// note of its bytes' hash, its facts' digest and the rows of every table.</summary>
public static class WarehouseBackup
{
    public const string DatabaseName = "warehouse.duckdb";
    public const string NoteName = "backup.json";

    private const string Partial = ".partial";

    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Copies an open warehouse while nobody writes it, and compares the copy with it.</summary>
    /// <param name="folder">Must not exist, or be empty.</param>
    /// <param name="takenAt">Our time, UTC.</param>
    /// <exception cref="ExportException">The folder holds something, or the copy is not the same.</exception>
    public static BackupNote Write(WarehouseFile warehouse, string folder, DateTime takenAt)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new ExportException($"Folder {folder} is not empty. Name one that is, or that does not exist yet.");
        }

        // What the write-ahead log holds is in the file from here on; we hold the file, so nobody adds to it.
        warehouse.Connection.Execute("checkpoint");
        Directory.CreateDirectory(folder);
        string copy = Path.Combine(folder, DatabaseName);
        try
        {
            Copy(warehouse.Path, copy + Partial);
            BackupNote note = Describe(warehouse.Connection, copy + Partial, takenAt);
            RequireSame(note, Read(copy + Partial, takenAt), folder);
            File.WriteAllText(Path.Combine(folder, NoteName), JsonSerializer.Serialize(note, s_json) + "\n");
            File.Move(copy + Partial, copy);
            return note;
        }
        finally
        {
            File.Delete(copy + Partial);
        }
    }

    /// <summary>Reads a backup whole and compares it with its note.</summary>
    /// <exception cref="ExportException">There is no backup, or it is not what its note says.</exception>
    public static BackupNote Check(string folder)
    {
        string copy = Path.Combine(folder, DatabaseName);
        string note = Path.Combine(folder, NoteName);
        if (!File.Exists(copy) || !File.Exists(note))
        {
            throw new ExportException($"Folder {folder} has no {DatabaseName} with a {NoteName}: it is no backup.");
        }

        BackupNote said =
            ReadNote(note) ?? throw new ExportException($"{note} is no note of a backup.", isDiscrepancy: true);
        if (HashOf(copy) != said.Sha256)
        {
            throw new ExportException(
                $"{copy} does not have the bytes that were backed up: SHA-256 {HashOf(copy)}, noted {said.Sha256}.",
                isDiscrepancy: true
            );
        }

        RequireSame(said, Read(copy, said.TakenAt), folder);
        return said;
    }

    /// <summary>Checks a backup and puts it in place.</summary>
    /// <param name="replaces">Whether it may take the place of a file; else that is refused.</param>
    /// <exception cref="ExportException">There is a file already, or the backup is not what it says.</exception>
    /// <exception cref="WarehouseException">It is of a newer schema than this build knows.</exception>
    public static BackupNote Restore(string folder, string path, bool replaces = false)
    {
        if (File.Exists(path) && !replaces)
        {
            throw new ExportException($"{path} exists. Name another file, or replace it with --replace.");
        }

        BackupNote note = Check(folder);
        try
        {
            Copy(Path.Combine(folder, DatabaseName), path + Partial);
            RequireSame(note, Read(path + Partial, note.TakenAt), path);
            // Fails while another process holds the file, which is then left as it is.
            if (File.Exists(path))
            {
                WarehouseFile.Open(path).Dispose();
            }

            File.Move(path + Partial, path, overwrite: true);
            File.Delete(path + ".wal");
            return note;
        }
        finally
        {
            File.Delete(path + Partial);
        }
    }

    private static BackupNote? ReadNote(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupNote>(File.ReadAllText(path), s_json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static BackupNote Read(string path, DateTime takenAt)
    {
        using var connection = new DuckDBConnection($"Data Source={path};access_mode=READ_ONLY");
        try
        {
            connection.Open();
            return Describe(connection, path, takenAt);
        }
        catch (DuckDBException exception)
        {
            throw new ExportException($"{path} cannot be read: {exception.Message}", isDiscrepancy: true);
        }
    }

    private static BackupNote Describe(DuckDBConnection connection, string path, DateTime takenAt) =>
        new(
            takenAt,
            connection.Scalar<int>("select coalesce(max(version), 0)::integer from schema_version"),
            HashOf(path),
            WarehouseDigest.Compute(connection),
            CountRows(connection)
        );

    private static SortedDictionary<string, long> CountRows(DuckDBConnection connection)
    {
        List<string> tables = connection.Query(
            "select '\"' || schema_name || '\".\"' || table_name || '\"' from duckdb_tables() where not temporary and not internal",
            row => row.GetString(0)
        );
        return new SortedDictionary<string, long>(
            tables.ToDictionary(
                table => table.Replace("\"", "", StringComparison.Ordinal),
                table => connection.Scalar<long>($"select count(*) from {table}")
            ),
            StringComparer.Ordinal
        );
    }

    private static void RequireSame(BackupNote said, BackupNote found, string place)
    {
        string[] differences =
        [
            .. said.Digest == found.Digest ? Array.Empty<string>() : [$"digest {found.Digest}, expected {said.Digest}"],
            .. said
                .Rows.Where(table => found.Rows.GetValueOrDefault(table.Key) != table.Value)
                .Select(table =>
                    $"{table.Key} has {found.Rows.GetValueOrDefault(table.Key)} rows, expected {table.Value}"
                ),
        ];
        if (differences.Length > 0)
        {
            throw new ExportException(
                $"The copy in {place} is not the warehouse: {string.Join("; ", differences)}.",
                isDiscrepancy: true
            );
        }
    }

    private static void Copy(string from, string to)
    {
        using FileStream source = new(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using FileStream target = File.Create(to);
        source.CopyTo(target);
        target.Flush(flushToDisk: true);
    }

    private static string HashOf(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}

/// <summary>What a backup is.</summary>
/// <param name="TakenAt">UTC.</param>
/// <param name="Schema">The last migration.</param>
/// <param name="Sha256">Of the database's bytes.</param>
/// <param name="Digest">Of its facts.</param>
/// <param name="Rows">By table.</param>
public sealed record BackupNote(
    DateTime TakenAt,
    int Schema,
    string Sha256,
    string Digest,
    SortedDictionary<string, long> Rows
);
