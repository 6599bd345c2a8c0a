using Souk.Indexer.Manifests;
using Souk.Indexer.Proofs;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>A range as fetched: whole for the contracts that were known when it was asked for.</summary>
/// <param name="isHot">One block, whose logs are asked for by its hash.</param>
internal sealed class FetchedRange(BlockRange range, ChainSource source, IReadOnlyList<BlockHeader> headers, bool isHot)
{
    private BlockHeader[] _headers = [.. headers];

    /// <summary>What was asked for, or less of it where its logs were more than a range may have.</summary>
    public BlockRange Range { get; private set; } = range;

    /// <summary>Asked for all of this range, so that one endpoint answers as long as it can.</summary>
    public ChainSource Source => source;

    /// <summary>The names of those that answered.</summary>
    public string Endpoint => source.Name;

    public bool IsHot => isHot;

    public IReadOnlyList<BlockHeader> Headers => _headers;

    /// <summary>The block after the last one, which must be built on it: no other shows that the last one is true. Null
    /// where there is none yet.</summary>
    public BlockHeader? Child { get; set; }

    /// <summary>The weakest level of all that was read.</summary>
    public ProofLevel Level { get; set; } = ProofLevel.Receipts;

    /// <summary>In order, after each read.</summary>
    public LogColumns Logs { get; } = new();

    /// <summary>Contracts whose logs of this range were asked for.</summary>
    public HashSet<Address> Asked { get; } = [];

    /// <summary>Contracts that factories announce in this range, as their first announcement here has them.</summary>
    public Dictionary<Address, ChainContract> Discovered { get; } = [];

    /// <summary>Takes headers for those of the same place.</summary>
    /// <param name="first">Block of the first one's place.</param>
    public void Replace(long first, IReadOnlyList<BlockHeader> headers)
    {
        for (int index = 0; index < headers.Count; index++)
        {
            _headers[(int)(first - Range.From) + index] = headers[index];
        }
    }

    /// <summary>Forgets all that is after a block, which is not the range's last one.</summary>
    public void CutAfter(long block)
    {
        int kept = (int)(block - Range.From) + 1;
        Child = _headers[kept];
        _headers = _headers[..kept];
        Range = new BlockRange(Range.From, block);
        Logs.RemoveAll(log => Logs.BlockNumbers[log] > block);
        foreach (ChainContract late in Discovered.Values.Where(contract => contract.DiscoveredBlock > block).ToArray())
        {
            Discovered.Remove(late.Address);
        }
    }

    /// <summary>What cannot be true of one chain, or null. Two calls may be answered by two nodes.</summary>
    public string? FindContradiction()
    {
        for (int index = 0; index < Headers.Count; index++)
        {
            if (Headers[index].Number != Range.From + index)
            {
                return $"asked for block {Range.From + index} it gave {Headers[index].Number}";
            }

            if (index > 0 && Headers[index].Parent != Headers[index - 1].Hash)
            {
                return $"block {Headers[index].Number} is not built on the block before it";
            }
        }

        return Child is { } child && child.Parent != Headers[^1].Hash
            ? $"block {child.Number} is not built on the block before it"
            : FindContradictoryLog();
    }

    private string? FindContradictoryLog()
    {
        ReadOnlySpan<long> blocks = Logs.BlockNumbers;
        for (int log = 0; log < blocks.Length; log++)
        {
            long block = blocks[log];
            if (block < Range.From || block > Range.To)
            {
                return $"it gave a log of block {block}";
            }

            if (Logs.BlockHashes[log] != Headers[(int)(block - Range.From)].Hash)
            {
                return $"a log names block {block} by another hash than the block has";
            }

            int index = Logs.LogIndexes[log];
            if (log > 0 && blocks[log - 1] == block && Logs.LogIndexes[log - 1] == index)
            {
                return $"log {index} of block {block} came twice";
            }
        }

        return null;
    }
}
