namespace Souk.Indexer.Rpc;

/// <summary>An endpoint did not do what it was asked. The message never holds the endpoint's key.</summary>
public sealed class RpcException : Exception
{
    public RpcException(string message, bool isTransient)
        : base(message)
    {
        IsTransient = isTransient;
    }

    /// <summary>The same call may succeed later: unreachable, time-out, too many requests, server trouble.</summary>
    public bool IsTransient { get; }

    /// <summary>The JSON-RPC error's code, else the HTTP status, else null: no reply came.</summary>
    public int? Code { get; init; }

    /// <summary>The JSON-RPC error's data: the revert reason of a call as hex, or other JSON as text.</summary>
    public new string? Data { get; init; }

    /// <summary>The answer is disproved by a hash: it is false, whoever gave it.</summary>
    public bool IsDisproved { get; init; }

    /// <summary>No reply came in time.</summary>
    public bool IsTimeout { get; init; }

    /// <summary>The endpoint has not got the block: it lags, or the block was replaced or pruned.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>Of several endpoints that failed at least one has not got the block.</summary>
    public bool IsAbsentSomewhere { get; init; }

    /// <summary>How long the endpoint asks to wait, if it says so, in seconds or by a date. What is waited is limited by
    /// <see cref="Endpoints.RetryPolicy.RetryAfterMax"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
