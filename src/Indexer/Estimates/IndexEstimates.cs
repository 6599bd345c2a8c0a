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
        List<ChainEstimate> estimates = [];
        foreach (ChainManifest chain in manifests.Chains)
        {
            var retry = new RetryPolicy(options.Time, options.RetryDelay);
            using EndpointPool pool = ManifestSync.Connect(chain, endpoints, retry, options);
            await pool.RequireChainAsync(chain.ChainId, cancellation);
            var source = new ChainSource(pool);
            (long? stored, IReadOnlyList<ChainContract> contracts) = ReadStored(chain, database);
            var estimator = new IndexEstimator(source, chain, options);
            estimates.Add(await estimator.EstimateAsync(stored, contracts, cancellation));
        }

        return estimates;
    }

    /// <summary>Cursor and contracts, without so much as a newer schema written.</summary>
    private static (long? Block, IReadOnlyList<ChainContract> Contracts) ReadStored(
        ChainManifest chain,
        string database
    )
    {
        if (!File.Exists(database))
        {
            return (null, chain.Contracts);
        }

        using var connection = new DuckDBConnection($"Data Source={Path.GetFullPath(database)};access_mode=READ_ONLY");
        connection.Open();
        List<long> cursors = connection.Query(
            "select block_number from chain.cursor where chain_id = $chain_id",
            row => row.GetInt64(0),
            ("chain_id", chain.ChainId)
        );
        var store = new ManifestStore(connection, ChainDictionaries.Load(connection));
        return (cursors.Count == 0 ? null : cursors[0], store.ReadContracts(chain));
    }
}
