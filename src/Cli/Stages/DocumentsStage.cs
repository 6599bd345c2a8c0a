using System.Globalization;
using Souk.Cli.Screens;
using Souk.Indexer.Documents;
using Souk.Indexer.Manifests;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Stages;

/// <summary>Fetching documents as one stage of long work.</summary>
internal static class DocumentsStage
{
    /// <param name="again">See <see cref="DocumentRun.RunAsync"/>.</param>
    /// <returns>URIs that were asked for.</returns>
    public static async Task<long> RunAsync(
        ManifestSet manifests,
        WarehouseFile warehouse,
        DocumentLimits limits,
        bool again,
        ProgressScreen screen,
        CancellationToken cancellation
    )
    {
        using var fetcher = new DocumentFetcher(limits, TimeProvider.System);
        var run = new DocumentRun(warehouse, fetcher, TimeProvider.System);
        return await screen.RunAsync(
            "Documents",
            progress => Task.Run(() => run.RunAsync(manifests, again, new Relay(progress), cancellation), cancellation)
        );
    }

    private sealed class Relay(IProgress<StageProgress> progress) : IProgress<(long Done, long All)>
    {
        public void Report((long Done, long All) value) =>
            progress.Report(
                new StageProgress(
                    value.All == 0 ? 1 : Math.Min(1, (double)value.Done / value.All),
                    string.Create(CultureInfo.InvariantCulture, $"{value.Done:N0} of {value.All:N0} documents")
                )
            );
    }
}
