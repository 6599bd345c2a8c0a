using Souk.Indexer.Decoding;
using Souk.Warehouse.Values;

namespace Souk.Campaigns.Encodings;

/// <summary>Root of the Merkle-Patricia trie over a list, keyed by RLP of the index.</summary>
/// <remarks>Source: Ethereum yellow paper, appendix D.</remarks>
internal static class MerkleTrie
{
    public static readonly Hash32 EmptyRoot = Hash32.FromBytes(Keccak256.Hash(Rlp.Text([])));

    public static Hash32 RootOf(IReadOnlyList<byte[]> values)
    {
        if (values.Count == 0)
        {
            return EmptyRoot;
        }

        List<(byte[] Path, byte[] Value)> leaves =
        [
            .. values.Select((value, index) => (Nibbles(Rlp.Number(index)), value)),
        ];
        return Hash32.FromBytes(Keccak256.Hash(Node(leaves, depth: 0)));
    }

    private static byte[] Node(List<(byte[] Path, byte[] Value)> leaves, int depth)
    {
        if (leaves.Count == 1)
        {
            return Rlp.List(Rlp.Text(Compact(leaves[0].Path[depth..], isLeaf: true)), Rlp.Text(leaves[0].Value));
        }

        int shared = SharedLength(leaves, depth);
        if (shared > 0)
        {
            byte[] prefix = leaves[0].Path[depth..(depth + shared)];
            return Rlp.List(Rlp.Text(Compact(prefix, isLeaf: false)), Reference(Node(leaves, depth + shared)));
        }

        // No key is the start of another: RLP of an index is prefix-free, so a branch never holds a value itself.
        List<byte[]> children = [];
        for (int nibble = 0; nibble < 16; nibble++)
        {
            List<(byte[] Path, byte[] Value)> below = [.. leaves.Where(leaf => leaf.Path[depth] == nibble)];
            children.Add(below.Count == 0 ? Rlp.Text([]) : Reference(Node(below, depth + 1)));
        }

        return Rlp.List([.. children, Rlp.Text([])]);
    }

    private static int SharedLength(List<(byte[] Path, byte[] Value)> leaves, int depth)
    {
        byte[] first = leaves[0].Path;
        int length = 0;
        while (
            depth + length < first.Length
            && leaves.All(leaf =>
                depth + length < leaf.Path.Length && leaf.Path[depth + length] == first[depth + length]
            )
        )
        {
            length++;
        }

        return length;
    }

    private static byte[] Reference(byte[] node) =>
        node.Length < Hash32.ByteCount ? node : Rlp.Text(Keccak256.Hash(node));

    private static byte[] Compact(byte[] nibbles, bool isLeaf)
    {
        int flag = isLeaf ? 2 : 0;
        byte[] even = nibbles.Length % 2 == 0 ? [(byte)flag, 0, .. nibbles] : [(byte)(flag + 1), .. nibbles];
        byte[] packed = new byte[even.Length / 2];
        for (int index = 0; index < packed.Length; index++)
        {
            packed[index] = (byte)((even[2 * index] << 4) | even[(2 * index) + 1]);
        }

        return packed;
    }

    private static byte[] Nibbles(byte[] bytes) =>
        [.. bytes.SelectMany(value => new[] { (byte)(value >> 4), (byte)(value & 15) })];
}
