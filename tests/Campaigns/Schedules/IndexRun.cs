using Souk.Campaigns.Markets;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Proofs;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Campaigns.Schedules;

/// <summary>One run of the indexer as `souk index` does it, from opening the warehouse's chains to their heads.</summary>
/// <param name="transport">Takes the network's place; null for the network.</param>
internal sealed class IndexRun(
    Bazaar bazaar,
    IReadOnlyList<Uri> endpoints,
    Func<Uri, HttpMessageHandler>? transport,
    TimeProvider time,
    int rangeBlocksMax,
    int? finalityDepth = null,
    ProofLevel proof = ProofLevel.Receipts
)
{
    public static WarehouseFile Open(string path) => WarehouseFile.Open(path, "threads=1");

    /// <param name="beforeStep">Called with the name of each step of a write; throws to fail it.</param>
    /// <returns>Last stored block; null for none.</returns>
    public async Task<long?> RunAsync(
        WarehouseFile warehouse,
        Action<string> beforeStep,
        CancellationToken cancellation
    )
    {
        var options = new SyncOptions(rangeBlocksMax)
        {
            FinalityDepth = finalityDepth,
            RetryDelay = TimeSpan.FromMilliseconds(1),
            Proof = proof,
            Time = time,
            Transport = transport,
        };
        using ManifestSync sync = await ManifestSync.OpenAsync(
            bazaar.Manifests,
            warehouse,
            endpoints.ToLookup(_ => Bazaar.ChainId, endpoint => new EndpointAddress(endpoint)),
            options,
            cancellation
        );
        sync.Chains[0].Store.BeforeStep = beforeStep;
        await sync.RunAsync(progress: null, cancellation);
        return sync.Chains[0].Block;
    }
}
