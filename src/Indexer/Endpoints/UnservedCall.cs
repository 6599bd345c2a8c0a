using Souk.Indexer.Rpc;

namespace Souk.Indexer.Endpoints;

/// <summary>Tells "this endpoint does not serve that" from "this endpoint failed".</summary>
internal static class UnservedCall
{
    /// <summary>JSON-RPC 2.0: method not found, invalid parameters. EIP-1474: server error (geth's for pruned history),
    /// resource not found, method not supported. Engine API: unknown block. HTTP: not found, method not allowed.</summary>
    private static readonly int[] Codes = [-32601, -32602, -32000, -32001, -32004, -39001, 404, 405];

    /// <summary>Of those, what no call of the method will change.</summary>
    private static readonly int[] MethodCodes = [-32601, -32004, 405];

    public static bool IsOfMethod(RpcException exception) =>
        IsCauseOf(exception) && MethodCodes.Contains(exception.Code!.Value);

    public static bool IsCauseOf(RpcException exception) =>
        !exception.IsTransient && exception.Code is { } code && Codes.Contains(code);
}
