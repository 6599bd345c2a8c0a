using Souk.Indexer.Rpc;

namespace Souk.Indexer.Endpoints;

/// <summary>Tells "this endpoint dropped such old blocks, or their state" from other errors.</summary>
/// <remarks>EIP-4444 has code 4444; the words are geth's, Erigon's, Nethermind's, reth's and Besu's.</remarks>
internal static class PrunedHistory
{
    private const int PrunedCode = 4444;

    private static readonly string[] Phrases =
    [
        "pruned",
        "missing trie node",
        "state is not available",
        "historical state",
        "history is unavailable",
        "historical data not available",
        "old data not available",
        "archive",
    ];

    public static bool IsCauseOf(RpcException exception) =>
        !exception.IsTransient
        && (
            exception.Code == PrunedCode
            || Phrases.Any(phrase => exception.Message.Contains(phrase, StringComparison.OrdinalIgnoreCase))
        );
}
