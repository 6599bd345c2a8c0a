using Souk.Indexer.Manifests;
using Souk.Indexer.Proofs;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>All that is to be stored of a range of blocks.</summary>
/// <param name="Headers">One for each block, in order, each the parent of the next.</param>
/// <param name="Logs">Ordered by block and log index, without doubles.</param>
/// <param name="Discovered">Contracts that factories announced in this range.</param>
internal sealed record BlockBatch(
    BlockRange Range,
    string Endpoint,
    IReadOnlyList<BlockHeader> Headers,
    LogColumns Logs,
    IReadOnlyList<ChainContract> Discovered,
    IReadOnlyList<ContractValues> Values
)
{
    /// <summary>A header with what its hash covers.</summary>
    private const int HeaderByteCount = 1024;

    /// <summary>How many logs there are, or were before their memory was given away.</summary>
    public int LogCount { get; } = Logs.Count;

    public BlockHeader Tip => Headers[^1];

    /// <summary>As <see cref="PayloadHash"/> has it of the logs; zero for logs that come from the warehouse.</summary>
    public Hash32 Payload { get; init; }

    /// <summary>How surely all logs are there.</summary>
    public ProofLevel Proof { get; init; } = ProofLevel.None;

    /// <summary>Whether the first block is built on the given one.</summary>
    public bool Follows(ChainCursor? cursor) => cursor is null || Headers[0].Parent == cursor.Hash;

    /// <summary>Memory that its logs and headers take, about.</summary>
    public long ByteCount { get; } = Logs.CapacityByteCount + (HeaderByteCount * (long)Headers.Count);

    /// <summary>Batches that follow each other, as one range.</summary>
    public static BlockRange RangeOf(IReadOnlyList<BlockBatch> batches) =>
        new(batches[0].Range.From, batches[^1].Range.To);
}

/// <summary>What a contract answered when its values were read.</summary>
/// <param name="Block">The contract's first block, or the first block of the range in which its code appeared.</param>
/// <param name="Results">In the order of the kind's values; null where the contract gave no such value.</param>
internal sealed record ContractValues(ChainContract Contract, long Block, IReadOnlyList<object?> Results);
