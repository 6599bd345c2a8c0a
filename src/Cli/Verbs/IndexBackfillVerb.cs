using System.CommandLine;
using System.Globalization;
using Souk.Cli.Screens;
using Souk.Indexer.Manifests;
using Souk.Indexer.Segments;
using Souk.Indexer.Sync;

namespace Souk.Cli.Verbs;

/// <summary>`souk index backfill`: history fetched by many machines.</summary>
internal static class IndexBackfillVerb
{
    private const string BackfillDescription =
        "Fetch final blocks into segments: Parquet files with their hashes, without a warehouse.\n\n"
        + "Each segment is written once, under a name of its own, and renamed; one that is there is not fetched again, so that\n"
        + "any machine may play any shard as often as it likes. The shard's number is --shard, or what Slurm, Kubernetes or AWS\n"
        + "Batch set. souk index load stores all of them.\n\n"
        + "Examples:\n"
        + "  souk index backfill masa.yaml --rpc 1=https://host/KEY --to 20000000 --shards 16 --shard 3 --out /shared/history\n"
        + "  souk index load /shared/history masa.yaml --db masa.duckdb";

    public static Command Create()
    {
        Argument<string[]> manifests = Manifests();
        Option<int> shards = new("--shards")
        {
            Description = "How many parts the segments are divided into.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        Option<int?> shard = new("--shard") { Description = "Which of them, from 0.", HelpName = "I" };
        Option<long> blocks = Blocks();
        Option<string> output = Folder();
        Option<bool> json = SharedOptions.Json();
        var sync = new SyncSettings();
        Command backfill = new("backfill", BackfillDescription)
        {
            manifests,
            shards,
            shard,
            blocks,
            output,
            json,
            ProgressScreen.Option,
        };
        sync.AddTo(backfill);
        backfill.SetAction(
            (parsed, cancellation) =>
            {
                SyncOptions options = sync.OptionsIn(parsed);
                BackfillPart part = new(
                    options.ToBlock ?? throw new InvalidInputException("Say where history ends with --to N."),
                    parsed.GetValue(blocks),
                    ShardIndex.Of(parsed.GetValue(shard), parsed.GetValue(shards)),
                    parsed.GetValue(shards),
                    parsed.GetRequiredValue(output)
                );
                return ExecuteAsync(
                    progress =>
                        SegmentBackfill.RunAsync(
                            ManifestSet.Load(parsed.GetRequiredValue(manifests)),
                            sync.EndpointsIn(parsed),
                            options,
                            part,
                            new Line(progress),
                            cancellation
                        ),
                    ProgressScreen.From(parsed),
                    parsed.GetValue(json)
                );
            }
        );
        return backfill;
    }

    private static async Task<int> ExecuteAsync(
        Func<IProgress<StageProgress>, Task<BackfillResult>> fetch,
        ProgressScreen screen,
        bool isJson
    )
    {
        BackfillResult result = await screen.RunAsync("Backfill", fetch);
        Console.WriteLine(
            isJson
                ? JsonOutput.Of(result)
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"chain {result.ChainId}: {result.Fetched:N0} segments fetched, {result.Found:N0} were there; {result.Blocks:N0} blocks, {result.Logs:N0} logs in {result.Seconds:N1} s"
                )
        );
        return ExitCode.Success;
    }

    private static Option<long> Blocks() =>
        new("--segment-blocks")
        {
            Description = "Blocks of a segment, whose logs are held in memory. The same for all shards.",
            HelpName = "N",
            DefaultValueFactory = _ => SegmentPlan.SegmentBlocksDefault,
        };

    private static Option<string> Folder() =>
        new("--out")
        {
            Description = "The folder for segments; on a cluster, one that all machines see.",
            HelpName = "DIR",
            Required = true,
        };

    public static Argument<string[]> Manifests() =>
        new("MANIFEST")
        {
            Description = "Manifests; all systems of a chain are indexed together.",
            Arity = ArgumentArity.OneOrMore,
        };

    public sealed class Line(IProgress<StageProgress> progress) : IProgress<double>
    {
        public void Report(double value) =>
            progress.Report(new(value, string.Create(CultureInfo.InvariantCulture, $"{value:P0} of the segments")));
    }
}
