using Souk.Indexer.Decoding;

namespace Souk.LocalChain.Economy.Royalties;

/// <summary>What a gateway does off chain before it commits a batch: the Merkle root of its calls.</summary>
internal static class CallBatch
{
    private static readonly AbiType[] Leaf =
    [
        AbiType.Parse("bytes32"),
        AbiType.Parse("bytes32"),
        AbiType.Parse("address"),
        AbiType.Parse("address"),
        AbiType.Parse("uint256"),
    ];

    /// <summary>A leaf is hashed twice, an odd node rises alone.</summary>
    /// <param name="calls">At least one; each has id, asset, application, provider and amount.</param>
    public static byte[] RootOf(IReadOnlyList<object> calls)
    {
        byte[][] nodes =
        [
            .. calls.Select(call => Keccak256.Hash(Keccak256.Hash(AbiEncoder.Encode(Leaf, (object[])call)))),
        ];
        while (nodes.Length > 1)
        {
            nodes =
            [
                .. nodes.Chunk(2).Select(pair => pair.Length == 1 ? pair[0] : Keccak256.Hash([.. pair[0], .. pair[1]])),
            ];
        }

        return nodes[0];
    }
}
