using Souk.Indexer.Manifests;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Brings one chain's facts forward, a range at a time.</summary>
public sealed class ChainSync
{
    private readonly ChainSource _source;
    private readonly ChainStore _store;
    private readonly ContractSet _contracts;
    private readonly RangeFetcher _fetcher;
    private readonly SyncOptions _options;
    private readonly long _firstBlock;
    private ChainCursor? _cursor;

    internal ChainSync(
        ChainManifest chain,
        ChainSource source,
        ChainStore store,
        ContractSet contracts,
        RetryPolicy retry,
        SyncOptions options
    )
    {
        ChainId = chain.ChainId;
        _source = source;
        _store = store;
        _contracts = contracts;
        _fetcher = new RangeFetcher(source, contracts, retry);
        _options = options;
        _firstBlock = chain.Contracts.Select(contract => contract.FromBlock).DefaultIfEmpty(0).Min();
        _cursor = store.ReadCursor();
    }

    public int ChainId { get; }

    /// <summary>Last stored block; null before the first range.</summary>
    public long? Block => _cursor?.Block;

    /// <summary>Last block to read, as of the last step.</summary>
    public long Head { get; private set; }

    public SyncCounts Counts { get; private set; } = new(0, 0, 0, 0, 0);

    /// <summary>Reads and stores the next range, if there is one.</summary>
    /// <exception cref="Rpc.RpcException">The endpoint fails; what is stored is intact.</exception>
    /// <exception cref="SyncException">The chain reorganised, or the endpoint contradicts itself; what is stored is
    /// intact.</exception>
    /// <exception cref="ManifestException">A mapping failed; what is stored is intact.</exception>
    public async Task<SyncOutcome> AdvanceAsync(CancellationToken cancellation)
    {
        BlockHeader head = await _source.ReadHeadAsync(cancellation);
        Head = Math.Min(head.Number, _options.ToBlock ?? long.MaxValue);
        if (IsReplaced(head))
        {
            throw Reorganised(head.Number);
        }

        long nextBlock = _cursor is null ? _firstBlock : _cursor.Block + 1;
        if (RangePlanner.Next(nextBlock, Head, _options.RangeBlocksMax) is not { } range)
        {
            return SyncOutcome.UpToDate;
        }

        BlockBatch batch = await _fetcher.FetchAsync(range, cancellation);
        if (!batch.Follows(_cursor))
        {
            throw Reorganised(_cursor!.Block);
        }

        StoredRange stored = _store.Append(batch, _contracts, cancellation);
        _cursor = stored.Cursor;
        _contracts.Accept(batch);
        Counts = Counts.Plus(range, stored);
        return SyncOutcome.Advanced;
    }

    /// <summary>For tests that make a step of a write fail.</summary>
    internal ChainStore Store => _store;

    /// <summary>Whether the head is another block than the one stored at its height. A head below all that is stored
    /// is an endpoint that lags.</summary>
    private bool IsReplaced(BlockHeader head) =>
        _cursor is not null
        && head.Number <= _cursor.Block
        && _store.FindHash(head.Number) is { } stored
        && stored != head.Hash;

    private SyncException Reorganised(long block) =>
        new(
            SyncProblem.Reorganised,
            $"Chain {ChainId} was reorganised: {_source.Name} has another block {block} than the one stored. "
                + "What is stored is unchanged. Index into a new --db file."
        );
}

/// <summary>What a run stored of one chain.</summary>
public sealed record SyncCounts(long Logs, long Blocks, long Ranges, long Quarantined, long Unknown)
{
    internal SyncCounts Plus(BlockRange range, StoredRange stored) =>
        new(
            Logs + stored.LogCount,
            Blocks + range.Count,
            Ranges + 1,
            Quarantined + stored.QuarantinedCount,
            Unknown + stored.UnknownCount
        );
}
