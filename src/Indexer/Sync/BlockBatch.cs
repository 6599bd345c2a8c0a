using Souk.Indexer.Manifests;
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
    public BlockHeader Tip => Headers[^1];

    /// <summary>Whether the first block is built on the given one.</summary>
    public bool Follows(ChainCursor? cursor) => cursor is null || Headers[0].Parent == cursor.Hash;

    /// <summary>Batches that follow each other, as one.</summary>
    public static BlockBatch Join(IReadOnlyList<BlockBatch> batches)
    {
        if (batches.Count == 1)
        {
            return batches[0];
        }

        var logs = new LogColumns();
        foreach (BlockBatch batch in batches)
        {
            logs.Append(batch.Logs);
        }

        return new BlockBatch(
            new BlockRange(batches[0].Range.From, batches[^1].Range.To),
            batches[^1].Endpoint,
            [.. batches.SelectMany(batch => batch.Headers)],
            logs,
            [.. batches.SelectMany(batch => batch.Discovered)],
            [.. batches.SelectMany(batch => batch.Values)]
        );
    }
}

/// <summary>What a contract answered when its values were read.</summary>
/// <param name="Block">The contract's first block, or the first block of the range in which its code appeared.</param>
/// <param name="Results">In the order of the kind's values; null where the contract gave no such value.</param>
internal sealed record ContractValues(ChainContract Contract, long Block, IReadOnlyList<object?> Results);
