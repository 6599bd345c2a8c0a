using System.Buffers.Binary;
using Souk.Indexer.Decoding;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Proofs;

/// <summary>The three bits that an address or a topic sets in a bloom of 2048 bits.</summary>
/// <remarks>Source: yellow paper, section 4.4.1. A bloom without one of the bits proves the value absent; one with all of
/// them proves nothing.</remarks>
public readonly record struct BloomBits
{
    public const int BloomByteCount = 256;

    private const int BitMask = (8 * BloomByteCount) - 1;

    private readonly ushort _first;
    private readonly ushort _second;
    private readonly ushort _third;

    private BloomBits(ReadOnlySpan<byte> value)
    {
        Span<byte> hash = stackalloc byte[Keccak256.HashByteCount];
        Keccak256.Hash(value, hash);
        _first = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(hash) & BitMask);
        _second = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(hash[2..]) & BitMask);
        _third = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(hash[4..]) & BitMask);
    }

    public static BloomBits Of(Address address)
    {
        Span<byte> bytes = stackalloc byte[Address.ByteCount];
        address.CopyTo(bytes);
        return new BloomBits(bytes);
    }

    public static BloomBits Of(Hash32 topic)
    {
        Span<byte> bytes = stackalloc byte[Hash32.ByteCount];
        topic.CopyTo(bytes);
        return new BloomBits(bytes);
    }

    /// <param name="bloom">256 bytes as on the wire.</param>
    public bool AreIn(ReadOnlySpan<byte> bloom) => IsIn(bloom, _first) && IsIn(bloom, _second) && IsIn(bloom, _third);

    /// <param name="bloom">256 bytes as on the wire.</param>
    public void AddTo(Span<byte> bloom)
    {
        Set(bloom, _first);
        Set(bloom, _second);
        Set(bloom, _third);
    }

    private static bool IsIn(ReadOnlySpan<byte> bloom, int bit) =>
        (bloom[BloomByteCount - 1 - (bit / 8)] & (1 << (bit % 8))) != 0;

    private static void Set(Span<byte> bloom, int bit) =>
        bloom[BloomByteCount - 1 - (bit / 8)] |= (byte)(1 << (bit % 8));
}
