using System.Numerics;

namespace Souk.Campaigns.Encodings;

/// <summary>Recursive-length prefix, written again here so that an error in the indexer's own encoder cannot hide
/// behind itself.</summary>
/// <remarks>Source: Ethereum yellow paper, appendix B.</remarks>
internal static class Rlp
{
    private const int ShortMax = 55;

    public static byte[] Text(ReadOnlySpan<byte> bytes) =>
        bytes.Length == 1 && bytes[0] < 0x80 ? [bytes[0]] : [.. Prefix(0x80, bytes.Length), .. bytes];

    public static byte[] Number(BigInteger value) =>
        Text(value.IsZero ? [] : value.ToByteArray(isUnsigned: true, isBigEndian: true));

    /// <param name="items">Encoded already.</param>
    public static byte[] List(params IReadOnlyCollection<byte[]> items) =>
        [.. Prefix(0xc0, items.Sum(item => item.Length)), .. items.SelectMany(item => item)];

    private static byte[] Prefix(byte offset, int length)
    {
        if (length <= ShortMax)
        {
            return [(byte)(offset + length)];
        }

        byte[] size = new BigInteger(length).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [(byte)(offset + ShortMax + size.Length), .. size];
    }
}
