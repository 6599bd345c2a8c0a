namespace Souk.LocalChain.Economy.Masa;

/// <summary>A type of data that contributors bring; a token of DataPointsMulti.</summary>
/// <param name="RewardTokens">Whole native coins that a data-staking pool pays per point.</param>
internal sealed record DataKind(int TokenId, string Name, int RewardTokens)
{
    public static readonly IReadOnlyList<DataKind> All =
    [
        new(1, "Social posts", 20),
        new(2, "Web pages", 30),
        new(3, "Community chats", 40),
        new(4, "Podcast transcripts", 60),
    ];
}
