using Souk.DuckDb;

namespace Souk.Warehouse.Imports;

/// <summary>Takes series from files: all of them or nothing. A row whose key is known with other values revises it; the
/// older row stays, superseded.</summary>
public static class SeriesImport
{
    public static IEnumerable<string> Tables => ImportTables.Names;

    /// <summary>Each table with its columns, in words.</summary>
    public static IEnumerable<(string Table, string Meaning, string Columns)> Describe() =>
        ImportTables.All.Select(table =>
            (
                table.Name,
                table.Meaning,
                string.Join(
                    ", ",
                    table.Fields.Select(column =>
                        (column.IsKey || column.IsRequired) && column.Name != ImportTables.Source
                            ? column.Name
                            : $"[{column.Name}]"
                    )
                )
            )
        );

    /// <param name="table">One of <see cref="Tables"/>.</param>
    /// <param name="others">Tables that are imported elsewhere, for the message when there is no such table.</param>
    /// <param name="recordedAt">Our time, UTC.</param>
    /// <param name="offset">From UTC, of times that do not say theirs; null: they are refused.</param>
    /// <param name="isDryRun">Check and count, and write nothing.</param>
    /// <exception cref="ImportException">A file cannot be used; nothing was written.</exception>
    public static IReadOnlyList<ImportedFile> Run(
        DuckDBConnection connection,
        string table,
        IEnumerable<string> others,
        IReadOnlyList<string> paths,
        DateTime recordedAt,
        TimeSpan? offset = null,
        bool isDryRun = false
    )
    {
        ImportTable target = ImportTables.Get(table, others);
        KnownTokens known = KnownTokens.Read(connection);
        var checkedFiles = paths
            .Select(path =>
                (
                    Path: path,
                    Checked: new RowCheck(target, known, recordedAt, offset).Run(path, RowFile.Read(connection, path))
                )
            )
            .ToList();
        using DuckDBTransaction write = connection.BeginTransaction();
        List<ImportedFile> done = [];
        foreach ((string path, (IReadOnlyList<string?[]> rows, long duplicates)) in checkedFiles)
        {
            ImportCounts counts = target.Target.Merge(connection, rows, recordedAt);
            var file = new ImportedFile(table, Path.GetFileName(path), counts, duplicates);
            file.Record(connection, path, recordedAt);
            done.Add(file);
        }

        if (isDryRun)
        {
            write.Rollback();
        }
        else
        {
            write.Commit();
        }

        return done;
    }
}
