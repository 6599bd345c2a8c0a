using System.CommandLine;
using System.Globalization;
using Souk.Cli.Screens;
using Souk.DuckDb;
using Souk.Warehouse.Archives;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk archive`</summary>
internal static class ArchiveVerb
{
    private const string Description =
        "Keep facts for good: final blocks as Parquet files that are written once and never again, with a log that shows "
        + "any later change. Prints the seal of the log; keep it, and --check --seal proves that nothing before it was "
        + "changed.\n\n"
        + "Examples:\n"
        + "  souk archive --db demo.duckdb --out archive\n"
        + "  souk archive --out archive --check\n\n"
        + "Any program that reads Parquet reads it, such as DuckDB: from 'archive/market.payment/*/*.parquet'";

    public static Command Create()
    {
        Option<string?> database = new("--db")
        {
            Description = "The warehouse: a DuckDB file. Not needed to check.",
            HelpName = "FILE",
        };
        Option<string> folder = new("--out")
        {
            Description = "The archive: a folder, which is created or continued.",
            HelpName = "DIR",
            Required = true,
        };
        Option<long> blocks = new("--blocks")
        {
            Description = "Segments end at multiples of N blocks, and at the last final block.",
            HelpName = "N",
            DefaultValueFactory = _ => ArchiveWriter.SegmentBlocksDefault,
        };
        Option<bool> check = new("--check") { Description = "Read the archive whole and compare it with its log." };
        Option<string?> seal = new("--seal")
        {
            Description = "With --check: a seal printed before, which this archive must have had.",
            HelpName = "SHA256",
        };
        Option<bool> json = SharedOptions.Json();
        Command archive = new("archive", Description)
        {
            database,
            folder,
            blocks,
            check,
            seal,
            json,
            ProgressScreen.Option,
        };
        archive.SetAction(
            async (parsed, cancellation) =>
            {
                string place = parsed.GetRequiredValue(folder);
                ProgressScreen screen = ProgressScreen.From(parsed);
                ArchiveSummary summary = parsed.GetValue(check)
                    ? await CheckAsync(place, parsed.GetValue(seal), screen, cancellation)
                    : await WriteAsync(
                        RequireWritten(parsed.GetValue(database), parsed.GetValue(seal)),
                        place,
                        ParseBlocks(parsed.GetValue(blocks)),
                        screen,
                        cancellation
                    );
                Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(summary) : Describe(summary));
                return ExitCode.Success;
            }
        );
        return archive;
    }

    private static async Task<ArchiveSummary> WriteAsync(
        string database,
        string folder,
        long blocks,
        ProgressScreen screen,
        CancellationToken cancellation
    )
    {
        using WarehouseFile warehouse = SharedOptions.OpenToReadUnlocked(database);
        // As the archive is written, and would set it.
        warehouse.Connection.Execute("set threads = 1");
        warehouse.Lock(folder);
        return await screen.RunAsync(
            "Archive",
            progress =>
                Task.Run(
                    () => ArchiveWriter.Run(warehouse, folder, blocks, new Relay(progress), cancellation),
                    cancellation
                )
        );
    }

    private static Task<ArchiveSummary> CheckAsync(
        string folder,
        string? seal,
        ProgressScreen screen,
        CancellationToken cancellation
    ) =>
        screen.RunAsync(
            "Check",
            progress => Task.Run(() => ArchiveCheck.Run(folder, seal, new Relay(progress), cancellation), cancellation)
        );

    private static string RequireWritten(string? database, string? seal) =>
        (database, seal) switch
        {
            (_, not null) => throw new InvalidInputException("--seal is for --check; add --check."),
            (null, _) => throw new InvalidInputException(
                "--db is missing: name the warehouse to archive, or add --check."
            ),
            _ => database,
        };

    private static long ParseBlocks(long blocks) =>
        blocks is >= 1 and <= 1_000_000_000
            ? blocks
            : throw new InvalidInputException($"--blocks {blocks} is not between 1 and 1000000000.");

    private static string Describe(ArchiveSummary summary)
    {
        IEnumerable<string> chains = summary.Chains.Select(chain =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"chain {chain.ChainId}: blocks {chain.FromBlock:N0} to {chain.ToBlock:N0}\n"
            )
        );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Concat(chains)}{summary.Segments:N0} segments ({summary.NewSegments:N0} new), {summary.Rows:N0} rows, {summary.Bytes:N0} bytes\nseal {summary.Seal}"
        );
    }

    private sealed class Relay(IProgress<StageProgress> progress) : IProgress<ArchiveProgress>
    {
        public void Report(ArchiveProgress value) => progress.Report(new StageProgress(value.Fraction, value.Segment));
    }
}
