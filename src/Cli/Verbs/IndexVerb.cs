using System.CommandLine;
using Souk.Cli.Operations;
using Souk.Cli.Screens;
using Souk.Cli.Servers;
using Souk.Cli.Stages;
using Souk.Indexer.Chains;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Estimates;
using Souk.Indexer.Files;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sync;
using Souk.Research.Forecasts;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk index MANIFEST…`: brings a warehouse up to the head of the chains that the manifests name.</summary>
internal static class IndexVerb
{
    private const string About =
        "Index chains into a warehouse. What is stored stays if this is interrupted; the same command continues.\n"
        + "Several --rpc of one chain share its work and stand in for each other.\n\n"
        + "Examples:\n"
        + "  souk index masa.yaml ocean.yaml --db demo.duckdb --rpc 31337=http://127.0.0.1:8545\n"
        + "  souk index masa.yaml --db masa.duckdb --rpc 1=https://host/KEY --follow --status-port 9464\n"
        + "  souk index masa.yaml --db masa.duckdb --rpc 1=https://one.example/KEY --rpc 1=https://two.example\n"
        + "    --rpc-rate two.example=25\n"
        + "  souk index fetch_hub.yaml --db fetch.duckdb --rpc 2000002001=https://one.example\n"
        + "  souk index ocean.yaml --db ocean.duckdb --from-file logs.parquet --blocks blocks.parquet --dry-run";

    public static Command Create()
    {
        Argument<string[]> manifests = new("MANIFEST")
        {
            Description = "Manifests; all systems of a chain are indexed together.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> database = SharedOptions.Database();
        var sync = new SyncSettings();
        var watch = new WatchSettings();
        var dumps = new DumpSettings();
        Option<bool> plan = new("--plan") { Description = "Say what would be fetched, and write nothing." };
        Option<bool> json = SharedOptions.Json();
        Command index = new("index", About) { manifests, database, plan, json, ProgressScreen.Option };
        sync.AddTo(index);
        watch.AddTo(index);
        index.Subcommands.Add(IndexBackfillVerb.Create());
        index.Subcommands.Add(IndexLoadVerb.Create());
        dumps.AddTo(index);
        index.SetAction(
            (parsed, cancellation) =>
                dumps.IsGiven(parsed)
                    ? ExecuteAsync(
                        parsed.GetRequiredValue(manifests),
                        parsed.GetRequiredValue(database),
                        set => dumps.DumpsIn(parsed, set),
                        dumps.IsDryRun(parsed),
                        parsed.GetValue(json),
                        watch.ScreenFor(parsed),
                        cancellation
                    )
                    : ExecuteAsync(
                        new Request(
                            parsed.GetRequiredValue(manifests),
                            parsed.GetRequiredValue(database),
                            sync.EndpointsIn(parsed),
                            sync.OptionsIn(parsed),
                            watch.PlanIn(parsed),
                            parsed.GetValue(plan),
                            parsed.GetValue(json)
                        ),
                        watch.ScreenFor(parsed),
                        cancellation
                    )
        );
        return index;
    }

    private static async Task<int> ExecuteAsync(Request request, ProgressScreen screen, CancellationToken cancellation)
    {
        ManifestSet manifests = ManifestSet.Load(request.Manifests);
        if (request.IsPlan && NativeSync.IsFor(manifests))
        {
            throw new InvalidInputException(
                "--plan samples blocks of EVM chains; these manifests are of another kind."
            );
        }

        if (request.IsPlan)
        {
            IReadOnlyList<ChainEstimate> estimates = await IndexEstimates.ReadAsync(
                manifests,
                request.Database,
                request.Endpoints,
                request.Options,
                cancellation
            );
            Console.WriteLine(request.IsJson ? JsonOutput.Of(estimates) : PlanStage.Describe(estimates));
            return ExitCode.Success;
        }

        await using LendingWarehouse lending = LendingWarehouse.Open(request.Database);
        WarehouseFile warehouse = lending.File;
        await using SyncWatch watch = await SyncWatch.StartAsync(
            manifests.Chains.Select(chain => chain.ChainId),
            request.Watch,
            cancellation
        );
        SyncResult result = await IndexStage.RunAsync(
            manifests,
            warehouse,
            request.Endpoints,
            request.Options.IsFollowing ? request.Options with { OnCaughtUp = WakeOf(warehouse) } : request.Options,
            screen,
            watch,
            cancellation
        );
        // After the sync, so that no block waits for it; one that follows has no end, and is woken by each new day.
        ForecastScoring.Run(warehouse.Connection, TimeProvider.System.GetUtcNow().UtcDateTime);
        Console.WriteLine(request.IsJson ? JsonOutput.Of(result) : SyncScreen.Describe(result));
        foreach (StoppedChain stopped in result.Stopped)
        {
            Console.Error.WriteLine($"souk: chain {stopped.ChainId} stopped: {stopped.Reason}");
        }

        return result.Stopped.Count == 0
            ? ExitCode.Success
            : Failures.Explain(result.Stopped[0].Cause)?.ExitCode ?? ExitCode.Failure;
    }

    private static async Task<int> ExecuteAsync(
        string[] files,
        string database,
        Func<ManifestSet, IReadOnlyList<ChainDump>> dumpsIn,
        bool isDryRun,
        bool isJson,
        ProgressScreen screen,
        CancellationToken cancellation
    )
    {
        ManifestSet manifests = ManifestSet.Load(files);
        IReadOnlyList<ChainDump> dumps = dumpsIn(manifests);
        await using LendingWarehouse lending = LendingWarehouse.Open(
            isDryRun && !File.Exists(database) ? WarehouseFile.InMemory : database,
            dumps
                .SelectMany(dump => dump.Logs.Concat(dump.Blocks))
                .Select(file => Path.GetDirectoryName(Path.GetFullPath(file))!)
        );
        WarehouseFile warehouse = lending.File;
        IReadOnlyList<FileSyncResult> results = await DumpStage.RunAsync(
            manifests,
            warehouse,
            dumps,
            isDryRun,
            screen,
            cancellation
        );
        if (!isDryRun)
        {
            ForecastScoring.Run(warehouse.Connection, TimeProvider.System.GetUtcNow().UtcDateTime);
        }

        Console.WriteLine(isJson ? JsonOutput.Of(results) : DumpStage.Describe(results));
        return ExitCode.Success;
    }

    private static Action<int> WakeOf(WarehouseFile warehouse)
    {
        ForecastWake wake = new(warehouse.Connection, TimeProvider.System, Console.Error);
        return chainId => wake.Look(chainId);
    }

    private sealed record Request(
        string[] Manifests,
        string Database,
        ILookup<int, EndpointAddress> Endpoints,
        SyncOptions Options,
        WatchPlan Watch,
        bool IsPlan,
        bool IsJson
    );
}
