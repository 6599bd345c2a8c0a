using System.Numerics;
using System.Security.Cryptography;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Encodings;

/// <summary>The root that stands for a list of bytes, as CometBFT has it in headers.</summary>
/// <remarks>Source: RFC 6962, section 2.1, with SHA-256: leaves and nodes begin with 0 and 1, and a left half has the largest
/// power of two below the count. No leaves have the hash of nothing.</remarks>
internal static class HashTree
{
    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    /// <summary>Root of no leaves.</summary>
    public static readonly Hash32 Empty = Hash32.FromBytes(SHA256.HashData([]));

    public static Hash32 RootOf(IReadOnlyList<byte[]> leaves) =>
        leaves.Count == 0 ? Empty : RootOf([.. leaves.Select(leaf => SHA256.HashData([LeafPrefix, .. leaf]))]);

    private static Hash32 RootOf(ReadOnlySpan<byte[]> hashes) => Hash32.FromBytes(NodeOf(hashes));

    private static byte[] NodeOf(ReadOnlySpan<byte[]> hashes)
    {
        if (hashes.Length == 1)
        {
            return hashes[0];
        }

        int left = (int)(BitOperations.RoundUpToPowerOf2((uint)hashes.Length) / 2);
        return SHA256.HashData([NodePrefix, .. NodeOf(hashes[..left]), .. NodeOf(hashes[left..])]);
    }
}
