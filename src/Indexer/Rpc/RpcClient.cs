using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Souk.Indexer.Rpc;

/// <summary>Speaks JSON-RPC over HTTP with one node. Safe for concurrent use; it neither retries nor waits.</summary>
/// <remarks>Cancelling ends a call at once with <see cref="OperationCanceledException"/>; everything else that goes
/// wrong outside this process is an <see cref="RpcException"/>.</remarks>
public sealed class RpcClient : IDisposable
{
    /// <summary>Most calls in one batch; geth's own default limit.</summary>
    public const int BatchCallsMax = 1000;

    /// <summary>Largest reply accepted, decompressed.</summary>
    public const int ReplyBytesMax = 256 << 20;

    private static readonly TimeSpan TimeoutDefault = TimeSpan.FromSeconds(30);

    private readonly RpcEndpoint _endpoint;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider? _time;
    private readonly HttpClient _http;
    private long _lastId;

    /// <param name="endpoint">May hold keys in path, query or user info; they go to the node and nowhere else.</param>
    /// <param name="timeout">For each call, from sending to the reply's last byte; 30 s if null.</param>
    /// <param name="time">Tells how far off a date is that the endpoint asks to wait for; null for its own word alone.</param>
    /// <exception cref="ArgumentException">Not an absolute http or https address.</exception>
    public RpcClient(Uri endpoint, TimeSpan? timeout = null, TimeProvider? time = null)
        : this(
            endpoint,
            new SocketsHttpHandler
            {
                AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
                UseProxy = !endpoint.IsLoopback,
                UseCookies = false,
                AllowAutoRedirect = false,
                // Providers move behind their names; a process that runs for weeks must look again.
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            },
            timeout,
            time
        ) { }

    /// <summary>For campaigns, whose endpoints are in memory.</summary>
    /// <param name="time">Tells how far off a date is that an endpoint asks to wait for where its reply does not say its own
    /// time; such a date is ignored if null.</param>
    internal RpcClient(Uri endpoint, HttpMessageHandler handler, TimeSpan? timeout = null, TimeProvider? time = null)
    {
        _endpoint = new RpcEndpoint(endpoint);
        _timeout = timeout ?? TimeoutDefault;
        _time = time;
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = _endpoint.Authorization;
    }

    /// <summary>Scheme, host and port: fit for messages, logs and pages.</summary>
    public string Name => _endpoint.Name;

    /// <summary>The call's <c>result</c>, which may be JSON null.</summary>
    /// <exception cref="RpcException">No reply, an error reply or a malformed one.</exception>
    public async Task<JsonElement> CallAsync(string method, CancellationToken cancellation, params object?[] parameters)
    {
        long id = Interlocked.Increment(ref _lastId);
        byte[] request = RpcJson.WriteCall(id, new RpcCall(method, parameters));
        return await SendAsync(method, request, reply => reply.ReadResult(id).Clone(), cancellation);
    }

    /// <summary>Hands the call's result to a reader as it came, in UTF-8, without a copy or an object.</summary>
    /// <param name="read">Called once. What it cannot read is a malformed reply, and may pass.</param>
    /// <param name="replyBytesMax">A longer reply is refused, unread.</param>
    /// <exception cref="RpcException">No reply, an error reply or a malformed one, which <paramref name="read"/> may have
    /// read in part.</exception>
    public Task ReadAsync(
        string method,
        ResultReader read,
        int replyBytesMax,
        CancellationToken cancellation,
        params object?[] parameters
    )
    {
        long id = Interlocked.Increment(ref _lastId);
        byte[] request = RpcJson.WriteCall(id, new RpcCall(method, parameters));
        return SendAsync(method, request, reply => reply.ReadResult(id, read), cancellation, replyBytesMax);
    }

    /// <summary>The results in the order of the calls; none for no calls.</summary>
    /// <exception cref="RpcException">As for one call; the first error reply stands for the batch.</exception>
    /// <exception cref="ArgumentException">More than <see cref="BatchCallsMax"/> calls.</exception>
    public async Task<IReadOnlyList<JsonElement>> CallBatchAsync(
        IReadOnlyList<RpcCall> calls,
        CancellationToken cancellation
    )
    {
        if (calls.Count > BatchCallsMax)
        {
            throw new ArgumentException(
                $"A batch has at most {BatchCallsMax} calls, not {calls.Count}.",
                nameof(calls)
            );
        }

        if (calls.Count == 0)
        {
            return [];
        }

        string what = $"batch of {calls.Count} ({calls[0].Method}…)";
        return await SendAsync(
            what,
            RpcJson.WriteBatch(calls),
            reply => reply.ReadBatch(calls.Count).Select(result => result.Clone()).ToList(),
            cancellation
        );
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> SendAsync<T>(
        string what,
        byte[] request,
        Func<RpcReply, T> read,
        CancellationToken cancellation,
        int replyBytesMax = ReplyBytesMax
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_timeout);
        try
        {
            using HttpContent content = new ByteArrayContent(request);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var message = new HttpRequestMessage(HttpMethod.Post, _endpoint.RequestUri) { Content = content };
            using HttpResponseMessage response = await _http.SendAsync(
                message,
                HttpCompletionOption.ResponseHeadersRead,
                limit.Token
            );
            using ReplyBuffer body = await ReplyBuffer.ReadAsync(response.Content, replyBytesMax, limit.Token);
            return read(new RpcReply(_endpoint, what, response, body.Bytes, _time?.GetUtcNow()));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (OperationCanceledException)
        {
            throw new RpcException(
                $"{what} at {Name}: no reply within {_timeout.TotalSeconds:0.###} s.",
                isTransient: true
            )
            {
                IsTimeout = true,
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException)
        {
            // Not kept as an inner exception: its text is not ours to vouch for.
            cancellation.ThrowIfCancellationRequested();
            string reason = _endpoint.Redact(exception.GetBaseException().Message);
            throw new RpcException($"{what} at {Name}: {reason}", isTransient: true);
        }
    }
}
