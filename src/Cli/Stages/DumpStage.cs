using System.Globalization;
using Souk.Cli.Screens;
using Souk.Indexer.Files;
using Souk.Indexer.Manifests;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Stages;

/// <summary>Indexing from dumps as one stage of long work.</summary>
internal static class DumpStage
{
    public static async Task<IReadOnlyList<FileSyncResult>> RunAsync(
        ManifestSet manifests,
        WarehouseFile warehouse,
        IReadOnlyList<ChainDump> dumps,
        bool isDryRun,
        ProgressScreen screen,
        CancellationToken cancellation
    )
    {
        List<FileSyncResult> results = [];
        foreach (ChainDump dump in dumps)
        {
            results.Add(
                await screen.RunAsync(
                    "Index",
                    progress =>
                        Task.Run(
                            () =>
                                new FileSync(manifests, warehouse)
                                {
                                    OnStored = (block, last) => progress.Report(ProgressOf(dump.ChainId, block, last)),
                                }.Run(dump, isDryRun, cancellation),
                            cancellation
                        )
                )
            );
        }

        return results;
    }

    public static string Describe(IReadOnlyList<FileSyncResult> results) => string.Join('\n', results.Select(Describe));

    private static StageProgress ProgressOf(int chainId, long block, long last) =>
        new(
            last == 0 ? 1 : (double)block / last,
            string.Create(CultureInfo.InvariantCulture, $"chain {chainId}, block {block:N0} of {last:N0}")
        );

    private static string Describe(FileSyncResult result)
    {
        string blocks = result is { FromBlock: { } from, ToBlock: { } to }
            ? string.Create(CultureInfo.InvariantCulture, $"blocks {from} to {to}")
            : "no block that is not stored";
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"chain {result.ChainId}: {(result.IsDryRun ? "would store" : "stored")} {result.LogCount} logs of {blocks} from {result.RowCount} rows ({string.Join(", ", result.Dialects)}); {result.DoubleCount} repeated, {result.StoredBeforeCount} stored before, {result.ForeignCount} of others, {result.QuarantinedCount} in quarantine. Nothing proves that a dump is whole (proof: none)."
        );
        if (!result.HasAllBlocks)
        {
            text += " Without --blocks it is taken to cover all of these blocks.";
        }

        return result.UnreadValueCount == 0
            ? text
            : text
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $" {result.UnreadValueCount} contracts have values that only a chain can tell; they are missing."
                );
    }
}
