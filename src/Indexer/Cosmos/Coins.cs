using System.Globalization;
using System.Numerics;
using Souk.Indexer.Natives;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Cosmos;

/// <summary>Reads amounts as the SDK writes them, such as <c>10afet,5ibc/27394F…</c>, and knows which denominations are
/// which tokens.</summary>
/// <param name="natives">The chain's own coins, which have the zero address.</param>
internal sealed class Coins(IEnumerable<string> natives, NativeAccounts accounts)
{
    /// <summary>Of the SDK: a letter, and up to 127 letters, digits or / : . _ -.</summary>
    private const int DenomLengthMax = 128;

    private const string Marks = "/:._-";

    private readonly HashSet<string> _natives = [.. natives];

    /// <summary>One for each denomination, in their order. Nothing at all is no amount of the chain's own coin.</summary>
    /// <exception cref="FormatException">It is no list of amounts.</exception>
    public IReadOnlyList<(BigInteger Amount, Address Denom)> Read(string text) =>
        text.Length == 0 ? [(BigInteger.Zero, default)] : [.. text.Split(',').Select(ReadOne)];

    private (BigInteger, Address) ReadOne(string coin)
    {
        int digits = coin.TakeWhile(char.IsAsciiDigit).Count();
        string denom = coin[digits..];
        if (digits == 0 || denom.Length > DenomLengthMax || !IsDenom(denom))
        {
            throw new FormatException($"'{coin}' is no amount with a denomination");
        }

        return (
            BigInteger.Parse(coin.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture),
            _natives.Contains(denom) ? default : accounts.OfText(NativeAddress.NameOfDenom(denom))
        );
    }

    private static bool IsDenom(string text) =>
        text.Length > 1
        && char.IsAsciiLetter(text[0])
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || Marks.Contains(letter));
}
