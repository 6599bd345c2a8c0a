using Souk.Indexer.Endpoints;
using Souk.Indexer.Manifests;
using Souk.Indexer.Proofs;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Brings one chain's facts forward. Final blocks are read many at once; hot ones, which may still be replaced,
/// by their hash, and swapped when they are replaced.</summary>
public sealed partial class ChainSync
{
    /// <summary>Hot blocks in one write.</summary>
    private const int HotBlocksMax = 256;

    private readonly ChainSource _endpoints;
    private readonly ChainStore _store;
    private readonly RetryPolicy _retry;
    private readonly SyncOptions _options;
    private readonly ByteBudget _budget;
    private readonly BlockProver _prover = new();
    private readonly long _firstBlock;

    private readonly FinalityReader _finality;
    private readonly BlockComparer _comparer;
    private ContractSet _contracts;

    /// <summary>Asked for all of a step, so that one endpoint answers as long as it can.</summary>
    private ChainSource _source;
    private ChainCursor? _cursor;
    private bool _isCursorChecked;

    internal ChainSync(
        ChainManifest chain,
        ChainSource source,
        ChainStore store,
        ContractSet contracts,
        RetryPolicy retry,
        SyncOptions options,
        ByteBudget budget
    )
    {
        ChainId = chain.ChainId;
        _endpoints = source;
        _source = source;
        _store = store;
        _contracts = contracts;
        _retry = retry;
        _options = options;
        _budget = budget;
        _finality = new FinalityReader(
            store,
            source.HasSeveral,
            options.FinalityDepth ?? chain.FinalityBlocks,
            options.Time
        );
        _firstBlock = chain.Contracts.Select(contract => contract.FromBlock).DefaultIfEmpty(0).Min();
        _comparer = new BlockComparer(options.CompareShare);
        _cursor = store.ReadCursor();
        FirstBlock = NextBlock;
    }

    public int ChainId { get; }

    /// <summary>The first block that was not stored when this was opened.</summary>
    public long FirstBlock { get; }

    /// <summary>Last stored block; null before the first range.</summary>
    public long? Block => _cursor?.Block;

    /// <summary>Last block to read, as of the last step.</summary>
    public long Head { get; private set; }

