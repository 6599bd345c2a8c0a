using System.Net;
using Souk.Indexer.Rpc;

namespace Souk.Indexer.Endpoints;

/// <summary>Tells "ask for less" from other errors; no standard does (ethereum/execution-apis#876).</summary>
internal static class TooLargeReply
{
    private const int LimitExceededCode = -32005;

    private static readonly string[] Phrases =
    [
        "too large",
        "too many results",
        "too many logs",
        "more than",
        "block range",
        "range limit",
        "response size",
        "exceeds the limit",
        "limited to",
        "query timeout",
        "reply exceeds",
    ];

    public static TooLargeHint HintIn(RpcException exception) => new() { IsAboutResults = exception.IsTransient };

    public static bool IsCauseOf(RpcException exception) =>
        exception.Code != (int)HttpStatusCode.TooManyRequests
        && (
            exception.Code == (int)HttpStatusCode.RequestEntityTooLarge
            || (exception.Code == LimitExceededCode && !exception.IsTransient)
            || Phrases.Any(phrase => exception.Message.Contains(phrase, StringComparison.OrdinalIgnoreCase))
        );
}
