using Souk.DuckDb;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Manifests;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Estimates;

/// <summary>Estimates every chain of a set of manifests, beside a warehouse that is only read.</summary>
public static class IndexEstimates
{
    /// <param name="database">The warehouse to index into; may not exist yet.</param>
    /// <param name="endpoints">By chain id.</param>
    /// <exception cref="SyncException">No endpoint for a chain, or one of another chain.</exception>
    /// <exception cref="RpcException">An endpoint fails.</exception>
    /// <exception cref="DuckDBException">Another process holds the warehouse.</exception>
    public static async Task<IReadOnlyList<ChainEstimate>> ReadAsync(
        ManifestSet manifests,
        string database,
        ILookup<int, EndpointAddress> endpoints,
        SyncOptions options,
        CancellationToken cancellation
    )
    {
        using DuckDBConnection? stored = OpenStored(database);
        ManifestStore? store = stored is null ? null : new ManifestStore(stored, ChainDictionaries.Load(stored));
        Dictionary<int, EndpointPool> pools = [];
        try
        {
            foreach (ChainManifest chain in manifests.Chains)
            {
                var retry = new RetryPolicy(options.Time, options.RetryDelay);
                EndpointPool pool = ManifestSync.Connect(chain, endpoints, retry, options);
                pools.Add(chain.ChainId, pool);
                await pool.RequireChainAsync(chain.ChainId, cancellation);
            }

            ManifestSet found = await StartFinder.FindAsync(
                store is null ? manifests : StartFinder.WithStored(manifests, store),
                chainId => pools[chainId],
                options,
                cancellation
            );
            List<ChainEstimate> estimates = [];
            foreach (ChainManifest chain in found.Chains)
            {
                var estimator = new IndexEstimator(new ChainSource(pools[chain.ChainId]), chain, options);
                IReadOnlyList<ChainContract> contracts = store?.ReadContracts(chain) ?? chain.Contracts;
                estimates.Add(await estimator.EstimateAsync(store?.ReadCursor(chain), contracts, cancellation));
            }

            return estimates;
        }
        finally
        {
            foreach (EndpointPool pool in pools.Values)
            {
                pool.Dispose();
            }
        }
    }

    /// <summary>To read only, without so much as a newer schema written; null if there is no warehouse yet.</summary>
    private static DuckDBConnection? OpenStored(string database)
    {
        if (!File.Exists(database))
        {
            return null;
        }

        var connection = new DuckDBConnection($"Data Source={Path.GetFullPath(database)};access_mode=READ_ONLY");
        connection.Open();
        return connection;
    }
}