    public SyncCounts Counts { get; private set; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>Endpoints that gave answers which hashes disproved.</summary>
    public IReadOnlyList<EndpointContradictions> Contradictions => _endpoints.Contradictions;

    /// <summary>Blocks whose logs another endpoint was asked for, too, and gave alike.</summary>
    public long ComparedCount => _comparer.BlockCount;

    /// <summary>Called after each write.</summary>
    internal Action OnStored { get; set; } = () => { };

    /// <summary>Where learned limits of endpoints are kept; null for nowhere.</summary>
    internal EndpointLimitStore? Limits { get; init; }

    /// <summary>For tests that make a step of a write fail.</summary>
    internal ChainStore Store => _store;

    private long NextBlock => _cursor is null ? _firstBlock : _cursor.Block + 1;

    /// <summary>Reads and stores the next range, if there is one, or swaps blocks that were replaced.</summary>
    /// <exception cref="Rpc.RpcException">The endpoint fails; what is stored is intact.</exception>
    /// <exception cref="SyncException">The chain reorganised beyond finality, or the endpoint contradicts itself; what is
    /// stored is intact.</exception>
    /// <exception cref="ManifestException">A mapping failed; what is stored is intact.</exception>
    public Task<SyncOutcome> AdvanceAsync(CancellationToken cancellation) =>
        StepAsync(_options.RangeBlocksMax, cancellation);

    private async Task<SyncOutcome> StepAsync(long historyBlocksMax, CancellationToken cancellation)
    {
        _source = _endpoints.Fork();
        FinalizedTag tag = await _finality.ReadTagAsync(_source, cancellation);
        BlockHeader head = await _source.ReadHeadAsync(cancellation);
        Head = Math.Min(head.Number, _options.ToBlock ?? long.MaxValue);
        long? finalized = await _finality.ReadAsync(_source, tag, head.Number, cancellation);
        if (await IsReplacedAsync(head, cancellation))
        {
            return await SwapAsync(head, finalized, cancellation);
        }

        if (NextBlock > Head)
        {
            return EndAtHead(head, finalized);
        }

        long historyEnd = Math.Min(finalized ?? -1, Head);
        SyncOutcome outcome =
            NextBlock <= historyEnd
                ? await ReadHistoryAsync(historyEnd, historyBlocksMax, finalized, cancellation)
                : await ReadHotAsync(finalized, cancellation);
        // A block that is not built on the cursor: either the cursor was replaced, or the chain changed meanwhile.
        outcome =
            outcome == SyncOutcome.Unsettled && await IsCursorReplacedAsync(cancellation)
                ? await SwapAsync(await _source.ReadHeadAsync(cancellation), finalized, cancellation)
                : outcome;
        Limits?.Save();
        return outcome;
    }

    /// <summary>There is no further block. What became final meanwhile is kept: all below a tip that is still the chain's,
    /// which only a block on top of it could show of the tip itself.</summary>
    private SyncOutcome EndAtHead(BlockHeader head, long? finalized)
    {
        if (_cursor is null || head.Number > _cursor.Block)
        {
            return SyncOutcome.UpToDate;
        }

        if (head.Number < _cursor.Block)
        {
            return SyncOutcome.Behind;
        }

        long? final = finalized is { } block ? Math.Min(block, _cursor.Block - 1) : null;
        if (final > (_store.ReadFinalized() ?? -1))
        {
            _store.AdvanceFinality(final.Value);
        }

        return SyncOutcome.UpToDate;
    }

    /// <summary>Whether a stored block is not the endpoint's any more. A head below the cursor that is the block stored
    /// there is an endpoint that lags.</summary>
    private async Task<bool> IsReplacedAsync(BlockHeader head, CancellationToken cancellation)
    {
        if (_cursor is null)
        {
            return false;
        }

        if (head.Number <= _cursor.Block)
        {
            return _store.ReadHashes(new BlockRange(head.Number, head.Number)).TryGetValue(head.Number, out Hash32 hash)
                && hash != head.Hash;
        }

        // The chain may have been reorganised while we were down; later steps see it by the parent's hash.
        bool isReplaced = !_isCursorChecked && await IsCursorReplacedAsync(cancellation);
        _isCursorChecked = true;
        return isReplaced;
    }

    private async Task<bool> IsCursorReplacedAsync(CancellationToken cancellation) =>
        _cursor is not null
        && await _source.FindHeaderAsync(_cursor.Block, cancellation) is { } header
        && header.Hash != _cursor.Hash;

    private async Task<SyncOutcome> ReadHistoryAsync(
        long end,
        long blocksMax,
        long? finalized,
        CancellationToken cancellation
    )
    {
        var history = new BlockRange(NextBlock, blocksMax > end - NextBlock ? end : NextBlock + blocksMax - 1);
        ContractSet contracts = _contracts.Until(_cursor?.Block ?? -1);
        var pipeline = new HistoryPipeline(
            FetcherFor(contracts),
            contracts,
            _options,
            _budget,
            (batches, release, token) => Keep(batches, _store.Append(batches, contracts, finalized, token, release))
        );
        try
        {
            return await pipeline.RunAsync(history, _cursor, cancellation)
                ? SyncOutcome.Advanced
                : SyncOutcome.Unsettled;
        }
        catch (WideAmountException)
        {
            // Logs are given away before mappings run. The same blocks are read again, and then rows are sifted.
            return SyncOutcome.Advanced;
        }
        finally
        {
            // What was read but not stored is not known.
            _contracts = contracts.Until(_cursor?.Block ?? -1);
        }
    }

    private async Task<SyncOutcome> ReadHotAsync(long? finalized, CancellationToken cancellation)
    {
        int blocksMax = Math.Min(HotBlocksMax, _options.RangeBlocksMax);
        var range = new BlockRange(NextBlock, Math.Min(Head, NextBlock + blocksMax - 1));
        ContractSet contracts = _contracts.Until(_cursor?.Block ?? -1);
        if (await FetchHotAsync(range, _cursor, contracts, cancellation) is not { } batches)
        {
            return SyncOutcome.Unsettled;
        }

        Keep(batches, _store.Append(batches, contracts, finalized, cancellation));
        _contracts = contracts;
        return SyncOutcome.Advanced;
    }

    /// <summary>Replaces stored blocks by the endpoint's, up to the height that is stored, or to a lower head.</summary>
    private async Task<SyncOutcome> SwapAsync(BlockHeader head, long? finalized, CancellationToken cancellation)
    {
        ChainCursor oldTip = _cursor!;
        DateTime detectedAt = _options.Time.GetUtcNow().UtcDateTime;
        long upper = Math.Min(head.Number, oldTip.Block);
        ChainCursor ancestor = await new AncestorFinder(_source, _store, ChainId).FindAsync(upper, cancellation);
        if (ancestor.Block >= upper)
        {
            return SyncOutcome.Unsettled;
        }

        var replaced = new BlockRange(ancestor.Block + 1, upper);
        ContractSet contracts = _contracts.Until(ancestor.Block);
        if (await FetchHotAsync(replaced, ancestor, contracts, cancellation) is not { } batches)
        {
            return SyncOutcome.Unsettled;
        }

        var reorg = new Reorg(ancestor, oldTip, detectedAt);
        // Blocks that replaced others become final with the next ones that are built on them.
        long? final = finalized is { } block ? Math.Min(block, ancestor.Block) : null;
        Keep(batches, _store.Swap(reorg, batches, contracts, final, cancellation));
        Counts = Counts with { Reorgs = Counts.Reorgs + 1 };
        _contracts = contracts;
        return SyncOutcome.Swapped;
    }

    private Task<IReadOnlyList<BlockBatch>?> FetchHotAsync(
        BlockRange range,
        ChainCursor? parent,
        ContractSet contracts,
        CancellationToken cancellation
    ) => new HotFetcher(_source, FetcherFor(contracts), contracts).FetchAsync(range, parent, cancellation);

    private RangeFetcher FetcherFor(ContractSet contracts) =>
        new(_source, contracts, _prover, _options.Proof, _retry) { Comparer = _comparer };

    private ChainCursor Keep(IReadOnlyList<BlockBatch> batches, StoredRange stored)
    {
        _cursor = stored.Cursor;
        Counts = Counts.Plus(batches.Sum(batch => batch.Range.Count), stored);
        OnStored();
        return stored.Cursor;
    }
}
