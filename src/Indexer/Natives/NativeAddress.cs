using System.Text;
using Souk.Indexer.Decoding;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Natives;

/// <summary>Where events of a chain without Ethereum's contracts come from, as manifests write it: <c>pallet:NAME</c>,
/// <c>module:NAME</c>, or a bech32 address.</summary>
internal static class NativeAddress
{
    public static Address OfPallet(string name) => OfName($"pallet:{name}");

    public static Address OfModule(string name) => OfName($"module:{name}");

    /// <exception cref="FormatException">Neither form.</exception>
    public static Address ParsePallet(string text) => Parse(text, "pallet:");

    /// <exception cref="FormatException">Neither form.</exception>
    public static Address ParseModule(string text) =>
        text.StartsWith("module:", StringComparison.Ordinal) ? Parse(text, "module:")
        : Bech32.Decode(text) is { } payload ? new NativeAccounts().OfText(text, payload)
        : throw new FormatException($"'{text}' is neither module:NAME nor an address in bech32.");

    private static Address Parse(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal)
        && text.Length > prefix.Length
        && text[prefix.Length..].All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
            ? OfName(text)
            : throw new FormatException($"'{text}' must be {prefix}NAME.");

    private static Address OfName(string text) =>
        new(Keccak256.Hash(Encoding.UTF8.GetBytes(text))[^Address.ByteCount..]);
}
