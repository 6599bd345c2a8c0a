namespace Souk.Indexer.Rpc;

/// <summary>Recognises error replies that mean "too many calls", which no standard tells from "too large a call".
/// </summary>
internal static class RpcRateLimit
{
    /// <summary>"Limit exceeded" (EIP-1474) and QuickNode's limit per second; both also serve other limits.</summary>
    private static readonly int[] LimitCodes = [-32005, -32007];

    private static readonly string[] RateWords =
    [
        "rate",
        "per second",
        "/second",
        "per minute",
        "too many requests",
        "request count",
        "request limit",
        "compute units",
    ];

    public static bool IsMeantBy(int? code, string message) =>
        code == 429
        || (
            code is { } limit
            && LimitCodes.Contains(limit)
            && RateWords.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase))
        );
}
