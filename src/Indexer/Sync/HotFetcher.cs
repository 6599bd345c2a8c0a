using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Fetches blocks that may still be replaced: each by its hash, so that no two branches mix.</summary>
internal sealed class HotFetcher(ChainSource source, RangeFetcher fetcher, ContractSet contracts)
{
    /// <summary>Blocks asked for at once.</summary>
    private const int FetchesMax = 8;

    /// <summary>Batches of one block each, accepted by the contracts; null if the chain changed meanwhile.</summary>
    /// <param name="parent">What the first block must be built on; null for any.</param>
    /// <exception cref="RpcException">The endpoint fails.</exception>
    /// <exception cref="SyncException">The endpoint contradicts itself, again and again.</exception>
    public async Task<IReadOnlyList<BlockBatch>?> FetchAsync(
        BlockRange range,
        ChainCursor? parent,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<BlockHeader> headers;
        try
        {
            headers = await source.ReadHeadersAsync(range, cancellation);
            return AreLinked(headers, range, parent) ? await FetchAsync(headers, cancellation) : null;
        }
        catch (RpcException)
        {
            // A block that was replaced meanwhile is one that the endpoint does not have any more.
            if ((await source.ReadHeadAsync(cancellation)).Number < range.To)
            {
                return null;
            }

            throw;
        }
    }

    private async Task<IReadOnlyList<BlockBatch>?> FetchAsync(
        IReadOnlyList<BlockHeader> headers,
        CancellationToken cancellation
    )
    {
        var fetched = new FetchedRange[headers.Count];
        try
        {
            await Parallel.ForAsync(
                0,
                headers.Count,
                new ParallelOptions { MaxDegreeOfParallelism = FetchesMax, CancellationToken = cancellation },
                async (index, token) => fetched[index] = await fetcher.FetchAsync(headers[index], token)
            );
            List<BlockBatch> batches = [];
            foreach (FetchedRange block in fetched)
            {
                BlockBatch batch = await fetcher.CompleteAsync(block, cancellation);
                contracts.Accept(batch);
                batches.Add(batch);
            }

            return await IsStillThereAsync(headers[^1], cancellation) ? batches : null;
        }
        catch (RpcException)
        {
            if (await IsStillThereAsync(headers[^1], cancellation))
            {
                throw;
            }

            return null;
        }
    }

    /// <summary>Some nodes answer for a block that they dropped as if it were empty.</summary>
    private async Task<bool> IsStillThereAsync(BlockHeader tip, CancellationToken cancellation) =>
        await source.FindHeaderAsync(tip.Number, cancellation) is { } header && header.Hash == tip.Hash;

    private static bool AreLinked(IReadOnlyList<BlockHeader> headers, BlockRange range, ChainCursor? parent)
    {
        for (int index = 0; index < headers.Count; index++)
        {
            Hash32? before = index > 0 ? headers[index - 1].Hash : parent?.Hash;
            if (headers[index].Number != range.From + index || (before is { } hash && headers[index].Parent != hash))
            {
                return false;
            }
        }

        return true;
    }
}
