using System.Text;
using Souk.Indexer.Decoding;
using Souk.Indexer.Encodings;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Natives;

/// <summary>Where events of a chain without Ethereum's contracts come from, as manifests write it: <c>pallet:NAME</c> of
/// Substrate; <c>module:NAME</c> and <c>contract:ACCOUNT</c> of Cosmos, whose tokens may also be <c>denom:NAME</c>.</summary>
internal static class NativeAddress
{
    public const string ModulePrefix = "module:";
    public const string ContractPrefix = "contract:";

    private const string PalletPrefix = "pallet:";
    private const string DenomPrefix = "denom:";

    public static Address OfPallet(string name) => OfText(PalletPrefix + name);

    /// <exception cref="FormatException">Another form.</exception>
    public static Address ParsePallet(string text) => Parse(text, PalletPrefix);

    /// <summary>A contract's address is that of its account, wherever it is named.</summary>
    /// <exception cref="FormatException">Another form, or an account whose checksum is wrong.</exception>
    public static Address ParseOrigin(string text)
    {
        if (text.StartsWith(ModulePrefix, StringComparison.Ordinal))
        {
            return Parse(text, ModulePrefix);
        }

        string account = text.StartsWith(ContractPrefix, StringComparison.Ordinal) ? text[ContractPrefix.Length..] : "";
        return Bech32.IsAccount(account)
            ? OfText(account)
            : throw new FormatException(
                $"'{text}' must be {ModulePrefix}NAME or {ContractPrefix}ACCOUNT with a right checksum."
            );
    }

    /// <summary>The name by which a denomination, such as ibc/HASH, is known beside accounts.</summary>
    public static string NameOfDenom(string denom) => DenomPrefix + denom;

    /// <summary>The last 20 bytes of the Keccak-256 of a text.</summary>
    public static Address OfText(string text) =>
        new(Keccak256.Hash(Encoding.UTF8.GetBytes(text))[^Address.ByteCount..]);

    private static Address Parse(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal)
        && text.Length > prefix.Length
        && text[prefix.Length..].All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
            ? OfText(text)
            : throw new FormatException($"'{text}' must be {prefix}NAME.");
}
