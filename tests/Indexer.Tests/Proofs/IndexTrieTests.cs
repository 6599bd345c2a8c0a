using Souk.Indexer.Decoding;
using Souk.Indexer.Proofs;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Proofs;

public class IndexTrieTests
{
    /// <summary>Keccak-256 of the RLP of the empty string, as every block without transactions has it.</summary>
    [Fact]
    public void Empty_list_has_the_empty_root() =>
        RootOf([]).ToString().ShouldBe("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");

    /// <summary>One leaf: path 0x20 (leaf, even) and the two nibbles of key 0x80.</summary>
    [Fact]
    public void Single_item_is_one_leaf()
    {
        byte[] item = [.. Enumerable.Repeat((byte)7, 40)];
        byte[] leaf = [0xC0 + 3 + 41, 0x82, 0x20, 0x80, 0x80 + 40, .. item];

        RootOf([item]).ShouldBe(Hash32.FromBytes(Keccak256.Hash(leaf)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(130)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(300)]
    [InlineData(70_000)]
    public void Any_length_agrees_with_a_trie_that_knows_nothing_of_positions(int count)
    {
        foreach (int itemLength in count > 1000 ? [5] : new[] { 1, 5, 33, 200 })
        {
            byte[][] items =
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(index => (byte[])[.. Enumerable.Repeat((byte)(index % 251), itemLength - 1), 0xF0]),
            ];

            RootOf(items).ShouldBe(PlainTrie.RootOf(items), $"{count} items of {itemLength} bytes");
        }
    }

    private static Hash32 RootOf(byte[][] items)
    {
        int end = 0;
        int[] ends = [.. items.Select(item => end += item.Length)];
        return new IndexTrie().RootOf(items.SelectMany(item => item).ToArray(), ends);
    }

    /// <summary>A second opinion: appendix D of the yellow paper word by word, on lists of keys and values.</summary>
    private static class PlainTrie
    {
        public static Hash32 RootOf(byte[][] items)
        {
            List<(byte[] Nibbles, byte[] Value)> pairs =
            [
                .. items.Select(
                    (item, index) =>
                    {
                        var rlp = new RlpWriter();
                        rlp.WriteInteger((ulong)index);
                        byte[] nibbles =
                        [
                            .. rlp.Written.ToArray().SelectMany(b => new[] { (byte)(b >> 4), (byte)(b & 15) }),
                        ];
                        return (nibbles, item);
                    }
                ),
            ];
            return Hash32.FromBytes(Keccak256.Hash(Node(pairs, 0)));
        }

        private static byte[] Node(List<(byte[] Nibbles, byte[] Value)> pairs, int depth)
        {
            var rlp = new RlpWriter();
            int list = rlp.StartList();
            byte[] first = pairs[0].Nibbles;
            if (pairs.Count == 1)
            {
                rlp.WriteBytes(Path(first[depth..], isLeaf: true));
                rlp.WriteBytes(pairs[0].Value);
                rlp.EndList(list);
                return rlp.Written.ToArray();
            }

            int shared = depth;
            while (pairs.All(pair => pair.Nibbles[shared] == first[shared]))
            {
                shared++;
            }

            if (shared > depth)
            {
                rlp.WriteBytes(Path(first[depth..shared], isLeaf: false));
                WriteChild(rlp, Node(pairs, shared));
                rlp.EndList(list);
                return rlp.Written.ToArray();
            }

            ILookup<byte, (byte[] Nibbles, byte[] Value)> children = pairs.ToLookup(pair => pair.Nibbles[depth]);
            for (byte nibble = 0; nibble < 16; nibble++)
            {
                if (children.Contains(nibble))
                {
                    WriteChild(rlp, Node([.. children[nibble]], depth + 1));
                }
                else
                {
                    rlp.WriteBytes([]);
                }
            }

            rlp.WriteBytes([]);
            rlp.EndList(list);
            return rlp.Written.ToArray();
        }

        private static void WriteChild(RlpWriter rlp, byte[] node)
        {
            if (node.Length < 32)
            {
                rlp.WriteRaw(node);
            }
            else
            {
                rlp.WriteBytes(Keccak256.Hash(node));
            }
        }

        private static byte[] Path(byte[] nibbles, bool isLeaf)
        {
            int flag = isLeaf ? 2 : 0;
            List<byte> all = nibbles.Length % 2 == 1 ? [(byte)(flag + 1), .. nibbles] : [(byte)flag, 0, .. nibbles];
            return [.. Enumerable.Range(0, all.Count / 2).Select(i => (byte)((all[2 * i] << 4) | all[(2 * i) + 1]))];
        }
    }
}
