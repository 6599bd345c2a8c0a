using System.CommandLine;
using System.Globalization;
using Souk.Cli.Screens;
using Souk.Research.Forecasts;
using Souk.Warehouse.Claims;
using Souk.Warehouse.Imports;
using Souk.Warehouse.Parties;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Tokens;

namespace Souk.Cli.Verbs;

/// <summary>`souk import --table T FILE…` and `souk import labels FILE`</summary>
internal static class ImportVerb
{
    private const string LabelsTable = "labels";

    /// <summary>Whose values score published forecasts.</summary>
    private const string Series = "series";

    private const string Start =
        "Take facts from files into the warehouse: all of them or nothing. Rows that are there already are left as they are; a\n"
        + "row with other values revises the one before, which stays, with the time at which it was superseded.\n\n"
        + "Series are CSV (UTF-8, a header line), JSON lines (.jsonl) or Parquet. A bad file is refused with all of its bad cells.\n"
        + "Times say their zone; amounts are not negative; systems and tokens are those of the registry or of an index.\n\n"
        + "Tables (columns in brackets may be left out):\n";

    private const string Examples =
        "  tokens: the token registry in YAML; without files, those that ship\n"
        + "  claims: public statements in YAML; without files, those that ship\n"
        + "  labels: who stands behind addresses; see souk import labels --help\n\n"
        + "Examples:\n  souk import --table tokens --db demo.duckdb\n"
        + "  souk import --table price --db demo.duckdb prices.csv --dry-run\n"
        + "  souk import --table offchain_event --db demo.duckdb events.jsonl --utc-offset +02:00";

    private const string LabelsDescription =
        "Declare who stands behind addresses, from a CSV file: all of it is imported or nothing.\n\n"
        + "Columns: address, entity, source; maybe class (team, treasury, foundation, investor, exchange, contributor, buyer,\n"
        + "operator, other) and confidence (above 0, up to 1). Addresses of one entity count as one party in metrics that are\n"
        + "asked for --parties entity. Rows that are there already are left as they are.\n\n"
        + "Example:\n  souk import labels labels.csv --db demo.duckdb --dry-run";

    private static readonly string[] s_otherTables = [TokenRegistry.Table, ClaimRegistry.Table, LabelsTable];

    public static Command Create()
    {
        Argument<string[]> files = SharedOptions.WithoutOptions(
            new Argument<string[]>("FILE") { Description = "Files of one table.", Arity = ArgumentArity.ZeroOrMore }
        );
        Option<string> database = SharedOptions.Database();
        Option<string> table = new("--table")
        {
            Description = "What the files hold.",
            HelpName = "T",
            Required = true,
        };
        Option<string?> offset = new("--utc-offset")
        {
            Description = "The offset from UTC of times that do not say theirs, such as +02:00.",
            HelpName = "HH:MM",
        };
        Option<bool> replace = Replace();
        Option<bool> dryRun = DryRun();
        Option<bool> json = SharedOptions.Json();
        string tables = string.Concat(SeriesImport.Describe().Select(known => $"  {known.Table}: {known.Columns}\n"));
        Command import = new("import", Start + tables + Examples)
        {
            CreateLabels(),
            files,
            database,
            table,
            offset,
            replace,
            dryRun,
            json,
        };
        import.SetAction(parsed =>
        {
            using WarehouseFile warehouse = SharedOptions.OpenExisting(
                parsed.GetRequiredValue(database),
                (parsed.GetValue(files) ?? []).Select(FolderOf)
            );
            var request = new ImportRequest(
                parsed.GetRequiredValue(table),
                parsed.GetValue(files) ?? [],
                ParseOffset(parsed.GetValue(offset)),
                parsed.GetValue(replace),
                parsed.GetValue(dryRun)
            );
            IReadOnlyList<ImportedFile> done = Run(warehouse, request);
            if (request is { Table: Series, IsDryRun: false })
            {
                ForecastScoring.Run(warehouse.Connection, TimeProvider.System.GetUtcNow().UtcDateTime);
            }

            Console.WriteLine(
                parsed.GetValue(json)
                    ? JsonOutput.Of(done)
                    : string.Join('\n', done.Select(file => Describe(file, request.IsDryRun)))
            );
        });
        return import;
    }

