using System.Globalization;
using System.Text.Json;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Rpc;

namespace Souk.Indexer.Cosmos;

/// <summary>Asks the nodes of one Cosmos chain, several questions at once.</summary>
/// <remarks>Each request begins with `status`, so that the very node that answers says which chain it serves, from which
/// block on, and in which dialect. A node that is replaced by another behind its address changes nothing unseen.</remarks>
internal sealed class CosmosClient(EndpointPool pool, string network) : IDisposable
{
    /// <summary>Nodes limit batches; their default is 10.</summary>
    private const int CallsPerBatch = 10;

    private const string Status = "status";

    /// <summary>What nodes say of blocks that they have not got.</summary>
    private static readonly string[] AbsentPhrases =
    [
        "is not available",
        "must be less than or equal",
        "could not find results",
        "not persisting",
    ];

    public string Name => pool.Name;

    /// <summary>What some node says of itself, of whatever chain.</summary>
    /// <exception cref="RpcException">None answers.</exception>
    public Task<NodeStatus> ReadStatusAsync(CancellationToken cancellation) =>
        pool.AskAsync(
            new Question(Status),
            new EndpointTrail(),
            endpoint =>
                endpoint.SendAsync(
                    Status,
                    1,
                    async client => Read(client, Status, await client.CallAsync(Status, cancellation), NodeStatus.Read),
                    cancellation
                ),
            cancellation
        );

    /// <summary>Asks many questions of one method; answers come in their order.</summary>
    /// <exception cref="RpcException">No endpoint answers them, or an answer cannot be read.</exception>
    public async Task<IReadOnlyList<T>> AskAsync<T>(
        EndpointTrail trail,
        IReadOnlyList<HeightCall> calls,
        Func<JsonElement, CosmosDialect, T> read,
        CancellationToken cancellation
    )
    {
        List<T> answers = new(calls.Count);
        foreach (HeightCall[] some in calls.Chunk(CallsPerBatch - 1))
        {
            answers.AddRange(
                await pool.AskAsync(
                    new Question(some[0].Call.Method),
                    trail,
                    endpoint =>
                        endpoint.SendAsync(
                            some[0].Call.Method,
                            some.Length + 1,
                            client => SendAsync(client, some, read, cancellation),
                            cancellation
                        ),
                    cancellation
                )
            );
        }

        return answers;
    }

    public void Dispose() => pool.Dispose();

    private async Task<List<T>> SendAsync<T>(
        RpcClient client,
        HeightCall[] calls,
        Func<JsonElement, CosmosDialect, T> read,
        CancellationToken cancellation
    )
    {
        string method = calls[0].Call.Method;
        IReadOnlyList<JsonElement> replies;
        try
        {
            replies = await client.CallBatchAsync(
                [new RpcCall(Status), .. calls.Select(call => call.Call)],
                cancellation
            );
        }
        catch (RpcException failure) when (failure.Data is { } said)
        {
            bool isAbsent = AbsentPhrases.Any(phrase => said.Contains(phrase, StringComparison.Ordinal));
            throw new RpcException(
                $"{method} of block {calls[0].Height}: {failure.Message}: {said}{(isAbsent ? ". " + NeedsArchive : "")}",
                failure.IsTransient && !isAbsent
            )
            {
                Code = failure.Code,
                Data = said,
                RetryAfter = failure.RetryAfter,
                IsAbsent = isAbsent,
            };
        }

        NodeStatus status = Read(client, Status, replies[0], NodeStatus.Read);
        CosmosDialect dialect = RequireUsable(client, status, calls);
        return [.. replies.Skip(1).Select(reply => Read(client, method, reply, json => read(json, dialect)))];
    }

    private const string NeedsArchive = "Old blocks need a node that keeps them and their results.";

    private CosmosDialect RequireUsable(RpcClient client, NodeStatus status, HeightCall[] calls)
    {
        if (status.Network != network)
        {
            throw new RpcException($"{client.Name} serves '{status.Network}', not '{network}'.", isTransient: false);
        }

        if (calls.Min(call => call.Height) is var lowest && lowest < status.Earliest)
        {
            throw new RpcException(
                $"{client.Name} keeps blocks from {status.Earliest} on and has not got block {lowest}. {NeedsArchive}",
                isTransient: false
            )
            {
                IsAbsent = true,
            };
        }

        if (calls.Max(call => call.Top) is var top && top > status.Latest)
        {
            throw new RpcException(
                $"{client.Name} has blocks up to {status.Latest} and not {top}: it is behind.",
                isTransient: true
            )
            {
                IsAbsent = true,
            };
        }

        try
        {
            return CosmosDialect.Of(status.Version);
        }
        catch (FormatException exception)
        {
            throw new RpcException($"{client.Name}: {exception.Message}. Nothing is guessed.", isTransient: false);
        }
    }

    private static T Read<T>(RpcClient client, string method, JsonElement json, Func<JsonElement, T> read)
    {
        try
        {
            return read(json);
        }
        catch (Exception exception)
            when (exception is FormatException or InvalidOperationException or KeyNotFoundException or OverflowException
            )
        {
            throw new RpcException(
                $"{method} at {client.Name}: malformed reply: {exception.Message}",
                isTransient: true
            );
        }
    }
}

/// <summary>A question about one block, or several.</summary>
/// <param name="Height">The lowest block that it asks for.</param>
/// <param name="Top">The highest one.</param>
internal sealed record HeightCall(long Height, long Top, RpcCall Call)
{
    /// <summary>A method with the block's height as its one parameter.</summary>
    public static HeightCall Of(string method, long height) => new(height, height, new RpcCall(method, Shown(height)));

    /// <summary>Headers of both ends and all between.</summary>
    public static HeightCall OfHeaders(long from, long to) =>
        new(from, to, new RpcCall("blockchain", Shown(from), Shown(to)));

    private static string Shown(long height) => height.ToString(CultureInfo.InvariantCulture);
}
