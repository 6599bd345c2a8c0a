using System.Numerics;
using System.Text;

namespace Souk.Indexer.Documents;

/// <summary>Text forms of bytes that content ids use (https://github.com/multiformats/multibase).</summary>
internal static class Multibase
{
    private const string Base58Digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const string Base32Digits = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>By the first character: base32 in lower case, base58, base16 in lower case.</summary>
    /// <returns>Null for other bases and wrong digits.</returns>
    public static byte[]? Decode(string text) =>
        text.Length == 0
            ? null
            : text[0] switch
            {
                'b' => FromBase32(text.AsSpan(1)),
                'z' => FromBase58(text.AsSpan(1)),
                'f' when text.Length % 2 == 1 && text.AsSpan(1).IndexOfAnyExcept("0123456789abcdef") < 0 =>
                    Convert.FromHexString(text.AsSpan(1)),
                _ => null,
            };

    /// <summary>As base32 in lower case.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder("b");
        int buffer = 0;
        int bits = 0;
        foreach (byte value in bytes)
        {
            buffer = (buffer << 8 | value) & 0xfff;
            bits += 8;
            for (; bits >= 5; bits -= 5)
            {
                text.Append(Base32Digits[(buffer >> (bits - 5)) & 31]);
            }
        }

        return (bits > 0 ? text.Append(Base32Digits[(buffer << (5 - bits)) & 31]) : text).ToString();
    }

    public static byte[]? FromBase58(ReadOnlySpan<char> text)
    {
        BigInteger number = 0;
        foreach (char digit in text)
        {
            int value = Base58Digits.IndexOf(digit, StringComparison.Ordinal);
            if (value < 0)
            {
                return null;
            }

            number = number * 58 + value;
        }

        int zeros = text.IndexOfAnyExcept('1') is var first and >= 0 ? first : text.Length;
        byte[] digits = number.IsZero ? [] : number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[zeros], .. digits];
    }

    /// <summary>Without padding; bits left over must be zero.</summary>
    private static byte[]? FromBase32(ReadOnlySpan<char> text)
    {
        byte[] bytes = new byte[text.Length * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int length = 0;
        foreach (char digit in text)
        {
            int value = Base32Digits.IndexOf(digit, StringComparison.Ordinal);
            if (value < 0)
            {
                return null;
            }

            buffer = (buffer << 5 | value) & 0xfff;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[length++] = (byte)(buffer >> bits & 0xff);
            }
        }

        return bits < 5 && (buffer & ((1 << bits) - 1)) == 0 ? bytes : null;
    }
}
