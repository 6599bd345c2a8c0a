using System.Globalization;
using Souk.DuckDb;
using Souk.Warehouse.Imports;

namespace Souk.Warehouse.Sheets;

/// <summary>Takes reference files into reference.fact: all of them or nothing. A file tells all that is known of its system
/// in its sections, so what it no longer has is superseded.</summary>
internal static class SheetImport
{
    private static readonly RevisedTable s_facts = new(
        "reference.fact",
        ["system", "section", "item", "field"],
        ["value", "confidence", "source"],
        ["file", "line"]
    );

    /// <param name="table">The name of this kind of file in the revision log.</param>
    /// <param name="check">What else must hold of a file: gives problems, each with its line.</param>
    /// <param name="recordedAt">Our time, UTC.</param>
    /// <param name="isDryRun">Check and count, and write nothing.</param>
    /// <exception cref="ImportException">A file cannot be used; nothing was written.</exception>
    public static IReadOnlyList<ImportedFile> Run(
        DuckDBConnection connection,
        string table,
        SheetShape shape,
        IReadOnlyList<string> paths,
        Func<Sheet, IEnumerable<string>> check,
        DateTime recordedAt,
        bool isDryRun
    )
    {
        Sheet[] sheets = ReadAll(shape, paths, check);
        string sections = string.Join(", ", shape.Sections.Select(section => $"'{section.Name}'"));
        using DuckDBTransaction write = connection.BeginTransaction();
        List<ImportedFile> done = [];
        foreach (Sheet sheet in sheets)
        {
            string system = sheet.System.Replace("'", "''", StringComparison.Ordinal);
            ImportCounts counts = s_facts.Merge(
                connection,
                sheet.Facts.Select(Row),
                recordedAt,
                $"system = '{system}' and section in ({sections})"
            );
            var file = new ImportedFile(table, Path.GetFileName(sheet.Path), counts);
            file.Record(connection, sheet.Path, recordedAt);
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

    /// <summary>Reads and checks files; all complaints about the first bad one come at once.</summary>
    public static Sheet[] ReadAll(SheetShape shape, IReadOnlyList<string> paths, Func<Sheet, IEnumerable<string>> check)
    {
        List<Sheet> sheets = [];
        foreach (string path in paths)
        {
            Sheet sheet = SheetReader.Read(shape, path);
            if (sheets.Find(other => other.System == sheet.System) is { } other)
            {
                throw new ImportException($"{path} tells of '{sheet.System}', and so does {other.Path}. Join the two.");
            }

            string[] problems = [.. check(sheet)];
            sheets.Add(problems.Length == 0 ? sheet : throw ImportException.Of(path, problems));
        }

        return [.. sheets];
    }

    private static string?[] Row(SheetFact fact) =>
        [
            fact.System,
            fact.Section,
            fact.Item,
            fact.Field,
            fact.Value,
            fact.Confidence,
            fact.Source,
            fact.File,
            fact.Line.ToString(CultureInfo.InvariantCulture),
        ];
}
