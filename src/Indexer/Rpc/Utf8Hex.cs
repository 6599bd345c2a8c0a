using System.Buffers;
using System.Text;

namespace Souk.Indexer.Rpc;

/// <summary>Reads the two hex notations of Ethereum's JSON-RPC from UTF-8, as <see cref="Hex"/> does from text, without
/// a string.</summary>
internal static class Utf8Hex
{
    private const int ShownLengthMax = 80;

    /// <exception cref="FormatException">Not a quantity, or beyond 63 bits.</exception>
    public static long ToLong(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> digits = Digits(text);
        ulong value = 0;
        foreach (byte digit in digits)
        {
            int nibble = ToNibble(digit);
            if (nibble < 0 || value > long.MaxValue >> 4)
            {
                throw NoQuantity(text);
            }

            value = (value << 4) | (uint)nibble;
        }

        return digits.Length > 0 ? (long)value : throw NoQuantity(text);
    }

    /// <summary>How many bytes a text stands for.</summary>
    /// <exception cref="FormatException">Not "0x" and an even number of characters.</exception>
    public static int ByteCount(ReadOnlySpan<byte> text)
    {
        int digitCount = Digits(text).Length;
        return digitCount % 2 == 0
            ? digitCount / 2
            : throw new FormatException($"'{Shown(text)}' has an odd number of hex digits.");
    }

    /// <param name="bytes">As many as the text stands for.</param>
    /// <exception cref="FormatException">Not "0x" and as many bytes in hex.</exception>
    public static void Decode(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        if (ByteCount(text) != bytes.Length)
        {
            throw new FormatException($"'{Shown(text)}' has {ByteCount(text)} bytes, not {bytes.Length}.");
        }

        if (Convert.FromHexString(text[2..], bytes, out _, out _) != OperationStatus.Done)
        {
            throw new FormatException($"'{Shown(text)}' is not hex.");
        }
    }

    private static ReadOnlySpan<byte> Digits(ReadOnlySpan<byte> text) =>
        text.Length >= 2 && text[0] == '0' && text[1] is (byte)'x' or (byte)'X'
            ? text[2..]
            : throw new FormatException($"'{Shown(text)}' does not start with 0x.");

    private static int ToNibble(byte digit) =>
        digit switch
        {
            >= (byte)'0' and <= (byte)'9' => digit - '0',
            >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
            >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
            _ => -1,
        };

    private static FormatException NoQuantity(ReadOnlySpan<byte> text) =>
        new($"'{Shown(text)}' is not a quantity of at most 63 bits.");

    private static string Shown(ReadOnlySpan<byte> text) =>
        text.Length <= ShownLengthMax
            ? Encoding.UTF8.GetString(text)
            : $"{Encoding.UTF8.GetString(text[..ShownLengthMax])}… ({text.Length} characters)";
}
