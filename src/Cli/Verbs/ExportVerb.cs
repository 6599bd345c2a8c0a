using System.CommandLine;
using System.Globalization;
using Souk.Cli.Pseudonyms;
using Souk.Cli.Screens;
using Souk.Warehouse.Exports;
using Souk.Warehouse.Handouts;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk export`</summary>
internal static class ExportVerb
{
    private const string Description =
        "Write everything that the warehouse holds as files that any program reads: addresses and hashes in place of ids,\n"
        + "amounts exact (DECIMAL(38, 0) in Parquet), rows of blocks in parts by chain and range of blocks. The folder is there\n"
        + "with all of its files or not at all; export.json lists them with rows and hashes.\n\n"
        + "souk archive keeps final blocks for good and goes on where it ended; an export is the state of now.\n\n"
        + "Examples:\n  souk export --db demo.duckdb --out facts\n"
        + "  souk export --db demo.duckdb --out facts-csv --format csv\n"
        + "and in DuckDB: from read_parquet('facts/market.payment/**/*.parquet')";

    public static Command Create()
    {
        Option<string> database = SharedOptions.DatabaseToRead();
        Option<string> folder = new("--out")
        {
            Description = "A folder that does not exist yet, or is empty.",
            HelpName = "DIR",
            Required = true,
        };
        Option<ExportFormat> format = new("--format")
        {
            Description = "parquet or csv.",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => ExportFormat.Parquet,
        };
        Option<long> blocks = new("--blocks")
        {
            Description = "Blocks per part.",
            HelpName = "N",
            DefaultValueFactory = _ => WarehouseExport.PartBlocksDefault,
        };
        Option<bool> json = SharedOptions.Json();
        Command export = new("export", Description) { database, folder, format, blocks, json };
        Option<string?> pseudonymise = SharedOptions.Pseudonymise();
        export.Options.Add(pseudonymise);
        export.Subcommands.Add(MemoVerb.Create());
        export.Subcommands.Add(PageExportVerb.Create());
        export.SetAction(
            (parsed, cancellation) =>
            {
                long partBlocks = parsed.GetValue(blocks);
                if (partBlocks < 1)
                {
                    throw new InvalidInputException($"--blocks {partBlocks} is below 1.");
                }

                string source = parsed.GetRequiredValue(database);
                Request request = new(
                    parsed.GetRequiredValue(folder),
                    parsed.GetValue(format),
                    partBlocks,
                    parsed.GetValue(pseudonymise)
                );
                using WarehouseFile warehouse = SharedOptions.OpenToReadUnlocked(source);
                ExportSummary done = Write(warehouse, request, cancellation);
                HandoutLog.Write(
                    warehouse,
                    new Handout(HandoutKind.Export, System: null, "all tables", request.InWords, done.Digest),
                    answers: null,
                    TimeProvider.System.GetUtcNow().UtcDateTime
                );

                Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(done) : Describe(done));
                return Task.FromResult(ExitCode.Success);
            }
        );
        return export;
    }

    private static ExportSummary Write(WarehouseFile source, Request request, CancellationToken cancellation)
    {
        using PseudonymousCopy? copy = request.Pseudonyms is { } key
            ? PseudonymousCopy.Of(source, PseudonymKey.Read(key), cancellation)
            : null;
        WarehouseFile warehouse = copy?.Warehouse ?? source;
        warehouse.Lock(WarehouseExport.FoldersOf(request.Folder));
        return WarehouseExport.Write(
            warehouse.Connection,
            request.Folder,
            request.Format,
            request.PartBlocks,
            cancellation
        );
    }

    private static string Describe(ExportSummary done) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{done.Files.Sum(file => file.Rows):N0} rows of {done.Files.Select(file => file.Table).Distinct().Count()} tables in {done.Files.Count:N0} files; digest of the facts {done.Digest}"
        );

    /// <param name="Pseudonyms">The file of their key; null for addresses as they are.</param>
    private sealed record Request(string Folder, ExportFormat Format, long PartBlocks, string? Pseudonyms)
    {
        public string InWords =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Format.ToString().ToLowerInvariant()}, {PartBlocks} blocks a part{(Pseudonyms is null ? "" : ", pseudonyms")}"
            );
    }
}
