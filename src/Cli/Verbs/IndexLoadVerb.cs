using System.CommandLine;
using System.Globalization;
using Souk.Cli.Screens;
using Souk.Cli.Servers;
using Souk.Indexer.Manifests;
using Souk.Indexer.Segments;
using Souk.Research.Forecasts;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk index load`: a backfill's segments stored by one.</summary>
internal static class IndexLoadVerb
{
    private const string Description =
        "Store the segments of a backfill, each in one write: the warehouse has the facts of an index of the same blocks.\n\n"
        + "All segments are checked before the first is stored; missing, doubled, altered or foreign ones are refused by name.\n"
        + "What is stored already is skipped, so that the same command goes on after an interruption.\n\n"
        + "Example:\n"
        + "  souk index load /shared/history masa.yaml --db masa.duckdb";

    public static Command Create()
    {
        Argument<string> folder = new("DIR") { Description = "The folder of the segments." };
        Argument<string[]> manifests = IndexBackfillVerb.Manifests();
        Option<string> database = SharedOptions.Database();
        Option<bool> json = SharedOptions.Json();
        Command load = new("load", Description) { folder, manifests, database, json, ProgressScreen.Option };
        load.SetAction(
            async (parsed, cancellation) =>
            {
                // Segments are read on connections of their own.
                await using LendingWarehouse lending = LendingWarehouse.Open(parsed.GetRequiredValue(database));
                WarehouseFile warehouse = lending.File;
                SegmentLoadResult result = await ProgressScreen
                    .From(parsed)
                    .RunAsync(
                        "Load",
                        progress =>
                            Task.Run(
                                () =>
                                    SegmentLoad.Run(
                                        ManifestSet.Load(parsed.GetRequiredValue(manifests)),
                                        warehouse,
                                        parsed.GetRequiredValue(folder),
                                        new IndexBackfillVerb.Line(progress),
                                        cancellation
                                    ),
                                CancellationToken.None
                            )
                    );
                ForecastScoring.Run(warehouse.Connection, TimeProvider.System.GetUtcNow().UtcDateTime);
                Console.WriteLine(
                    parsed.GetValue(json)
                        ? JsonOutput.Of(result)
                        : string.Create(
                            CultureInfo.InvariantCulture,
                            $"chain {result.ChainId}: {result.Loaded:N0} segments stored, {result.Found:N0} were there; {result.Blocks:N0} blocks, {result.Logs:N0} logs, {result.Quarantined:N0} in quarantine"
                        )
                );
                return ExitCode.Success;
            }
        );
        return load;
    }
}
