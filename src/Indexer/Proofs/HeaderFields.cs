using Souk.Indexer.Decoding;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Proofs;

/// <summary>All that a block's hash covers, as the RLP that is hashed.</summary>
/// <remarks>About 600 bytes. The first fields have fixed lengths, so what is read later is found by its place.</remarks>
public sealed class HeaderFields
{
    private const int ReceiptsRootStart = 157;
    private const int LogsBloomStart = 192;

    private readonly byte[] _rlp;

    internal HeaderFields(byte[] rlp, string? whyUncertain)
    {
        _rlp = rlp;
        WhyUncertain = whyUncertain;
    }

    public Hash32 ReceiptsRoot => Hash32.FromBytes(_rlp.AsSpan(ReceiptsRootStart, Hash32.ByteCount));

    /// <summary>256 bytes.</summary>
    public ReadOnlySpan<byte> LogsBloom => _rlp.AsSpan(LogsBloomStart, BloomBits.BloomByteCount);

    /// <summary>Why another hash than the block's would not show a false header, such as a field that we do not know;
    /// null for a header as Ethereum's main net has it.</summary>
    public string? WhyUncertain { get; }

    public Hash32 ComputeHash()
    {
        Span<byte> hash = stackalloc byte[Keccak256.HashByteCount];
        Keccak256.Hash(_rlp, hash);
        return Hash32.FromBytes(hash);
    }
}
