using System.CommandLine;
using System.Globalization;
using Souk.Cli.Demos;
using Souk.Cli.Screens;
using Souk.Research.Snapshots;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk sample build` and `souk open sample`: a warehouse that ships, so that studies run without a chain.</summary>
internal static class SampleVerb
{
    public static Command Create()
    {
        Option<string> folder = new("--out")
        {
            Description = "Where the Parquet files go.",
            HelpName = "DIR",
            DefaultValueFactory = _ => KeptSnapshot.SampleFolder,
        };
        Option<string?> database = new("--db")
        {
            Description = "A warehouse to take; without it the demo is played (about a minute).",
            HelpName = "FILE",
        };
        Option<uint> seed = SharedOptions.Seed();
        Command build = new("build", "Write a warehouse as Parquet files with their hashes.")
        {
            folder,
            database,
            seed,
            ProgressScreen.Option,
        };
        build.SetAction(
            async (parsed, cancellation) =>
            {
                string target = parsed.GetRequiredValue(folder);
                Snapshot snapshot = parsed.GetValue(database) is { } file
                    ? FromFile(file, target, cancellation)
                    : await FromDemoAsync(target, parsed.GetValue(seed), ProgressScreen.From(parsed), cancellation);
                Console.WriteLine($"{target}: {snapshot.Tables.Count} tables, data hash {snapshot.DataHash}");
                return ExitCode.Success;
            }
        );
        return new Command("sample", "The warehouse that ships with Souk.\n\nExample:\n  souk sample build") { build };
    }

    /// <summary>`souk open sample`</summary>
    public static Command CreateOpen()
    {
        Argument<string> what = new("SNAPSHOT")
        {
            Description = "sample, the one that ships, or a folder that souk sample build or souk export wrote.",
        };
        Option<string?> file = new("--out")
        {
            Description = "Only write the warehouse to this file, which must not exist yet, and serve nothing.",
            HelpName = "FILE",
        };
        Option<string?> kept = new("--dir")
        {
            Description = "Where the warehouse that is served is kept. Default: .souk/opened beside the program.",
            HelpName = "DIR",
        };
        Option<int> port = ServeVerb.Port();
        Command open = new(
            "open",
            "Serve a snapshot's pages, make a warehouse of it, or a DuckDB file for SQL of an export.\n\n"
                + "Examples:\n  souk open sample --port 0\n  souk open sample --out study.duckdb\n  souk open facts --out facts.duckdb"
        )
        {
            what,
            file,
            kept,
            port,
        };
        open.SetAction(
            async (parsed, cancellation) =>
            {
                string name = parsed.GetRequiredValue(what);
                string folder = name == KeptSnapshot.Sample ? KeptSnapshot.SampleFolder : name;
                if (parsed.GetValue(file) is { } path)
                {
                    using IDisposable written = ExportFolder.IsAt(folder)
                        ? ExportFolder.Open(folder, path)
                        : Snapshot.Open(folder, path);
                    Console.WriteLine(path);
                    return ExitCode.Success;
                }

                if (ExportFolder.IsAt(folder))
                {
                    throw new InvalidInputException(
                        $"'{folder}' is an export, which holds rows for SQL and no warehouse that could be served. Give --out FILE."
                    );
                }

                using var warehouse = WarehouseFile.Open(
                    KeptSnapshot.FileOf(folder, parsed.GetValue(kept) ?? KeptSnapshot.KeptFolder)
                );
                await ServeVerb.RunAsync(warehouse, parsed.GetValue(port), cancellation);
                return ExitCode.Success;
            }
        );
        return open;
    }

    private static Snapshot FromFile(string file, string target, CancellationToken cancellation)
    {
        using WarehouseFile warehouse = SharedOptions.OpenToRead(file, target);
        return Snapshot.Write(
            warehouse.Connection,
            Path.GetFileNameWithoutExtension(file),
            Path.GetFullPath(target),
            cancellation
        );
    }

    private static async Task<Snapshot> FromDemoAsync(
        string target,
        uint seed,
        ProgressScreen screen,
        CancellationToken cancellation
    )
    {
        string folder = Path.Combine(Repository.Root, ".souk", "sample");
        await using DemoRun demo = await DemoRun.StartAsync(folder, seed, screen, cancellation);
        string title = string.Create(CultureInfo.InvariantCulture, $"Synthetic demo, seed {seed}");
        return Snapshot.Write(demo.Warehouse.Connection, title, target, cancellation);
    }
}
