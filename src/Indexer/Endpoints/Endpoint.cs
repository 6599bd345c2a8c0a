using System.Collections.Concurrent;
using Souk.Indexer.Rpc;

namespace Souk.Indexer.Endpoints;

/// <summary>One endpoint with what is known of it. Safe for concurrent use.</summary>
internal sealed class Endpoint(RpcClient client, TimeProvider time, double? requestsPerSecond = null) : IDisposable
{
    /// <summary>How long a method that is not served is not asked for again.</summary>
    private static readonly TimeSpan UnservedTime = TimeSpan.FromMinutes(10);

    /// <summary>Wait after "too many calls" that does not say how long.</summary>
    private static readonly TimeSpan HoldDefault = TimeSpan.FromSeconds(1);

    private readonly RateBudget? _budget = requestsPerSecond is { } rate ? new RateBudget(rate, time) : null;
    private readonly ConcurrentDictionary<string, (RpcException Refusal, long At)> _unserved = [];
    private long _head = -1;

    /// <summary>Scheme, host and port.</summary>
    public string Name => client.Name;

    public EndpointHealth Health { get; } = new(time);

    public ConcurrencyWindow Window { get; } = new();

    public EndpointLimits Limits { get; } = new();

    /// <summary>The newest block that it last said to have; -1 before the first.</summary>
    /// <remarks>Its last word, not its farthest: a head that was false holds only until it is asked again.</remarks>
    public long Head => Interlocked.Read(ref _head);

    /// <summary>Whether it was seen to serve the chain that it is asked for.</summary>
    public bool IsChainKnown { get; set; }

    public void NoteHead(long head) => Interlocked.Exchange(ref _head, head);

    /// <summary>Why a method is not worth asking for; null if it may be served.</summary>
    public RpcException? FindRefusal(string method) =>
        _unserved.TryGetValue(method, out (RpcException Refusal, long At) known)
        && time.GetElapsedTime(known.At) < UnservedTime
            ? known.Refusal
            : null;

    /// <summary>Sends a call when there is room for it, and learns from how it ends.</summary>
    /// <param name="callCount">Calls in the request.</param>
    /// <param name="send">Throws <see cref="RpcException"/> for answers that it cannot believe, too.</param>
    public async Task<T> SendAsync<T>(
        string method,
        int callCount,
        Func<RpcClient, Task<T>> send,
        CancellationToken cancellation
    )
    {
        await Health.BeginAsync(cancellation);
        if (_budget is not null)
        {
            await _budget.TakeAsync(callCount, cancellation);
        }

        int entered = await Window.EnterAsync(cancellation);
        long started = time.GetTimestamp();
        var end = CallEnd.Other;
        FailureKind? kind = null;
        try
        {
            T answer = await send(client);
            end = CallEnd.Success;
            Health.Succeed();
            return answer;
        }
        catch (RpcException failure)
        {
            kind = FailureKinds.Of(failure);
            end = kind.Value.EndOf();
            Learn(kind.Value, method, failure);
            throw;
        }
        finally
        {
            Window.Leave(entered, end);
            EndpointMeter.Record(Name, kind, time.GetElapsedTime(started), Window.Limit);
        }
    }

    public void Dispose() => client.Dispose();

    private void Learn(FailureKind kind, string method, RpcException failure)
    {
        switch (kind)
        {
            case FailureKind.Throttled:
                TimeSpan wait = failure.RetryAfter ?? HoldDefault;
                Health.Hold(wait < RetryPolicy.RetryAfterMax ? wait : RetryPolicy.RetryAfterMax);
                break;
            case FailureKind.Unserved when UnservedCall.IsOfMethod(failure):
                _unserved[method] = (failure, time.GetTimestamp());
                break;
            case FailureKind.Trouble or FailureKind.TimedOut:
                Health.Fail();
                break;
            case FailureKind.Disproved:
                Health.Fail();
                Health.Convict();
                break;
            default:
                // It works: it has not got what was asked for, or not so much of it.
                Health.Succeed();
                break;
        }
    }
}
