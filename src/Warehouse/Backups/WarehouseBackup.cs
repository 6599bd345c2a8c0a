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

    /// <summary>Copies an open warehouse, or what its holder lent of it, while nobody writes it, and compares the copy with it.</summary>
    /// <param name="folder">Must not exist, or be empty.</param>
    /// <param name="takenAt">Our time, UTC.</param>
    /// <exception cref="ExportException">The folder holds something, or the copy is not the same.</exception>
    public static BackupNote Write(WarehouseFile warehouse, string folder, DateTime takenAt)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new ExportException($"Folder {folder} is not empty. Name one that is, or that does not exist yet.");
        }

        if (!warehouse.IsBorrowed)
        {
            // What the write-ahead log holds is in the file from here on; we hold the file, so nobody adds to it.
            warehouse.Connection.Execute("checkpoint");
        }

        Directory.CreateDirectory(folder);
        string copy = Path.Combine(folder, DatabaseName);
        try
        {
            Copy(warehouse.StoredAt, copy + Partial);
            BackupNote note = BackupNote.Of(warehouse.Connection, copy + Partial, takenAt);
            note.RequireSame(BackupNote.Of(copy + Partial, takenAt), folder);
            note.Save(Path.Combine(folder, NoteName));
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
            BackupNote.Load(note) ?? throw new ExportException($"{note} is no note of a backup.", isDiscrepancy: true);
        if (BackupNote.HashOf(copy) != said.Sha256)
        {
            throw new ExportException(
                $"{copy} does not have the bytes that were backed up: SHA-256 {BackupNote.HashOf(copy)}, noted {said.Sha256}.",
                isDiscrepancy: true
            );
        }

        said.RequireSame(BackupNote.Of(copy, said.TakenAt), folder);
        return said;
    }

    /// <summary>Checks a backup and puts it in place.</summary>
    /// <param name="replaces">Whether it may take the place of a file; else that is refused.</param>
    /// <exception cref="ExportException">There is a file already, or the backup is not what it says.</exception>
    /// <exception cref="WarehouseException">It is of a newer schema than this build knows, or another process holds the file.</exception>
    public static BackupNote Restore(string folder, string path, bool replaces = false)
    {
        if (File.Exists(path) && !replaces)
        {
            throw new ExportException($"{path} exists. Name another file, or replace it with --replace.");
        }

        BackupNote note = Check(folder);
        SchemaMigrations.RequireKnown(note.Schema, Path.Combine(folder, DatabaseName));
        try
        {
            Copy(Path.Combine(folder, DatabaseName), path + Partial);
            note.RequireSame(BackupNote.Of(path + Partial, note.TakenAt), path);
            // The file may be the damaged one that the backup is for, but nobody's that works with it.
            if (File.Exists(path))
            {
                WarehouseFile.RequireFree(path);
            }

            // A log of the old file must never be read into the new one.
            File.Delete(path + ".wal");
            File.Move(path + Partial, path, overwrite: true);
            return note;
        }
        finally
        {
            File.Delete(path + Partial);
        }
    }

    private static void Copy(string from, string to)
    {
        using FileStream source = new(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using FileStream target = File.Create(to);
        source.CopyTo(target);
        target.Flush(flushToDisk: true);
    }
}
