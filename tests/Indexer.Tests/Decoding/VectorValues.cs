using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Souk.Indexer.Decoding;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Decoding;

/// <summary>Turns the values of a vector into what the decoder should return.</summary>
internal static class VectorValues
{
    public static object Expected(AbiType type, JsonElement value) =>
        type.Kind switch
        {
            AbiKind.Array or AbiKind.FixedArray or AbiKind.Tuple => Members(value)
                .Select((member, index) => Expected(type.TypeAt(index), member))
                .ToArray(),
            AbiKind.Unsigned or AbiKind.Signed => Integer(Unwrap(value).GetString()!),
            AbiKind.Address => Address.Parse(Unwrap(value).GetString()!),
            AbiKind.Bool => Unwrap(value).GetBoolean(),
            AbiKind.String => Unwrap(value).GetString()!,
            _ => Hex.Bytes(Unwrap(value).GetString()!),
        };

    /// <summary>Interface vectors wrap values as {"type", "value"}; event vectors do not.</summary>
    private static JsonElement Unwrap(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? value.GetProperty("value") : value;

    private static JsonElement.ArrayEnumerator Members(JsonElement value) => Unwrap(value).EnumerateArray();

    private static BigInteger Integer(string text)
    {
        bool isNegative = text.StartsWith('-');
        string digits = isNegative ? text[1..] : text;
        BigInteger magnitude = digits.StartsWith("0x", StringComparison.Ordinal)
            ? Hex.ToBigInteger(digits)
            : BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        return isNegative ? -magnitude : magnitude;
    }
}
