using System.CommandLine;
using System.Globalization;
using Souk.Cli.Screens;
using Souk.Cli.Stages;
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
        Option<long?> to = new("--to") { Description = "Last block to read. Default: the head.", HelpName = "N" };
        Option<bool> follow = new("--follow") { Description = "Keep following the heads until Ctrl-C." };
        Option<string> poll = new("--poll")
        {
            Description = "Wait between two looks at a head that is followed, in seconds.",
            HelpName = "2s",
            DefaultValueFactory = _ => "2s",
        };
        Option<int?> finality = new("--finality")
        {
            Description =
                "Blocks below the head that may still be replaced. Default: what the endpoint calls finalized, or "
                + $"{SyncOptions.FinalityDepthDefault}.",
            HelpName = "N",
        };
        Option<int> rangeBlocks = new("--range-blocks")
        {
            Description = "Most blocks fetched as one range.",
            HelpName = "N",
            DefaultValueFactory = _ => SyncOptions.RangeBlocksDefault,
        };
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
            to,
            follow,
            poll,
            finality,
            rangeBlocks,
            json,
            ProgressScreen.Option,
        };
        index.SetAction(
            (parsed, cancellation) =>
                ExecuteAsync(
                    new Request(
                        parsed.GetRequiredValue(manifests),
                        parsed.GetRequiredValue(database),
                        (parsed.GetValue(rpc) ?? [])
                            .Select(ParseEndpoint)
                            .ToDictionary(pair => pair.Chain, pair => pair.Url),
                        new SyncOptions(ParseRangeBlocks(parsed.GetValue(rangeBlocks)), parsed.GetValue(to))
                        {
                            FinalityDepth = ParseFinality(parsed.GetValue(finality)),
                            IsFollowing = parsed.GetValue(follow),
                            PollDelay = ParsePoll(parsed.GetValue(poll)),
                            Time = TimeProvider.System,
                        },
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

    private static int? ParseFinality(int? blocks) =>
        blocks is null or (>= 0 and <= 1_000_000)
            ? blocks
            : throw new InvalidInputException($"--finality {blocks} is not between 0 and 1000000.");

    /// <summary>Seconds, with or without an s: from 0.1 to an hour.</summary>
    private static TimeSpan ParsePoll(string? text) =>
        double.TryParse(text?.TrimEnd('s'), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
        && seconds is >= 0.1 and <= 3600
            ? TimeSpan.FromSeconds(seconds)
            : throw new InvalidInputException(
                $"--poll '{text}' is not a number of seconds from 0.1 to 3600, such as 2s."
            );

    private static int ParseRangeBlocks(int blocks) =>
        blocks is >= 1 and <= 100_000
            ? blocks
            : throw new InvalidInputException($"--range-blocks {blocks} is not between 1 and 100000.");

    private sealed record Request(
        string[] Manifests,
        string Database,
        IReadOnlyDictionary<int, Uri> Endpoints,
        SyncOptions Options,
        bool IsJson
    );
}
