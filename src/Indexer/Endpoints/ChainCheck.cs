using System.Text.Json;
using Souk.Indexer.Rpc;

namespace Souk.Indexer.Endpoints;

/// <summary>Asks an endpoint which chain it serves.</summary>
internal static class ChainCheck
{
    private const string GetChainId = "eth_chainId";

    /// <exception cref="RpcException">It fails.</exception>
    /// <exception cref="SyncException">It serves another chain.</exception>
    public static async Task RequireAsync(Endpoint endpoint, int chainId, CancellationToken cancellation)
    {
        long served = await endpoint.SendAsync(
            GetChainId,
            callCount: 1,
            client => ReadAsync(client, cancellation),
            cancellation
        );
        if (served != chainId)
        {
            throw new SyncException(
                SyncProblem.WrongChain,
                $"{endpoint.Name} serves chain {served}, but the manifest is for chain {chainId}. "
                    + $"Give an endpoint of chain {chainId}."
            );
        }

        endpoint.IsChainKnown = true;
    }

    /// <returns>What went wrong; null if it serves the chain.</returns>
    public static async Task<Exception?> TryAsync(Endpoint endpoint, int chainId, CancellationToken cancellation)
    {
        try
        {
            await RequireAsync(endpoint, chainId, cancellation);
            return null;
        }
        catch (Exception exception) when (exception is RpcException or SyncException)
        {
            return exception;
        }
    }

    private static async Task<long> ReadAsync(RpcClient client, CancellationToken cancellation)
    {
        JsonElement id = await client.CallAsync(GetChainId, cancellation);
        try
        {
            return Hex.ToLong(id.GetString() ?? "");
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            throw new RpcException($"{GetChainId} at {client.Name}: malformed reply: {id}", isTransient: true);
        }
    }
}
