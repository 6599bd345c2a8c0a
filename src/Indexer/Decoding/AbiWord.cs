using Souk.Warehouse.Values;

namespace Souk.Indexer.Decoding;

/// <summary>Tells whether a 32-byte word is a value of an elementary type, without turning it into one.</summary>
internal static class AbiWord
{
    public static bool IsValue(AbiType type, ReadOnlySpan<byte> word) =>
        type.Kind switch
        {
            AbiKind.Unsigned => IsFilled(word[..^(type.Size / 8)], 0),
            AbiKind.Signed => IsSignExtended(word, type.Size / 8),
            AbiKind.Address => IsFilled(word[..^Address.ByteCount], 0),
            AbiKind.Bool => IsFilled(word[..^1], 0) && word[^1] <= 1,
            AbiKind.FixedBytes => IsFilled(word[type.Size..], 0),
            _ => false,
        };

    private static bool IsSignExtended(ReadOnlySpan<byte> word, int byteCount)
    {
        byte fill = word[^byteCount] >= 0x80 ? (byte)0xFF : (byte)0;
        return IsFilled(word[..^byteCount], fill);
    }

    private static bool IsFilled(ReadOnlySpan<byte> bytes, byte fill) => !bytes.ContainsAnyExcept(fill);
}
