using System.Text.Json;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Rpc;

namespace Souk.Indexer.Sources;

/// <summary>Single calls and batches of block headers, of one endpoint.</summary>
internal static class EndpointCalls
{
    public const string GetBlock = "eth_getBlockByNumber";

    /// <exception cref="RpcException">The endpoint fails, or the reader finds no answer in the reply.</exception>
    public static Task<T> CallAsync<T>(
        this Endpoint endpoint,
        string method,
        Func<JsonElement, T> read,
        CancellationToken cancellation,
        params object?[] parameters
    ) =>
        endpoint.SendAsync(
            method,
            callCount: 1,
            async client =>
            {
                JsonElement result = await client.CallAsync(method, cancellation, parameters);
                return SourceJson.Read(client, method, () => read(result));
            },
            cancellation
        );

    /// <summary>Headers of consecutive blocks, in one batch.</summary>
    /// <exception cref="RpcException">The endpoint fails, or gives other blocks than those that were asked for.</exception>
    public static Task<List<BlockHeader>> ReadHeadersAsync(
        this Endpoint endpoint,
        long from,
        int count,
        CancellationToken cancellation
    )
    {
        List<RpcCall> calls = [];
        for (int offset = 0; offset < count; offset++)
        {
            calls.Add(new RpcCall(GetBlock, Hex.Quantity(from + offset), false));
        }

        return endpoint.SendAsync(
            GetBlock,
            count,
            async client =>
            {
                IReadOnlyList<JsonElement> results = await client.CallBatchAsync(calls, cancellation);
                return SourceJson.Read(
                    client,
                    GetBlock,
                    () => results.Select((block, index) => SourceJson.ReadHeader(block, from + index)).ToList()
                );
            },
            cancellation
        );
    }
}
