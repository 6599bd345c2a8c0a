using System.Text.Json;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sources;

/// <summary>Reads blocks as the execution API writes them.</summary>
internal static class SourceJson
{
    /// <summary>Runs a reader over a reply; what it cannot read is the endpoint's failure, and may pass.</summary>
    /// <exception cref="RpcException">Transient: fields missing or of another shape.</exception>
    public static T Read<T>(RpcClient client, string method, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception)
            when (exception
                    is FormatException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or OverflowException
                        or ArgumentException
            )
        {
            throw new RpcException(
                $"{method} at {client.Name}: malformed reply: {exception.Message}",
                isTransient: true
            );
        }
    }

    public static BlockHeader ReadHeader(JsonElement block) =>
        new(
            Hex.ToLong(Text(block, "number")),
            Hash32.Parse(Text(block, "hash")),
            Hash32.Parse(Text(block, "parentHash")),
            DateTime.UnixEpoch.AddSeconds(Hex.ToLong(Text(block, "timestamp")))
        )
        {
            Fields = HeaderJson.ReadFields(block),
        };

    private static string Text(JsonElement element, string field) =>
        element.GetProperty(field).GetString() ?? throw new FormatException($"'{field}' is null.");
}
