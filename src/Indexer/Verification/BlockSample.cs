using System.Buffers.Binary;
using Souk.Indexer.Decoding;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Verification;

/// <summary>Blocks drawn from ranges, each block equally likely; the same for the same seed.</summary>
internal static class BlockSample
{
    /// <returns>In order, without doubles; all blocks where there are no more than asked for.</returns>
    public static List<long> Draw(IReadOnlyList<BlockRange> ranges, int count, uint seed)
    {
        long total = ranges.Sum(range => range.Count);
        if (total <= count)
        {
            return [.. ranges.SelectMany(range => Enumerable.Range(0, (int)range.Count).Select(i => range.From + i))];
        }

        SortedSet<long> drawn = [];
        Span<byte> counter = stackalloc byte[sizeof(uint) + sizeof(long)];
        Span<byte> hash = stackalloc byte[Keccak256.HashByteCount];
        BinaryPrimitives.WriteUInt32BigEndian(counter, seed);
        for (long draw = 0; drawn.Count < count; draw++)
        {
            BinaryPrimitives.WriteInt64BigEndian(counter[sizeof(uint)..], draw);
            Keccak256.Hash(counter, hash);
            // 64 bits over far fewer blocks: no block is favoured by more than one part in 10^9.
            drawn.Add(BlockAt(ranges, (long)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)total)));
        }

        return [.. drawn];
    }

    private static long BlockAt(IReadOnlyList<BlockRange> ranges, long position)
    {
        foreach (BlockRange range in ranges)
        {
            if (position < range.Count)
            {
                return range.From + position;
            }

            position -= range.Count;
        }

        throw new ArgumentOutOfRangeException(nameof(position));
    }
}
