using Souk.Indexer.Chains;
using Souk.Indexer.Cosmos;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Manifests;
using Souk.Indexer.Substrate;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Networks;

/// <summary>Knows which source reads which kind of chain.</summary>
public static class NativeNetworks
{
    /// <summary>Records the manifests; the endpoints are not asked yet.</summary>
    /// <param name="endpoints">By chain id; one or more for each chain.</param>
    /// <exception cref="SyncException">They do not fit; the warehouse is unchanged.</exception>
    /// <exception cref="ManifestException">Two events would share a table; the warehouse is unchanged.</exception>
    public static NativeSync Open(
        ManifestSet manifests,
        WarehouseFile warehouse,
        ILookup<int, EndpointAddress> endpoints,
        SyncOptions options
    ) => NativeSync.Open(manifests, warehouse, endpoints, options, SourceOf);

    private static INativeSource SourceOf(ChainManifest chain, EndpointPool pool) =>
        chain.Manifests[0].Source switch
        {
            ManifestSource.Substrate => new SubstrateSource(chain, pool),
            ManifestSource.Cosmos => new CosmosSource(chain, pool),
            var other => throw new ArgumentException($"Chain {chain.ChainId} has source {other}, which is not native."),
        };
}
