using System.CommandLine;
using System.Globalization;
using Souk.Cli.Screens;
using Souk.Indexer.Manifests;
using Souk.Indexer.Redecoding;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk redecode`</summary>
internal static class RedecodeVerb
{
    public static Command Create()
    {
        Argument<string[]> manifests = new("MANIFEST")
        {
            Description = "All manifests of the chains that are stored.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> database = SharedOptions.Database();
        Option<bool> json = SharedOptions.Json();
        Command redecode = new(
            "redecode",
            "Decode and map stored logs anew after an ABI or a mapping changed, without the network. All or nothing.\n\n"
                + "Example:\n  souk redecode masa.yaml ocean.yaml --db demo.duckdb"
        )
        {
            manifests,
            database,
            json,
            ProgressScreen.Option,
        };
        redecode.SetAction(
            (parsed, cancellation) =>
                ExecuteAsync(
                    ManifestSet.Load(parsed.GetRequiredValue(manifests)),
                    parsed.GetRequiredValue(database),
                    parsed.GetValue(json),
                    ProgressScreen.From(parsed),
                    cancellation
                )
        );
        return redecode;
    }

    private static async Task<int> ExecuteAsync(
        ManifestSet manifests,
        string database,
        bool isJson,
        ProgressScreen screen,
        CancellationToken cancellation
    )
    {
        using WarehouseFile warehouse = SharedOptions.OpenExisting(database);
        var redecoder = new Redecoder(manifests, warehouse, TimeProvider.System);
        RedecodeResult result = await screen.RunAsync(
            "Redecode",
            progress => Task.Run(() => redecoder.Run(new Relay(progress), cancellation), cancellation)
        );
        Console.WriteLine(isJson ? JsonOutput.Of(result) : Describe(result));
        return ExitCode.Success;
    }

    private static string Describe(RedecodeResult result)
    {
        string counts = string.Create(
            CultureInfo.InvariantCulture,
            $"{result.LogCount:N0} logs in {result.Seconds:0.0} s; {result.QuarantinedCount:N0} quarantined, {result.UnknownCount:N0} of unknown events"
        );
        return result.DroppedValueTables.Count == 0
            ? counts
            : $"{counts}\nThe next 'souk index' reads values into {string.Join(", ", result.DroppedValueTables)}.";
    }

    private sealed class Relay(IProgress<StageProgress> progress) : IProgress<SyncProgress>
    {
        public void Report(SyncProgress value) =>
            progress.Report(
                new StageProgress(
                    value.Head == 0 ? 0 : (double)value.Block / value.Head,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"chain {value.ChainId}, block {value.Block:N0} of {value.Head:N0}, {value.LogCount:N0} logs"
                    )
                )
            );
    }
}
