using System.Threading.Channels;
using Souk.Indexer.Manifests;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Documents;

/// <summary>Asks for the documents that a warehouse has references to, and stores what came of it as it comes.</summary>
/// <remarks>What was fetched is not asked for again, so a run that was ended goes on where it stopped. Documents are
/// fetched at once and written by one writer; memory is that of <see cref="UrisAtOnceMax"/> URIs beside
/// <see cref="DocumentLimits"/>.</remarks>
public sealed class DocumentRun(WarehouseFile warehouse, DocumentFetcher fetcher, TimeProvider time)
{
    private const int UrisAtOnceMax = 512;

    private readonly DocumentStore _store = new(warehouse.Connection, time);

    /// <param name="again">Ask for documents that were fetched before, too: they may have changed or gone.</param>
    /// <param name="progress">Told URIs done and URIs in all.</param>
    /// <returns>URIs that were asked for.</returns>
    /// <exception cref="OperationCanceledException">What came before is stored.</exception>
    public async Task<long> RunAsync(
        ManifestSet manifests,
        bool again,
        IProgress<(long Done, long All)>? progress,
        CancellationToken cancellation
    )
    {
        long all = manifests.Manifests.Sum(manifest => _store.Count(manifest.System, again));
        long done = 0;
        foreach (Manifest manifest in manifests.Manifests)
        {
            string? last = null;
            while (_store.Read(manifest.System, again, last, UrisAtOnceMax) is { Count: > 0 } uris)
            {
                await RunAsync(
                    manifest,
                    uris,
                    count =>
                    {
                        done += count;
                        progress?.Report((done, all));
                    },
                    cancellation
                );
                last = uris[^1];
            }
        }

        return done;
    }

    private async Task RunAsync(
        Manifest manifest,
        IReadOnlyList<string> uris,
        Action<int> report,
        CancellationToken cancellation
    )
    {
        var fetched = Channel.CreateUnbounded<(string Uri, FetchedDocument Document)>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task fetching = FetchAsync(manifest.Documents, uris, fetched.Writer, stop.Token);
        try
        {
            List<(string, FetchedDocument)> batch = [];
            while (await fetched.Reader.WaitToReadAsync(CancellationToken.None))
            {
                while (fetched.Reader.TryRead(out (string, FetchedDocument) document))
                {
                    batch.Add(document);
                }

                _store.Write(manifest.System, batch);
                report(batch.Count);
                batch.Clear();
            }
        }
        finally
        {
            await stop.CancelAsync();
            await fetching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await fetching;
    }

    private async Task FetchAsync(
        DocumentRules rules,
        IReadOnlyList<string> uris,
        ChannelWriter<(string, FetchedDocument)> fetched,
        CancellationToken cancellation
    )
    {
        try
        {
            await Parallel.ForEachAsync(
                uris,
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = fetcher.Limits.FetchesAtOnceMax,
                    CancellationToken = cancellation,
                },
                async (uri, token) => fetched.TryWrite((uri, await fetcher.FetchAsync(uri, rules, token)))
            );
        }
        finally
        {
            fetched.Complete();
        }
    }
}
