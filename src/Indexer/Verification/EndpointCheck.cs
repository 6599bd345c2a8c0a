using Souk.DuckDb;
using Souk.Indexer.Proofs;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Verification;

/// <summary>Compares stored logs with what endpoints say now.</summary>
/// <remarks>The warehouse's connection is for one user at a time, so blocks are compared one after another.</remarks>
public sealed class EndpointCheck
{
    private readonly StoredBlocks _stored;
    private readonly List<(Address Contract, long FromBlock)> _contracts;
    private readonly Dictionary<Address, HashSet<Hash32>> _keptTopics;
    private readonly BlockProver _prover = new();
    private readonly int _chainId;

    public EndpointCheck(DuckDBConnection connection, int chainId)
    {
        _stored = new StoredBlocks(connection, chainId);
        _contracts = _stored.ReadContracts();
        _keptTopics = _stored.ReadKeptTopics();
        _chainId = chainId;
    }

    /// <summary>Stored blocks with logs.</summary>
    public IReadOnlyList<long> BlocksWithLogs() => _stored.ReadBlocksWithLogs();

    /// <summary>Stored blocks, with logs or without.</summary>
    public long BlockCount => _stored.ReadRanges().Sum(range => range.Blocks.Count);

    /// <summary>Stored blocks, with logs or without, each equally likely; the same for the same seed.</summary>
    public IReadOnlyList<long> Sample(int count, uint seed) =>
        BlockSample.Draw([.. _stored.ReadRanges().Select(range => range.Blocks)], count, seed);

    /// <summary>Compares blocks with the logs of receipts whose root was recomputed.</summary>
    /// <param name="onBlock">Called with the level that was reached for each block that agrees.</param>
    /// <returns>The first discrepancy, else null. One is an endpoint that keeps to what a hash disproves.</returns>
    /// <exception cref="Rpc.RpcException">The endpoint fails.</exception>
    public async Task<Discrepancy?> CompareProvenAsync(
        ChainSource source,
        IReadOnlyList<long> blocks,
        Action<ProofLevel> onBlock,
        CancellationToken cancellation
    )
    {
        foreach (long block in blocks)
        {
            try
            {
                if (await CompareProvenAsync(source, block, onBlock, cancellation) is { } difference)
                {
                    return difference;
                }
            }
            catch (SyncException lie)
            {
                return Tell(source, block, lie.Message.TrimEnd('.'));
            }
        }

        return null;
    }

    /// <summary>The first block of a discrepancy that the endpoint shows to be stored otherwise; the discrepancy itself if it
    /// shows none.</summary>
    /// <remarks>Reads headers and receipts of up to all its blocks.</remarks>
    /// <exception cref="Rpc.RpcException">The endpoint fails.</exception>
    public async Task<Discrepancy> NarrowAsync(ChainSource source, Discrepancy found, CancellationToken cancellation)
    {
        for (long block = found.FromBlock; block <= found.ToBlock; block++)
        {
            if (await CompareProvenAsync(source, [block], _ => { }, cancellation) is { } narrow)
            {
                return narrow;
            }
        }

        return found;
    }

    private async Task<Discrepancy?> CompareProvenAsync(
        ChainSource source,
        long block,
        Action<ProofLevel> onBlock,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<BlockHeader> headers = await source.ReadHeadersAsync(new BlockRange(block, block), cancellation);
        ProvenBlocks proven = await _prover.ReadAsync(
            source,
            headers,
            ContractsAt(block),
            ProofLevel.Receipts,
            cancellation
        );
        if (_stored.FindHash(block) is { } stored && stored != proven.Headers[0].Hash)
        {
            return Tell(source, block, $"it has block {proven.Headers[0].Hash}, stored is {stored}");
        }

        if (Compare(block, proven.Logs) is { } problem)
        {
            return Tell(source, block, problem);
        }

        onBlock(proven.WeakestLevel);
        return null;
    }

    /// <summary>Compares blocks with what another endpoint's eth_getLogs gives.</summary>
    /// <returns>The first discrepancy, else null.</returns>
    /// <exception cref="Rpc.RpcException">The endpoint fails.</exception>
    public async Task<Discrepancy?> CompareClaimedAsync(
        ChainSource source,
        IReadOnlyList<long> blocks,
        CancellationToken cancellation
    )
    {
        foreach (long block in blocks)
        {
            LogColumns logs = await source.ReadLogsAsync(
                ContractsAt(block),
                new BlockRange(block, block),
                cancellation
            );
            logs.Sort();
            if (Compare(block, logs) is { } problem)
            {
                return Tell(source, block, problem);
            }
        }

        return null;
    }

    private Address[] ContractsAt(long block) =>
        [.. _contracts.Where(contract => contract.FromBlock <= block).Select(contract => contract.Contract)];

    private string? Compare(long block, LogColumns expected)
    {
        expected.RemoveAll(log => !IsKept(expected.Addresses[log], expected.TopicsOf(log)));
        LogColumns stored = _stored.ReadLogs(new BlockRange(block, block));
        if (stored.Count != expected.Count)
        {
            return $"it has {expected.Count} logs of the contracts, stored are {stored.Count}";
        }

        return PayloadHash.Of(stored) == PayloadHash.Of(expected) ? null : "its logs differ from those that are stored";
    }

    private bool IsKept(Address contract, ReadOnlySpan<Hash32> topics) =>
        !_keptTopics.TryGetValue(contract, out HashSet<Hash32>? kept)
        || (topics.Length > 0 && kept.Contains(topics[0]));

    private Discrepancy Tell(ChainSource source, long block, string problem) =>
        new(_chainId, block, block, source.Name, problem);
}
