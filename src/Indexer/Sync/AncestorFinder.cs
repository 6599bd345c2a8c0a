using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Finds the last block that is both stored and the endpoint's.</summary>
internal sealed class AncestorFinder(ChainSource source, ChainStore store, int chainId)
{
    /// <summary>Blocks compared at once.</summary>
    private const int WindowBlocks = 128;

    /// <summary>Compares downwards, and ends at the last stored block that is final.</summary>
    /// <param name="upper">The highest block that is stored and that the endpoint has.</param>
    /// <exception cref="Rpc.RpcException">The endpoint fails.</exception>
    /// <exception cref="SyncException">The branches part below the last final block.</exception>
    public async Task<ChainCursor> FindAsync(long upper, CancellationToken cancellation)
    {
        long first = store.ReadFirstBlock() ?? 0;
        long finalized = store.ReadFinalized() ?? -1;
        long lowest = Math.Max(first, finalized);
        BlockHeader bottom = default;
        for (long to = upper; to >= lowest; to -= WindowBlocks)
        {
            var window = new BlockRange(Math.Max(lowest, to - WindowBlocks + 1), to);
            IReadOnlyList<BlockHeader> headers = await source.ReadHeadersAsync(window, cancellation);
            IReadOnlyDictionary<long, Hash32> stored = store.ReadHashes(window);
            foreach (BlockHeader header in headers.Reverse())
            {
                if (stored.TryGetValue(header.Number, out Hash32 hash) && hash == header.Hash)
                {
                    return await WidenAsync(new ChainCursor(header.Number, header.Hash), cancellation);
                }
            }

            bottom = headers[0];
        }

        return finalized >= first || first == 0 || upper < lowest
            ? throw BeyondFinality(lowest)
            : new ChainCursor(first - 1, bottom.Parent);
    }

    /// <summary>A stored range is never cut: its record would not hold any more.</summary>
    private async Task<ChainCursor> WidenAsync(ChainCursor ancestor, CancellationToken cancellation)
    {
        if (store.FindRangeAcross(ancestor.Block) is not { } from)
        {
            return ancestor;
        }

        IReadOnlyList<BlockHeader> headers = await source.ReadHeadersAsync(new BlockRange(from, from), cancellation);
        return new ChainCursor(from - 1, headers[0].Parent);
    }

    private SyncException BeyondFinality(long finalized) =>
        new(
            SyncProblem.ReorgBeyondFinality,
            $"Chain {chainId} was reorganised beyond finality: {source.Name} has another block {finalized}, which is "
                + "stored as final. What is stored is unchanged and this chain stops here. Check the endpoint against "
                + "another one; if the chain was indeed replaced, index into a new --db file, with a higher --finality "
                + "if this may happen again."
        );
}
