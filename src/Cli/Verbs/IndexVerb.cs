using System.CommandLine;
using System.Globalization;
using Souk.Cli.Screens;
using Souk.Cli.Stages;
using Souk.Indexer.Estimates;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk index MANIFEST…`: brings a warehouse up to the head of the chains that the manifests name.</summary>
internal static class IndexVerb
{
    public static Command Create()
    {
        Argument<string[]> manifests = new("MANIFEST")
        {
            Description = "Manifests; all systems of a chain are indexed together.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> database = SharedOptions.Database();
        Option<string[]> rpc = new("--rpc")
        {
            Description = "The endpoint of a chain, by chain id. May be repeated.",
            HelpName = "CHAIN=URL",
        };
        Option<bool> plan = new("--plan") { Description = "Say what would be fetched, and write nothing." };
        var sync = new SyncOptionSet();
        Option<bool> json = SharedOptions.Json();
        Command index = new(
            "index",
            "Index chains into a warehouse. What is stored stays if this is interrupted; the same command continues.\n\n"
                + "Example:\n"
                + "  souk index masa.yaml ocean.yaml --db demo.duckdb --rpc 31337=http://127.0.0.1:8545"
        )
        {
            manifests,
            database,
            rpc,
            plan,
            json,
            ProgressScreen.Option,
        };
        sync.AddTo(index);
        index.SetAction(
            (parsed, cancellation) =>
                ExecuteAsync(
                    new Request(
                        parsed.GetRequiredValue(manifests),
                        parsed.GetRequiredValue(database),
                        (parsed.GetValue(rpc) ?? [])
                            .Select(ParseEndpoint)
                            .ToDictionary(pair => pair.Chain, pair => pair.Url),
                        sync.Read(parsed),
                        parsed.GetValue(plan),
                        parsed.GetValue(json)
                    ),
                    ProgressScreen.From(parsed),
                    cancellation
                )
        );
        return index;
    }

    private static async Task<int> ExecuteAsync(Request request, ProgressScreen screen, CancellationToken cancellation)
    {
        ManifestSet manifests = ManifestSet.Load(request.Manifests);
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

        using WarehouseFile warehouse = WarehouseFile.Open(request.Database);
        SyncResult result = await IndexStage.RunAsync(
            manifests,
            warehouse,
            request.Endpoints,
            request.Options,
            screen,
            cancellation
        );
        Console.WriteLine(request.IsJson ? JsonOutput.Of(result) : Describe(result));
        foreach (StoppedChain stopped in result.Stopped)
        {
            Console.Error.WriteLine($"souk: chain {stopped.ChainId} stopped: {stopped.Reason}");
        }

        return result.Stopped.Count == 0
            ? ExitCode.Success
            : Failures.Explain(result.Stopped[0].Cause)?.ExitCode ?? ExitCode.Failure;
    }

    private static string Describe(SyncResult result) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{result.BlockCount:N0} blocks, {result.LogCount:N0} logs in {result.Seconds:0.0} s; {result.QuarantinedCount:N0} quarantined, {result.UnknownCount:N0} of unknown events, {result.ReorgCount:N0} reorgs"
        );

    private static (int Chain, Uri Url) ParseEndpoint(string text) =>
        text.Split('=', 2) is [var id, var url]
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int chain)
        && Uri.TryCreate(url, UriKind.Absolute, out Uri? address)
        && address.Scheme is "http" or "https"
            ? (chain, address)
            // The text may hold a key, so it is not repeated.
            : throw new InvalidInputException("An --rpc value is not CHAIN=URL, such as 1=https://host/path.");

    private sealed record Request(
        string[] Manifests,
        string Database,
        IReadOnlyDictionary<int, Uri> Endpoints,
        SyncOptions Options,
        bool IsPlan,
        bool IsJson
    );
}
