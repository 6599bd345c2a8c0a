using System.CommandLine;
using System.Globalization;
using Souk.Cli.Screens;
using Souk.Warehouse.Backups;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk backup` and `souk restore`</summary>
internal static class BackupVerb
{
    private const string BackupDescription =
        "Copy a warehouse into a folder, and compare the copy with it: the hash of its bytes, the digest of its facts, and the\n"
        + "rows of every table are noted beside it. --check reads a backup whole and compares it with its note.\n\n"
        + "Examples:\n  souk backup --db demo.duckdb --out backups/monday\n  souk backup --out backups/monday --check";

    private const string RestoreDescription =
        "Put a backup in place of a lost warehouse. It is compared with its note first, and again after copying; a backup that\n"
        + "is not what it says touches nothing (exit code 5).\n\n"
        + "Examples:\n  souk restore backups/monday --db demo.duckdb\n  souk restore backups/monday --db demo.duckdb --replace";

    public static Command Create()
    {
        Option<string?> database = new("--db")
        {
            Description = "The warehouse: a DuckDB file. Not needed to check.",
            HelpName = "FILE",
        };
        Option<string> folder = new("--out")
        {
            Description = "The backup: a folder that does not exist yet, or is empty.",
            HelpName = "DIR",
            Required = true,
        };
        Option<bool> check = new("--check") { Description = "Compare a backup with its note, and write nothing." };
        Option<bool> json = SharedOptions.Json();
        Command backup = new("backup", BackupDescription) { database, folder, check, json };
        backup.SetAction(parsed =>
        {
            string place = parsed.GetRequiredValue(folder);
            BackupNote note = parsed.GetValue(check)
                ? WarehouseBackup.Check(place)
                : Write(parsed.GetValue(database), place);
            Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(note) : Describe(note));
        });
        return backup;
    }

    public static Command CreateRestore()
    {
        Argument<string> folder = new("DIR") { Description = "A backup." };
        Option<string> database = SharedOptions.Database();
        Option<bool> replace = new("--replace") { Description = "Take the place of a file that is there." };
        Option<bool> json = SharedOptions.Json();
        Command restore = new("restore", RestoreDescription) { folder, database, replace, json };
        restore.SetAction(parsed =>
        {
            BackupNote note = WarehouseBackup.Restore(
                parsed.GetRequiredValue(folder),
                parsed.GetRequiredValue(database),
                parsed.GetValue(replace)
            );
            Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(note) : Describe(note));
        });
        return restore;
    }

    private static BackupNote Write(string? database, string folder)
    {
        using WarehouseFile warehouse = SharedOptions.OpenToRead(
            database ?? throw new InvalidInputException("Name the warehouse with --db, or check a backup with --check.")
        );
        return WarehouseBackup.Write(warehouse, folder, TimeProvider.System.GetUtcNow().UtcDateTime);
    }

    private static string Describe(BackupNote note) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{note.Rows.Values.Sum():N0} rows of {note.Rows.Count} tables, schema {note.Schema}, taken {note.TakenAt:yyyy-MM-ddTHH:mm:ssZ}; digest of the facts {note.Digest}"
        );
}
