using Souk.Indexer.Rpc;

namespace Souk.Indexer.Endpoints;

/// <summary>Tells "this endpoint has not got that block" from other errors: it lags, or dropped such old blocks or their
/// state.</summary>
/// <remarks>EIP-4444 has code 4444; the words are geth's, Erigon's, Nethermind's, reth's, Besu's and anvil's.</remarks>
internal static class AbsentBlock
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
        "beyond current head",
        "BlockOutOfRange",
        "unknown block",
        "header not found",
        "block not found",
        "invalid block range params",
    ];

    public static bool IsCauseOf(RpcException exception) =>
        !exception.IsTransient
        && (
            exception.Code == PrunedCode
            || Phrases.Any(phrase => exception.Message.Contains(phrase, StringComparison.OrdinalIgnoreCase))
        );
}
