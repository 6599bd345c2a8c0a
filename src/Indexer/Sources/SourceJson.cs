using System.Text.Json;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sources;

/// <summary>Reads blocks as the execution API writes them.</summary>
internal static class SourceJson
{
    /// <summary>Runs a reader over a reply; what it cannot read is the endpoint's failure, and may pass.</summary>
    /// <exception cref="RpcException">Transient: fields missing or of another shape. Or what the reader says.</exception>
    public static T Read<T>(RpcClient client, string method, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (AbsentBlockException absent)
        {
            throw new RpcException($"{method} at {client.Name}: {absent.Message}", absent.IsTransient)
            {
                IsAbsent = true,
            };
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

    /// <summary>Reads the block that was asked for by its number.</summary>
    /// <param name="isTransient">Whether an endpoint that has not got it may have it soon.</param>
    /// <exception cref="FormatException">It is another block.</exception>
    public static BlockHeader ReadHeader(JsonElement block, long number, bool isTransient = true)
    {
        if (block.ValueKind == JsonValueKind.Null)
        {
            throw new AbsentBlockException($"it does not have block {number}", isTransient);
        }

        BlockHeader header = ReadHeader(block);
        return header.Number == number
            ? header
            : throw new FormatException($"it contradicts itself: asked for block {number} it gave {header.Number}");
    }

    /// <summary>Reads the block that was asked for by its hash.</summary>
    public static BlockHeader ReadHeader(JsonElement block, Hash32 hash) =>
        block.ValueKind == JsonValueKind.Null
            ? throw new AbsentBlockException($"it does not have block {hash}", isTransient: true)
            : ReadHeader(block);

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
        element.TryGetProperty(field, out JsonElement value) && value.GetString() is { } text
            ? text
            : throw new FormatException($"the block has no '{field}'");

    private sealed class AbsentBlockException(string message, bool isTransient) : Exception(message)
    {
        public bool IsTransient => isTransient;
    }
}
