using System.Text;

namespace Souk.Indexer.Sync;

/// <summary>Turns Solidity names into column and table names.</summary>
internal static class SnakeCase
{
    /// <summary><c>newTokenAddress</c> → new_token_address, <c>ERC20Released</c> → erc20_released,
    /// <c>SWAP_FEES</c> → swap_fees, <c>_cap</c> → cap.</summary>
    public static string Of(string name)
    {
        string trimmed = name.Trim('_');
        var text = new StringBuilder();
        for (int at = 0; at < trimmed.Length; at++)
        {
            if (at > 0 && char.IsAsciiLetterUpper(trimmed[at]) && BeginsWord(trimmed, at))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(trimmed[at] == '$' ? '_' : trimmed[at]));
        }

        return text.ToString();
    }

    /// <summary>After a lower-case letter or digit, or as the last capital of a row of them: NFTCreated.</summary>
    private static bool BeginsWord(string name, int at) =>
        name[at - 1] != '_'
        && (!char.IsAsciiLetterUpper(name[at - 1]) || (at + 1 < name.Length && char.IsAsciiLetterLower(name[at + 1])));
}