    private static IReadOnlyList<ImportedFile> Run(WarehouseFile warehouse, ImportRequest request)
    {
        DateTime now = TimeProvider.System.GetUtcNow().UtcDateTime;
        string[] files =
            request.Files.Length > 0 ? request.Files
            : request.Table is TokenRegistry.Table or ClaimRegistry.Table ? Repository.ListFiles(request.Table)
            : throw new InvalidInputException($"Name the files to import into {request.Table}.");
        return request.Table switch
        {
            TokenRegistry.Table => TokenRegistry.Import(warehouse.Connection, files, now, request.IsDryRun),
            ClaimRegistry.Table => ClaimRegistry.Import(warehouse.Connection, files, now, request.IsDryRun),
            LabelsTable => [.. files.Select(file => Labels(warehouse, file, now, request))],
            _ => SeriesImport.Run(
                warehouse.Connection,
                request.Table,
                s_otherTables,
                files,
                now,
                request.Offset,
                request.IsDryRun
            ),
        };
    }

    private static ImportedFile Labels(WarehouseFile warehouse, string file, DateTime now, ImportRequest request)
    {
        LabelImport done = LabelImport.Run(warehouse.Connection, file, now, request.Replaces, request.IsDryRun);
        var counts = new ImportCounts(done.Added, done.Replaced, Removed: 0, done.Unchanged);
        return new ImportedFile(LabelsTable, Path.GetFileName(file), counts, done.Duplicates);
    }

    private static Command CreateLabels()
    {
        Argument<string> file = new("FILE") { Description = "A CSV file in UTF-8." };
        Option<string> database = SharedOptions.Database();
        Option<bool> replace = Replace();
        Option<bool> dryRun = DryRun();
        Option<bool> json = SharedOptions.Json();
        Command labels = new(LabelsTable, LabelsDescription) { file, database, replace, dryRun, json };
        labels.SetAction(parsed =>
        {
            using WarehouseFile warehouse = SharedOptions.OpenExisting(
                parsed.GetRequiredValue(database),
                FolderOf(parsed.GetRequiredValue(file))
            );
            bool isDryRun = parsed.GetValue(dryRun);
            LabelImport done = LabelImport.Run(
                warehouse.Connection,
                parsed.GetRequiredValue(file),
                TimeProvider.System.GetUtcNow().UtcDateTime,
                parsed.GetValue(replace),
                isDryRun
            );
            Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(done) : Describe(done, isDryRun));
        });
        return labels;
    }

    private static Option<bool> Replace() =>
        new("--replace") { Description = "Let a file of labels win over other labels of the same addresses." };

    private static Option<bool> DryRun() => new("--dry-run") { Description = "Check and count, and write nothing." };

    private static string FolderOf(string file) => Path.GetDirectoryName(Path.GetFullPath(file))!;

    private static TimeSpan? ParseOffset(string? text)
    {
        if (text is null)
        {
            return null;
        }

        bool isOffset = TimeSpan.TryParseExact(
            text.TrimStart('+', '-'),
            @"hh\:mm",
            CultureInfo.InvariantCulture,
            out TimeSpan offset
        );
        return isOffset && offset <= TimeSpan.FromHours(14) && text[0] is '+' or '-'
            ? (text[0] == '-' ? -offset : offset)
            : throw new InvalidInputException($"--utc-offset '{text}' is no offset from UTC, such as +02:00.");
    }

    private static string Describe(ImportedFile file, bool isDryRun) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{file.File}: {(isDryRun ? "to add" : "added")} {file.Counts.Added}, revised {file.Counts.Revised}, removed {file.Counts.Removed}, there already {file.Counts.Unchanged}, repeated in the file {file.Duplicates}"
        );

    private static string Describe(LabelImport done, bool isDryRun) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"labels {(isDryRun ? "to add" : "added")} {done.Added}, replaced {done.Replaced}, there already {done.Unchanged}, repeated in the file {done.Duplicates}"
        );

    private sealed record ImportRequest(string Table, string[] Files, TimeSpan? Offset, bool Replaces, bool IsDryRun);
}
