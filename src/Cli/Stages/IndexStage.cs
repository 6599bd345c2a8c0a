using Souk.Cli.Screens;
using Souk.Indexer.Chains;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Manifests;
using Souk.Indexer.Networks;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Stages;

/// <summary>Indexing as one stage of long work.</summary>
internal static class IndexStage
{
    /// <summary>Indexes with progress on the screen.</summary>
    /// <param name="watch">Told the same; null for nobody.</param>
    /// <exception cref="InvalidInputException">A manifest is for dumps only.</exception>
    public static Task<SyncResult> RunAsync(
        ManifestSet manifests,
        WarehouseFile warehouse,
        ILookup<int, EndpointAddress> endpoints,
        SyncOptions options,
        ProgressScreen screen,
        IProgress<SyncProgress>? watch,
        CancellationToken cancellation
    )
    {
        if (manifests.Manifests.FirstOrDefault(manifest => manifest.Source == ManifestSource.File) is { } dumped)
        {
            throw new InvalidInputException($"{dumped.Path} has source file: give its dumps with --from-file.");
        }

        return screen.RunAsync(
            "Index",
            async progress =>
            {
                if (NativeSync.IsFor(manifests))
                {
                    using NativeSync native = NativeNetworks.Open(manifests, warehouse, endpoints, options);
                    return await Task.Run(
                        () => native.RunAsync(new Relay(progress, watch), cancellation),
                        cancellation
                    );
                }

                using ManifestSync sync = await ManifestSync.OpenAsync(
                    manifests,
                    warehouse,
                    endpoints,
                    options,
                    cancellation
                );
                return await Task.Run(() => sync.RunAsync(new Relay(progress, watch), cancellation), cancellation);
            }
        );
    }

    private sealed class Relay(IProgress<StageProgress> progress, IProgress<SyncProgress>? watch)
        : IProgress<SyncProgress>
    {
        public void Report(SyncProgress value)
        {
            watch?.Report(value);
            progress.Report(
                new StageProgress(
                    value.Head == 0 ? 0 : Math.Min(1, (double)value.Block / value.Head),
                    SyncScreen.Describe(value)
                )
            );
        }
    }
}
