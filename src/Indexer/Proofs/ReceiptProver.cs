using System.Collections.Concurrent;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Proofs;

/// <summary>Takes blocks' logs from receipts whose root is the header's. Safe for concurrent use.</summary>
internal sealed class ReceiptProver
{
    /// <summary>Blocks whose receipts are asked for at the same time.</summary>
    private const int ConcurrentBlocksMax = 8;

    private readonly ConcurrentBag<Workspace> _idle = [];

    /// <returns>By header: the contracts' logs, or null where the endpoint does not serve the receipts.</returns>
    /// <param name="headers">Proven.</param>
    /// <exception cref="RpcException">The endpoint fails.</exception>
    /// <exception cref="SyncException">The endpoint keeps to false receipts.</exception>
    public async Task<BlockLogs?[]> ReadAsync(
        ChainSource source,
        IReadOnlyList<BlockHeader> headers,
        HashSet<Address> contracts,
        CancellationToken cancellation
    )
    {
        var blocks = new BlockLogs?[headers.Count];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = ConcurrentBlocksMax,
            CancellationToken = cancellation,
        };
        await Parallel.ForAsync(
            0,
            headers.Count,
            options,
            async (index, token) => blocks[index] = await ReadAsync(source, headers[index], contracts, token)
        );
        return blocks;
    }

    private async Task<BlockLogs?> ReadAsync(
        ChainSource source,
        BlockHeader header,
        HashSet<Address> contracts,
        CancellationToken cancellation
    )
    {
        Workspace work = _idle.TryTake(out Workspace? idle) ? idle : new Workspace();
        try
        {
            await source.ReadReceiptsAsync(
                header,
                work.Receipts,
                endpoint => RequireRoot(endpoint, header, work),
                cancellation
            );
            return Pick(work.Receipts, contracts);
        }
        catch (RpcException exception) when (exception.IsDisproved)
        {
            throw new SyncException(SyncProblem.Inconsistent, $"{exception.Message} Use another endpoint.");
        }
        catch (RpcException exception) when (UnservedCall.IsCauseOf(exception))
        {
            // Not served: the method is unknown there, or these receipts are pruned.
            return null;
        }
        finally
        {
            _idle.Add(work);
        }
    }

    private static void RequireRoot(string endpoint, BlockHeader header, Workspace work)
    {
        if (work.Receipts.UnknownType is not null)
        {
            return;
        }

        Hash32 root = work.Trie.RootOf(work.Receipts);
        if (root != header.Fields!.ReceiptsRoot)
        {
            throw new RpcException(
                $"{endpoint} gave false receipts of block {header.Number}: their root is {root}, the header's is "
                    + $"{header.Fields.ReceiptsRoot}.",
                isTransient: true
            )
            {
                IsDisproved = true,
            };
        }
    }

    private static BlockLogs Pick(ReceiptColumns receipts, HashSet<Address> contracts)
    {
        var picked = new LogColumns();
        LogColumns all = receipts.Logs;
        for (int log = 0; log < all.Count; log++)
        {
            if (contracts.Contains(all.Addresses[log]))
            {
                picked.Add(all.HeadOf(log), all.TopicsOf(log), all.DataOf(log));
            }
        }

        return new BlockLogs(
            picked,
            receipts.UnknownType is null ? ProofLevel.Receipts : ProofLevel.Unverifiable,
            receipts.Count
        );
    }

    private sealed class Workspace
    {
        public ReceiptColumns Receipts { get; } = new();

        public ReceiptTrie Trie { get; } = new();
    }
}

/// <summary>What one block's receipts hold.</summary>
/// <param name="Logs">Of the asked contracts.</param>
internal sealed record BlockLogs(LogColumns Logs, ProofLevel Level, int ReceiptCount);
