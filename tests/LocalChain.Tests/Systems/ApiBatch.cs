using Souk.Indexer.Decoding;

namespace Souk.LocalChain.Tests.Systems;

/// <summary>What a gateway does off chain before it commits a batch: the Merkle root of its calls.</summary>
internal static class ApiBatch
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
    public static byte[] RootOf(object[] calls)
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
