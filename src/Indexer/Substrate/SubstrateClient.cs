using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Substrate;

/// <summary>Asks the nodes of one Substrate chain, several questions at once.</summary>
internal sealed class SubstrateClient(EndpointPool pool) : IDisposable
{
    /// <summary>The storage value System.Events: two names hashed by XXH128.</summary>
    public const string EventsKey = "0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7";

    /// <summary>The storage value Timestamp.Now.</summary>
    public const string TimeKey = "0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb";

    /// <summary>Nodes limit batches; their default is 100 or more.</summary>
    private const int CallsPerBatch = 96;

    public string Name => pool.Name;

    /// <summary>Asks one question.</summary>
    /// <exception cref="RpcException">No endpoint answers it, or an answer cannot be read.</exception>
    public async Task<T> AskAsync<T>(
        EndpointTrail trail,
        Func<JsonElement, T> read,
        CancellationToken cancellation,
        string method,
        params object?[] parameters
    ) => (await AskAsync(trail, [new RpcCall(method, parameters)], read, cancellation))[0];

    /// <summary>Asks many questions of one method; answers come in their order.</summary>
    /// <exception cref="RpcException">No endpoint answers them, or an answer cannot be read.</exception>
    public async Task<IReadOnlyList<T>> AskAsync<T>(
        EndpointTrail trail,
        IReadOnlyList<RpcCall> calls,
        Func<JsonElement, T> read,
        CancellationToken cancellation
    )
    {
        List<T> answers = new(calls.Count);
        foreach (RpcCall[] some in calls.Chunk(CallsPerBatch))
        {
            answers.AddRange(
                await pool.AskAsync(
                    new Question(some[0].Method),
                    trail,
                    endpoint =>
                        endpoint.SendAsync(
                            some[0].Method,
                            some.Length,
                            client => SendAsync(client, some, read, cancellation),
                            cancellation
                        ),
                    cancellation
                )
            );
        }

        return answers;
    }

    /// <summary>A number of 64 bits in storage; absent is 0, as maps of numbers have it.</summary>
    /// <param name="what">What it is, for the message.</param>
    /// <exception cref="RpcException">It has another size.</exception>
    public BigInteger NumberOf(byte[]? value, string what) =>
        value is null ? BigInteger.Zero
        : value.Length == sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(value)
        : throw new RpcException(
            $"{Name} has {what} of {value.Length} bytes; numbers of {sizeof(ulong)} are known.",
            isTransient: false
        );

    public void Dispose() => pool.Dispose();

    private static async Task<List<T>> SendAsync<T>(
        RpcClient client,
        RpcCall[] calls,
        Func<JsonElement, T> read,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<JsonElement> replies =
            calls.Length == 1
                ? [await client.CallAsync(calls[0].Method, cancellation, calls[0].Parameters)]
                : await client.CallBatchAsync(calls, cancellation);
        try
        {
            return [.. replies.Select(read)];
        }
        catch (Exception exception)
            when (exception is FormatException or InvalidOperationException or KeyNotFoundException or OverflowException
            )
        {
            throw new RpcException(
                $"{calls[0].Method} at {client.Name}: malformed reply: {exception.Message}",
                isTransient: true
            );
        }
    }

    /// <exception cref="FormatException">There is no such block, or it is no hash.</exception>
    public static Hash32 ReadHash(JsonElement json) =>
        json.ValueKind == JsonValueKind.String
            ? Hash32.Parse(json.GetString()!)
            : throw new FormatException("no such block");

    /// <summary>Bytes of a storage value; null where there is none.</summary>
    public static byte[]? ReadStorage(JsonElement json) =>
        json.ValueKind == JsonValueKind.Null ? null : Hex.Bytes(json.GetString()!);
}
