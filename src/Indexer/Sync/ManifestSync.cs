using System.Runtime.ExceptionServices;
using Souk.DuckDb;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Manifests;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Sync;

/// <summary>Brings a warehouse up to the head of every chain that a set of manifests names.</summary>
public sealed class ManifestSync : IDisposable
{
    private readonly List<EndpointPool> _pools = [];
    private readonly List<ChainSync> _chains = [];
    private readonly WriteGate _gate = new();
    private readonly SyncOptions _options;

    private ManifestSync(SyncOptions options)
    {
        _options = options;
        Budget = new ByteBudget(options.BytesMax);
    }

    /// <summary>Of all chains together.</summary>
    internal ByteBudget Budget { get; }

    /// <summary>For callers that follow chains step by step.</summary>
    public IReadOnlyList<ChainSync> Chains => _chains;

    /// <summary>Checks endpoints, manifests and warehouse against each other, and records the manifests.</summary>
    /// <param name="endpoints">By chain id; one or more for each chain.</param>
    /// <exception cref="SyncException">They do not fit; the warehouse is unchanged.</exception>
    /// <exception cref="RpcException">An endpoint fails; the warehouse is unchanged.</exception>
    /// <exception cref="ManifestException">Two events would share a table; the warehouse is unchanged.</exception>
    public static async Task<ManifestSync> OpenAsync(
        ManifestSet manifests,
        WarehouseFile warehouse,
        ILookup<int, EndpointAddress> endpoints,
        SyncOptions options,
        CancellationToken cancellation
    )
    {
        var sync = new ManifestSync(options);
        try
        {
            await sync.AddChainsAsync(manifests, warehouse, endpoints, cancellation);
            return sync;
        }
        catch
        {
            sync.Dispose();
            throw;
        }
    }

    /// <summary>As the other one, with one endpoint for each chain.</summary>
    public static Task<ManifestSync> OpenAsync(
        ManifestSet manifests,
        WarehouseFile warehouse,
        IReadOnlyDictionary<int, Uri> endpoints,
        SyncOptions options,
        CancellationToken cancellation
    ) => OpenAsync(manifests, warehouse, EndpointAddress.Single(endpoints), options, cancellation);

    /// <summary>Reads all chains at once until each is at its head, or follows the heads. May be called again to catch up.
    /// A chain that cannot go on does not stop the others.</summary>
    /// <returns>Totals since this was opened, and which chains stopped; seconds of this call.</returns>
    /// <exception cref="RpcException">An endpoint fails and no chain could go on; all ranges so far are stored.</exception>
    /// <exception cref="SyncException">No chain could go on; all ranges so far are stored.</exception>
    /// <exception cref="ManifestException">A mapping failed and no chain could go on; all ranges so far are stored.
    /// </exception>
    /// <exception cref="OperationCanceledException">All ranges so far are stored.</exception>
    public async Task<SyncResult> RunAsync(IProgress<SyncProgress>? progress, CancellationToken cancellation)
    {
        long started = _options.Time.GetTimestamp();
        StoppedChain?[] ends = await Task.WhenAll(
            _chains.Select(chain =>
                Task.Run(() => RunAsync(chain, progress, started, cancellation), CancellationToken.None)
            )
        );
        cancellation.ThrowIfCancellationRequested();
        StoppedChain[] stopped = [.. ends.OfType<StoppedChain>()];
        if (stopped.Length > 0 && stopped.Length == _chains.Count)
        {
            ExceptionDispatchInfo.Throw(stopped[0].Cause);
        }

        return new SyncResult(
            _chains.Sum(chain => chain.Counts.Logs),
            _chains.Sum(chain => chain.Counts.Blocks),
            _chains.Sum(chain => chain.Counts.Ranges),
            _chains.Sum(chain => chain.Counts.Quarantined),
            _chains.Sum(chain => chain.Counts.Unknown),
            _chains.Sum(chain => chain.Counts.Reorgs),
            _options.Time.GetElapsedTime(started).TotalSeconds
        )
        {
            Stopped = stopped,
            ComparedCount = _chains.Sum(chain => chain.ComparedCount),
            Contradictions =
            [
                .. _chains
                    .Where(chain => chain.Contradictions.Count > 0)
                    .Select(chain => new ChainContradictions(chain.ChainId, chain.Contradictions)),
            ],
        };
    }

    public void Dispose()
    {
        _pools.ForEach(pool => pool.Dispose());
        _gate.Dispose();
    }

