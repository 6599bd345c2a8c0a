using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sync;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Chains;

/// <summary>Brings one chain of another kind than Ethereum's up to its last final block, with the cursor, ranges, quarantine
/// and mappings of all chains. Only final blocks are read, so none is ever replaced.</summary>
internal sealed class NativeChain(
    ChainManifest chain,
    INativeSource source,
    ChainStore store,
    ContractSet contracts,
    DuckDBConnection connection,
    WriteGate gate,
    SyncOptions options
)
{
    private readonly long _firstBlock = chain.Contracts.Select(contract => contract.FromBlock).DefaultIfEmpty(0).Min();
    private ChainCursor? _cursor;

    public int ChainId => chain.ChainId;

    public SyncCounts Counts { get; private set; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>Last stored block; null before the first range.</summary>
    public long? Block => _cursor?.Block;

    /// <summary>The first block that is not stored.</summary>
    public long NextBlock => ((_cursor ?? store.ReadCursor())?.Block + 1) ?? _firstBlock;

    /// <summary>Last block to read, as of the last look.</summary>
    public long Head { get; private set; }

    /// <summary>Called after each write.</summary>
    public Action OnStored { get; set; } = () => { };

    /// <summary>For tests that make a step of a write fail.</summary>
    internal ChainStore Store => store;

    /// <exception cref="SyncException">The chain is another one, replaced final blocks, or cannot be read for sure.
    /// </exception>
    /// <exception cref="Rpc.RpcException">The endpoint fails; all ranges so far are stored.</exception>
    /// <exception cref="ManifestException">A mapping failed; all ranges so far are stored.</exception>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        await source.RequireNetworkAsync(cancellation);
        _cursor = store.ReadCursor();
        long finalized = await source.ReadFinalizedAsync(cancellation);
        Head = Math.Min(finalized, options.ToBlock ?? long.MaxValue);
        if (_cursor is { } cursor && cursor.Block <= finalized)
        {
            await RequireSameAsync(cursor, cancellation);
        }

        for (long from = (_cursor?.Block + 1) ?? _firstBlock; from <= Head; from = _cursor!.Block + 1)
        {
            long most = Math.Min(source.RangeBlocksMax, options.RangeBlocksMax);
            var range = new BlockRange(from, Math.Min(Head, from + most - 1));
            Keep(range, await source.ReadAsync(range, _cursor?.Hash, cancellation), finalized, cancellation);
        }
    }

    private void Keep(BlockRange range, NativeRange read, long finalized, CancellationToken cancellation)
    {
        // Names first: they are only looked up by facts, and a name without facts does no harm.
        gate.Use(
            () =>
            {
                using DuckDBTransaction write = connection.BeginTransaction();
                source.WriteNames(connection);
                write.Commit();
                return true;
            },
            cancellation
        );
        var batch = new BlockBatch(range, read.Endpoint, read.Headers, read.Logs, Discovered: [], Values: [])
        {
            Payload = PayloadHash.Of(read.Logs),
            Proof = read.Proof,
        };
        StoredRange stored = store.Append([batch], contracts, finalized, cancellation);
        _cursor = stored.Cursor;
        Counts = Counts.Plus(range.Count, stored);
        OnStored();
    }

    private async Task RequireSameAsync(ChainCursor cursor, CancellationToken cancellation)
    {
        Hash32 hash = await source.ReadHashAsync(cursor.Block, cancellation);
        if (hash != cursor.Hash)
        {
            throw new SyncException(
                SyncProblem.ReorgBeyondFinality,
                $"Block {cursor.Block} of chain {ChainId} is stored as {cursor.Hash}, but the endpoint has {hash} there, though it "
                    + "was final. Nothing was changed. Is it an endpoint of another network?"
            );
        }
    }
}
