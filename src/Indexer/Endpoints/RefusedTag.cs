using Souk.Indexer.Rpc;

namespace Souk.Indexer.Endpoints;

/// <summary>Tells "no block has that tag yet" from "there is no such tag".</summary>
/// <remarks>The words are geth's ("finalized block not found", code -32000, and "unknown block", -39001), Erigon's and reth's.
/// </remarks>
internal static class RefusedTag
{
    /// <summary>EIP-1474: resource not found. Engine API: unknown block.</summary>
    private static readonly int[] UnfoundCodes = [-32001, -39001];

    private const int ServerError = -32000;

    private static readonly string[] Phrases = ["not found", "unknown block", "not available", "missing"];

    /// <summary>Whether the endpoint knows the tag and has no block for it.</summary>
    public static bool IsUnfound(RpcException exception) =>
        !exception.IsTransient
        && exception.Code is { } code
        && (
            UnfoundCodes.Contains(code)
            || (
                code == ServerError
                && Phrases.Any(phrase => exception.Message.Contains(phrase, StringComparison.OrdinalIgnoreCase))
            )
        );
}
