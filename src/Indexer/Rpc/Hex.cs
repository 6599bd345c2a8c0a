using System.Globalization;
using System.Numerics;

namespace Souk.Indexer.Rpc;

/// <summary>The two hex notations of Ethereum's JSON-RPC: quantities without leading zeros, data in whole bytes.
/// </summary>
/// <remarks>Source: Ethereum execution API specification, "Hex value encoding". Reading forgives leading zeros in a
/// quantity, which some nodes send.</remarks>
public static class Hex
{
    /// <param name="value">Not negative.</param>
    public static string Quantity(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");
    }

    /// <param name="value">Not negative.</param>
    public static string Quantity(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        string digits = Convert.ToHexStringLower(value.ToByteArray(isUnsigned: true, isBigEndian: true)).TrimStart('0');
        return digits.Length == 0 ? "0x0" : "0x" + digits;
    }

    /// <exception cref="FormatException">Not a quantity, or beyond 63 bits.</exception>
    public static long ToLong(string text) =>
        long.TryParse(Digits(text), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long value)
        && value >= 0
            ? value
            : throw new FormatException($"'{text}' is not a quantity of at most 63 bits.");

    /// <exception cref="FormatException">Not a quantity.</exception>
    public static BigInteger ToBigInteger(string text)
    {
        // A leading zero digit keeps the parser from reading a sign out of the first one.
        string digits = $"0{Digits(text)}";
        return
            digits.Length > 1
            && BigInteger.TryParse(
                digits,
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out BigInteger value
            )
            ? value
            : throw new FormatException($"'{text}' is not a quantity.");
    }

    /// <exception cref="FormatException">Not "0x" and an even number of hex digits.</exception>
    public static byte[] Bytes(string text)
    {
        try
        {
            return Convert.FromHexString(Digits(text));
        }
        catch (FormatException)
        {
            string shown = text.Length <= 80 ? text : $"{text[..80]}… ({text.Length} characters)";
            throw new FormatException($"'{shown}' is not 0x and whole bytes in hex.");
        }
    }

    public static string From(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    private static ReadOnlySpan<char> Digits(string text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? text.AsSpan(2)
            : throw new FormatException($"'{text}' does not start with 0x.");
}