    /// <returns>Null once the chain is at its head.</returns>
    private async Task<StoppedChain?> RunAsync(
        ChainSync chain,
        IProgress<SyncProgress>? progress,
        long started,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            var pace = new CatchUpPace(chain.Block + 1 ?? chain.FirstBlock, _options.Time);
            chain.OnStored = () => progress?.Report(ProgressOf(chain, started, pace));
            try
            {
                long? before = chain.Block;
                await chain.CatchUpAsync(cancellation);
                progress?.Report(ProgressOf(chain, started, pace));
                _gate.TellOf(chain.ChainId, before, chain.Block, _options);
                if (!_options.IsFollowing)
                {
                    return null;
                }
            }
            catch (RpcException failure) when (failure.IsTransient && _options.IsFollowing)
            {
                // The endpoints may come back; meanwhile the chain lags.
                progress?.Report(ProgressOf(chain, started, pace) with { WaitReason = failure.Message });
            }
            catch (Exception failure)
                when (failure is not (OperationCanceledException or DuckDBException { IsDiskFull: true }))
            {
                // A full disk stops all chains: they share the warehouse.
                progress?.Report(ProgressOf(chain, started, pace) with { StopReason = failure.Message });
                return new StoppedChain(chain.ChainId, failure.Message, failure);
            }

            await Task.Delay(_options.PollDelay, _options.Time, cancellation);
        }
    }

    private SyncProgress ProgressOf(ChainSync chain, long started, CatchUpPace pace) =>
        new(
            chain.ChainId,
            chain.Block ?? 0,
            chain.Head,
            _chains.Sum(other => other.Counts.Logs),
            _options.Time.GetElapsedTime(started)
        )
        {
            FirstBlock = pace.FirstBlock,
            Moving = pace.Elapsed,
            ChainLogCount = chain.Counts.Logs,
            Contradictions = chain.Contradictions,
        };

    private async Task AddChainsAsync(
        ManifestSet manifests,
        WarehouseFile warehouse,
        ILookup<int, EndpointAddress> endpoints,
        CancellationToken cancellation
    )
    {
        var events = new EventSchema(manifests);
        var retry = new RetryPolicy(_options.Time, _options.RetryDelay);
        Dictionary<int, EndpointPool> pools = [];
        foreach (ChainManifest chain in manifests.Chains)
        {
            EndpointPool pool = Connect(chain, endpoints, retry, _options);
            _pools.Add(pool);
            await pool.RequireChainAsync(chain.ChainId, cancellation);
            pools.Add(chain.ChainId, pool);
        }

        ChainDictionaries dictionaries = ChainDictionaries.Load(warehouse.Connection);
        var store = new ManifestStore(warehouse.Connection, dictionaries);
        ManifestSet found = await StartFinder.FindAsync(
            StartFinder.WithStored(manifests, store),
            chainId => pools[chainId],
            _options,
            cancellation
        );
        foreach (ChainManifest chain in found.Chains)
        {
            await DecimalsCheck.RequireAsync(chain, new ChainSource(pools[chain.ChainId]), cancellation);
        }

        store.Record(found, events);
        foreach (ChainManifest chain in found.Chains)
        {
            EndpointPool pool = pools[chain.ChainId];
            var contracts = new ContractSet(chain, store.ReadContracts(chain), store.ReadValued(chain, events));
            var chainStore = new ChainStore(warehouse.Connection, chain, events, dictionaries, _gate);
            var limits = new EndpointLimitStore(warehouse.Connection, _gate, pool, chain.ChainId, _options.Time);
            limits.Restore();
            var source = new ChainSource(pool);
            _chains.Add(
                new ChainSync(chain, source, chainStore, contracts, retry, _options, Budget) { Limits = limits }
            );
        }
    }

    /// <exception cref="SyncException">No endpoint is given.</exception>
    internal static EndpointPool Connect(
        ChainManifest chain,
        ILookup<int, EndpointAddress> endpoints,
        RetryPolicy retry,
        SyncOptions options
    ) =>
        endpoints.Contains(chain.ChainId)
            ? EndpointPool.Connect(endpoints[chain.ChainId], retry, options.Transport)
            : throw new SyncException(
                SyncProblem.NoEndpoint,
                $"No endpoint is given for chain {chain.ChainId}. Add --rpc {chain.ChainId}=URL."
            );
}
