using Souk.Indexer.Rpc;

namespace Souk.Indexer.Endpoints;

/// <summary>Tells "the contract's code failed" from "the endpoint failed"; no standard does.</summary>
internal static class FailedCall
{
    /// <summary>geth's code for a revert; others only say so.</summary>
    private const int RevertCode = 3;

    /// <summary>Words of geth, anvil, Erigon and Nethermind. A contract without the called function may also run into an
    /// invalid opcode or out of gas.</summary>
    private static readonly string[] Phrases =
    [
        "revert",
        "EVM error",
        "VM execution error",
        "out of gas",
        "invalid opcode",
        "invalid jump",
        "bad instruction",
        "stack underflow",
        "stack overflow",
    ];

    public static bool IsCauseOf(RpcException exception) =>
        exception.Code == RevertCode
        || Phrases.Any(phrase => exception.Message.Contains(phrase, StringComparison.OrdinalIgnoreCase));
}
