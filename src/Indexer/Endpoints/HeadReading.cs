using System.Text.Json;
using Souk.Indexer.Rpc;

namespace Souk.Indexer.Endpoints;

/// <summary>Asks an endpoint how far it is, before it is asked about a block that it was not seen to have.</summary>
internal static class HeadReading
{
    /// <exception cref="RpcException">Transient: it is behind. Or it fails.</exception>
    public static async Task RequireAsync(Endpoint endpoint, string method, long block, CancellationToken cancellation)
    {
        endpoint.NoteHead(
            await endpoint.SendAsync(
                "eth_getBlockByNumber",
                callCount: 1,
                client => ReadAsync(client, cancellation),
                cancellation
            )
        );
        if (endpoint.Head < block)
        {
            throw new RpcException(
                $"{method} at {endpoint.Name}: it is behind: it was asked for block {block} and has {endpoint.Head}.",
                isTransient: true
            )
            {
                IsAbsent = true,
            };
        }
    }

    private static async Task<long> ReadAsync(RpcClient client, CancellationToken cancellation)
    {
        JsonElement head = await client.CallAsync("eth_getBlockByNumber", cancellation, "latest", false);
        try
        {
            return Hex.ToLong(head.GetProperty("number").GetString() ?? "");
        }
        catch (Exception exception)
            when (exception is FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new RpcException(
                $"eth_getBlockByNumber at {client.Name}: malformed reply: no head",
                isTransient: true
            );
        }
    }
}
