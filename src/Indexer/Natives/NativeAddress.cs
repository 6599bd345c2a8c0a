using System.Text;
using Souk.Indexer.Decoding;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Natives;

/// <summary>Where events of a chain without Ethereum's contracts come from, as manifests write it: <c>pallet:NAME</c>.
/// </summary>
internal static class NativeAddress
{
    private const string PalletPrefix = "pallet:";

    public static Address OfPallet(string name) => OfName(PalletPrefix + name);

    /// <exception cref="FormatException">Another form.</exception>
    public static Address ParsePallet(string text) => Parse(text, PalletPrefix);

    private static Address Parse(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal)
        && text.Length > prefix.Length
        && text[prefix.Length..].All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
            ? OfName(text)
            : throw new FormatException($"'{text}' must be {prefix}NAME.");

    private static Address OfName(string text) =>
        new(Keccak256.Hash(Encoding.UTF8.GetBytes(text))[^Address.ByteCount..]);
}
