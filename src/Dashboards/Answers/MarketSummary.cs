using System.Numerics;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Answers;

/// <summary>One market on the front page.</summary>
/// <param name="System">The manifest's key; part of the page's address.</param>
/// <param name="Title">The market's name.</param>
/// <param name="Label">Origin that every title, chart and export must carry, such as "Synthetic demo"; or null.</param>
/// <param name="Token">The market's token.</param>
/// <param name="TotalSupply">In base units of the token.</param>
/// <param name="AsOf">The last indexed block.</param>
public sealed record MarketSummary(
    string System,
    string Title,
    string? Label,
    TokenUnit Token,
    BigInteger TotalSupply,
    AsOf AsOf
)
{
    /// <summary>Whether the market is indexed live or from files, and which of its contracts are modelled.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Whether hashes show that no log of its chains is missing.</summary>
    public bool IsProved { get; init; }

    /// <summary>What people and files say that its metrics can read.</summary>
    public Said Said { get; init; } = Said.Nothing;

    public Amount Supply => new(TotalSupply, Token);

    /// <summary>The token in which most orders are paid; the market's own unless said otherwise.</summary>
    public TokenUnit PaymentToken { get; init; } = Token;

    /// <summary>The last block, for files: what it is called, and which it is.</summary>
    public (string Name, string Text) AsOfLine =>
        (
            "as of",
            AsOf.IsBeforeFirst
                ? PageWords.Plain("answers.before-the-first-block")
                : PageWords.Plain("answers.chain-block", AsOf.ChainId, AsOf.BlockNumber, AsOf.BlockTime.UtcDateTime)
        );
}
