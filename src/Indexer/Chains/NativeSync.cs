using Souk.Indexer.Endpoints;
using Souk.Indexer.Manifests;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Chains;

/// <summary>Brings a warehouse up to the last final blocks of chains of another kind than Ethereum's.</summary>
public sealed class NativeSync : IDisposable
{
    private readonly List<INativeSource> _sources = [];
    private readonly List<NativeChain> _chains = [];
    private readonly WriteGate _gate = new();
    private readonly SyncOptions _options;

    private NativeSync(SyncOptions options) => _options = options;

    internal IReadOnlyList<NativeChain> Chains => _chains;

    /// <summary>Whether manifests are of such chains.</summary>
    /// <exception cref="ManifestException">Some are and some are not, or one chain has two sources.</exception>
    public static bool IsFor(ManifestSet manifests)
    {
        foreach (ChainManifest chain in manifests.Chains)
        {
            if (chain.Manifests.Select(manifest => (manifest.Source, Network: chain.Network)).Distinct().Count() > 1)
            {
                throw new ManifestException($"The manifests of chain {chain.ChainId} have different sources.");
            }
        }

        List<bool> kinds =
        [
            .. manifests.Manifests.Select(manifest => NativeFields.IsNative(manifest.Source)).Distinct(),
        ];
        return kinds.Count <= 1
            ? kinds.Contains(true)
            : throw new ManifestException(
                "Manifests of chains with and without Ethereum's contracts are indexed by commands of their own; the same --db serves both."
            );
    }

    /// <summary>Records the manifests; the endpoints are not asked yet.</summary>
    /// <param name="endpoints">By chain id; one or more for each chain.</param>
    /// <param name="sourceOf">Makes what reads a chain, which then owns the pool.</param>
    /// <exception cref="SyncException">They do not fit; the warehouse is unchanged.</exception>
    /// <exception cref="ManifestException">Two events would share a table; the warehouse is unchanged.</exception>
    internal static NativeSync Open(
        ManifestSet manifests,
        WarehouseFile warehouse,
        ILookup<int, EndpointAddress> endpoints,
        SyncOptions options,
        Func<ChainManifest, EndpointPool, INativeSource> sourceOf
    )
    {
        var sync = new NativeSync(options);
        var events = new EventSchema(manifests);
        var retry = new RetryPolicy(options.Time, options.RetryDelay);
        try
        {
            foreach (ChainManifest chain in manifests.Chains)
            {
                sync._sources.Add(sourceOf(chain, ManifestSync.Connect(chain, endpoints, retry, options)));
            }

            ChainDictionaries dictionaries = ChainDictionaries.Load(warehouse.Connection);
            var store = new ManifestStore(warehouse.Connection, dictionaries);
            store.Record(manifests, events);
            foreach ((ChainManifest chain, INativeSource source) in manifests.Chains.Zip(sync._sources))
            {
                var contracts = new ContractSet(chain, store.ReadContracts(chain), valued: []);
                var chainStore = new ChainStore(warehouse.Connection, chain, events, dictionaries, sync._gate);
                sync._chains.Add(
                    new NativeChain(chain, source, chainStore, contracts, warehouse.Connection, sync._gate, options)
                );
            }

            return sync;
        }
        catch
        {
            sync.Dispose();
            throw;
        }
    }

    /// <summary>Reads one chain after the other until each is at its last final block, or follows them.</summary>
    /// <returns>What this stored, and which chains stopped.</returns>
    /// <exception cref="OperationCanceledException">All ranges so far are stored.</exception>
    public async Task<SyncResult> RunAsync(IProgress<SyncProgress>? progress, CancellationToken cancellation)
    {
        long started = _options.Time.GetTimestamp();
        List<StoppedChain> stopped = [];
        do
        {
            foreach (NativeChain chain in _chains.Where(chain => stopped.All(end => end.ChainId != chain.ChainId)))
            {
                await RunAsync(chain, stopped, progress, started, cancellation);
            }

            if (_options.IsFollowing && stopped.Count < _chains.Count)
            {
                await Task.Delay(_options.PollDelay, _options.Time, cancellation);
            }
        } while (_options.IsFollowing && stopped.Count < _chains.Count);

        return ResultOf(stopped, started);
    }

    public void Dispose()
    {
        _sources.ForEach(source => source.Dispose());
        _gate.Dispose();
    }

    private async Task RunAsync(
        NativeChain chain,
        List<StoppedChain> stopped,
        IProgress<SyncProgress>? progress,
        long started,
        CancellationToken cancellation
    )
    {
        var pace = new CatchUpPace(chain.NextBlock, _options.Time);
        chain.OnStored = () => progress?.Report(ProgressOf(chain, started, pace));
        try
        {
            long? before = chain.Block;
            await chain.CatchUpAsync(cancellation);
            progress?.Report(ProgressOf(chain, started, pace));
            _gate.TellOf(chain.ChainId, before, chain.Block, _options);
        }
        catch (RpcException failure) when (failure.IsTransient && _options.IsFollowing)
        {
            progress?.Report(ProgressOf(chain, started, pace) with { WaitReason = failure.Message });
        }
        catch (Exception failure) when (failure is RpcException or SyncException or ManifestException)
        {
            progress?.Report(ProgressOf(chain, started, pace) with { StopReason = failure.Message });
            stopped.Add(new StoppedChain(chain.ChainId, failure.Message, failure));
        }
    }

    private SyncResult ResultOf(List<StoppedChain> stopped, long started) =>
        new(
            _chains.Sum(chain => chain.Counts.Logs),
            _chains.Sum(chain => chain.Counts.Blocks),
            _chains.Sum(chain => chain.Counts.Ranges),
            _chains.Sum(chain => chain.Counts.Quarantined),
            _chains.Sum(chain => chain.Counts.Unknown),
            ReorgCount: 0,
            _options.Time.GetElapsedTime(started).TotalSeconds
        )
        {
            Stopped = stopped,
        };

    private SyncProgress ProgressOf(NativeChain chain, long started, CatchUpPace pace) =>
        new(
            chain.ChainId,
            chain.Block ?? 0,
            chain.Head,
            _chains.Sum(other => other.Counts.Logs),
            _options.Time.GetElapsedTime(started)
        )
        {
            ChainLogCount = chain.Counts.Logs,
            FirstBlock = pace.FirstBlock,
            Moving = pace.Elapsed,
        };
}
