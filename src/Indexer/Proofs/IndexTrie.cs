using System.Numerics;
using Souk.Indexer.Decoding;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Proofs;

/// <summary>Roots of Merkle-Patricia tries whose keys are the positions 0, 1, 2, … of a list, as those of a block's
/// receipts and transactions are. Keeps its buffer; not for concurrent use.</summary>
/// <remarks>Sources: yellow paper, appendix D and formulas 33 to 36. The keys are the RLP of the positions, so their order
/// is known and no key is a prefix of another: the nodes are written depth first without a tree in memory.</remarks>
public sealed class IndexTrie
{
    private const int BranchWidth = 16;
    private const int NibbleBits = 4;

    /// <summary>Positions below this are their own encoding.</summary>
    private const int SingleByteLimit = 0x80;

    /// <summary>Shorter nodes stand in their parents whole, longer ones by hash.</summary>
    private const int EmbeddedLimit = Hash32.ByteCount;

    private readonly RlpWriter _nodes = new();

    /// <param name="values">The encoded items one after another.</param>
    /// <param name="ends">Where each item ends; its start is the end of the one before.</param>
    public Hash32 RootOf(ReadOnlySpan<byte> values, ReadOnlySpan<int> ends)
    {
        _nodes.Clear();
        if (ends.Length == 0)
        {
            _nodes.WriteBytes([]);
        }
        else
        {
            WriteNode(new Items(values, ends), 0, ends.Length, depth: 0);
        }

        return HashFrom(0);
    }

    /// <summary>Writes the node above the items of ranks <paramref name="from"/> to <paramref name="to"/> − 1, whose keys
    /// share their first <paramref name="depth"/> nibbles.</summary>
    private void WriteNode(in Items items, int from, int to, int depth)
    {
        int list = _nodes.StartList();
        Key first = Key.Of(items.PositionOf(from));
        if (to - from == 1)
        {
            WritePath(first.Bits, depth, first.NibbleCount, isLeaf: true);
            _nodes.WriteBytes(items.ValueAt(items.PositionOf(from)));
            _nodes.EndList(list);
            return;
        }

        Key last = Key.Of(items.PositionOf(to - 1));
        int branchDepth = BitOperations.LeadingZeroCount(first.Bits ^ last.Bits) / NibbleBits;
        if (branchDepth > depth)
        {
            WritePath(first.Bits, depth, branchDepth, isLeaf: false);
            WriteReference(items, from, to, branchDepth);
        }
        else
        {
            WriteBranch(items, from, to, depth);
        }

        _nodes.EndList(list);
    }

    private void WriteBranch(in Items items, int from, int to, int depth)
    {
        int next = from;
        for (int nibble = 0; nibble < BranchWidth; nibble++)
        {
            int start = next;
            while (next < to && NibbleAt(Key.Of(items.PositionOf(next)).Bits, depth) == nibble)
            {
                next++;
            }

            if (next == start)
            {
                _nodes.WriteBytes([]);
            }
            else
            {
                WriteReference(items, start, next, depth + 1);
            }
        }

        // No key ends at a branch.
        _nodes.WriteBytes([]);
    }

    private void WriteReference(in Items items, int from, int to, int depth)
    {
        int start = _nodes.Length;
        WriteNode(items, from, to, depth);
        if (_nodes.Length - start >= EmbeddedLimit)
        {
            Span<byte> hash = stackalloc byte[Keccak256.HashByteCount];
            Keccak256.Hash(_nodes.Written[start..], hash);
            _nodes.Truncate(start);
            _nodes.WriteBytes(hash);
        }
    }

    /// <summary>The compact form of nibbles: a flag for leaves, a flag for an odd count, then the nibbles.</summary>
    private void WritePath(ulong key, int from, int to, bool isLeaf)
    {
        Span<byte> path = stackalloc byte[1 + sizeof(ulong)];
        int count = to - from;
        int flags = (isLeaf ? 2 : 0) + (count & 1);
        path[0] = (byte)(flags << NibbleBits);
        int next = from;
        if ((count & 1) == 1)
        {
            path[0] |= (byte)NibbleAt(key, next++);
        }

        int length = 1;
        for (; next < to; next += 2)
        {
            path[length++] = (byte)((NibbleAt(key, next) << NibbleBits) | NibbleAt(key, next + 1));
        }

        _nodes.WriteBytes(path[..length]);
    }

    private static int NibbleAt(ulong key, int depth) => (int)((key >> (60 - (NibbleBits * depth))) & 0xF);

    private Hash32 HashFrom(int start)
    {
        Span<byte> hash = stackalloc byte[Keccak256.HashByteCount];
        Keccak256.Hash(_nodes.Written[start..], hash);
        return Hash32.FromBytes(hash);
    }

    /// <summary>The RLP of a position, its first nibble in the highest bits.</summary>
    private readonly record struct Key(ulong Bits, int NibbleCount)
    {
        public static Key Of(int position)
        {
            if (position is > 0 and < SingleByteLimit)
            {
                return new Key((ulong)position << 56, 2);
            }

            int byteCount = (39 - BitOperations.LeadingZeroCount((uint)position)) / 8;
            ulong prefix = (ulong)(SingleByteLimit + byteCount) << 56;
            ulong digits = byteCount == 0 ? 0 : (ulong)position << (56 - (8 * byteCount));
            return new Key(prefix | digits, 2 * (1 + byteCount));
        }
    }

    private readonly ref struct Items(ReadOnlySpan<byte> values, ReadOnlySpan<int> ends)
    {
        private readonly ReadOnlySpan<byte> _values = values;
        private readonly ReadOnlySpan<int> _ends = ends;

        /// <summary>By order of keys: 0, encoded as 0x80, comes after 127 and before 128.</summary>
        public int PositionOf(int rank)
        {
            int zeroRank = Math.Min(SingleByteLimit, _ends.Length) - 1;
            return rank < zeroRank ? rank + 1
                : rank == zeroRank ? 0
                : rank;
        }

        public ReadOnlySpan<byte> ValueAt(int position)
        {
            int start = position == 0 ? 0 : _ends[position - 1];
            return _values[start.._ends[position]];
        }
    }
}
