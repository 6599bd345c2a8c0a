using Souk.Warehouse.Values;

namespace Souk.LocalChain.Chain;

/// <summary>An ECDSA signature as contracts take it: v, r and s.</summary>
internal readonly record struct Signature(int V, Hash32 R, Hash32 S)
{
    /// <param name="bytes">r, s and v in 65 bytes, as eth_sign returns them.</param>
    public static Signature FromBytes(byte[] bytes) =>
        new(
            bytes[2 * Hash32.ByteCount],
            Hash32.FromBytes(bytes.AsSpan(0, Hash32.ByteCount)),
            Hash32.FromBytes(bytes.AsSpan(Hash32.ByteCount, Hash32.ByteCount))
        );
}
