using System.Text.Json;

namespace Souk.Indexer.Rpc;

/// <summary>Turns what came back over HTTP into results, or into the error it stands for.</summary>
internal sealed class RpcReply
{
    /// <summary>Most characters of a server's own words that a message repeats.</summary>
    private const int QuoteLengthMax = 300;

    private readonly RpcEndpoint _endpoint;
    private readonly string _what;
    private readonly int _status;
    private readonly TimeSpan? _retryAfter;
    private readonly ReadOnlyMemory<byte> _body;

    /// <param name="body">Valid while this is read, as are elements that come from it.</param>
    /// <param name="now">When the reply came, for a server that does not say when it was sent; null if nobody knows.</param>
    public RpcReply(
        RpcEndpoint endpoint,
        string what,
        HttpResponseMessage response,
        ReadOnlyMemory<byte> body,
        DateTimeOffset? now
    )
    {
        _endpoint = endpoint;
        _what = what;
        _status = (int)response.StatusCode;
        _retryAfter = WaitIn(response, now);
        _body = body;
    }

    /// <exception cref="RpcException">The reply is an error or not an answer to this call.</exception>
    public JsonElement ReadResult(long id)
    {
        JsonElement reply = ReadJson();
        RequireSuccess(reply);
        if (ReadId(reply) != id)
        {
            throw Malformed("the reply answers another call");
        }

        return Result(reply);
    }

    /// <summary>Hands the result to a reader in the one pass over the body.</summary>
    /// <returns>Whether there was one: always.</returns>
    /// <exception cref="RpcException">The reply is an error, not an answer to this call, or not what the reader
    /// expects.</exception>
    public bool ReadResult(long id, ResultReader read)
    {
        if (_status is < 200 or >= 300 || _body.Span.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
        {
            // Whatever this is, it is no answer; small enough to be told apart as a document.
            ReadResult(id);
            throw Malformed("the reply is not an object");
        }

        try
        {
            return ReadEnvelope(id, read);
        }
        catch (JsonException)
        {
            throw Malformed("the reply is not JSON");
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw Malformed($"malformed reply: {Quote(exception.Message)}");
        }
    }

    /// <summary>Results of calls 0 to <paramref name="count"/> − 1, in this order, whatever the order of replies.
    /// </summary>
    /// <exception cref="RpcException">A reply is an error, missing or doubled.</exception>
    public IReadOnlyList<JsonElement> ReadBatch(int count)
    {
        JsonElement replies = ReadJson();
        RequireSuccess(replies);
        if (replies.ValueKind != JsonValueKind.Array)
        {
            throw Malformed("a batch was answered by something else");
        }

        var results = new JsonElement?[count];
        foreach (JsonElement reply in replies.EnumerateArray())
        {
            RequireSuccess(reply);
            if (ReadId(reply) is not { } id || id < 0 || id >= count || results[id] is not null)
            {
                throw Malformed("a reply answers no call of the batch");
            }

            results[id] = Result(reply);
        }

        int missing = Array.IndexOf(results, null);
        return missing < 0
            ? [.. results.Select(result => result!.Value)]
            : throw Malformed($"call {missing} has no reply");
    }

    /// <summary>Retry-After, in seconds or as a date; null for a date that is past.</summary>
    /// <remarks>A date is told by the server's clock, so its own word for now comes first.</remarks>
    private static TimeSpan? WaitIn(HttpResponseMessage response, DateTimeOffset? now) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when (response.Headers.Date ?? now) is { } sent && date > sent => date - sent,
            _ => null,
        };

    private bool ReadEnvelope(long id, ResultReader read)
    {
        var reader = new Utf8JsonReader(_body.Span);
        bool hasResult = false;
        bool isNull = false;
        long? answered = null;
        JsonElement? error = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("result"u8))
            {
                hasResult = true;
                reader.Read();
                // Some nodes write a null result before their error.
                isNull = reader.TokenType == JsonTokenType.Null;
                if (!isNull)
                {
                    read(ref reader);
                }
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                answered =
                    reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long number) ? number : null;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                error = JsonElement.ParseValue(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        reader.Read();
        if (error is { ValueKind: not JsonValueKind.Null } problem)
        {
            throw CallError(problem);
        }

        if (answered != id || !hasResult)
        {
            throw Malformed(hasResult ? "the reply answers another call" : "the reply has no result");
        }

        if (isNull)
        {
            var nothing = new Utf8JsonReader("null"u8);
            nothing.Read();
            read(ref nothing);
        }

        return true;
    }

    private JsonElement ReadJson()
    {
        try
        {
            // The document lives as long as its elements do: it owns no pooled memory worth returning.
            return JsonDocument.Parse(_body).RootElement;
        }
        catch (JsonException) when (_status is >= 200 and < 300)
        {
            throw Malformed("the reply is not JSON");
        }
        catch (JsonException)
        {
            throw HttpError();
        }
    }

    /// <summary>A JSON-RPC error says more than an HTTP status, so it is looked for first.</summary>
    private void RequireSuccess(JsonElement reply)
    {
        if (
            reply.ValueKind == JsonValueKind.Object
            && reply.TryGetProperty("error", out JsonElement error)
            && error.ValueKind != JsonValueKind.Null
        )
        {
            throw CallError(error);
        }

        if (_status is < 200 or >= 300)
        {
            throw HttpError();
        }
    }

    private JsonElement Result(JsonElement reply) =>
        reply.TryGetProperty("result", out JsonElement result) ? result : throw Malformed("the reply has no result");

    private static long? ReadId(JsonElement reply) =>
        reply.ValueKind == JsonValueKind.Object
        && reply.TryGetProperty("id", out JsonElement id)
        && id.ValueKind == JsonValueKind.Number
        && id.TryGetInt64(out long number)
            ? number
            : null;

    private RpcException CallError(JsonElement error)
    {
        bool isObject = error.ValueKind == JsonValueKind.Object;
        string message = isObject && error.TryGetProperty("message", out JsonElement text) ? $"{text}" : $"{error}";
        int? code =
            isObject
            && error.TryGetProperty("code", out JsonElement number)
            && number.ValueKind == JsonValueKind.Number
            && number.TryGetInt32(out int value)
                ? value
                : null;
        string? data =
            isObject && error.TryGetProperty("data", out JsonElement extra) ? _endpoint.Redact($"{extra}") : null;
        bool isTransient = IsTransientStatus(_status) || RpcRateLimit.IsMeantBy(code, message);
        return new RpcException($"{_what} at {_endpoint.Name}: {Quote(message)} (code {code ?? _status})", isTransient)
        {
            Code = code ?? _status,
            Data = data,
            RetryAfter = _retryAfter,
        };
    }

    private RpcException HttpError() =>
        new($"{_what} at {_endpoint.Name}: HTTP status {_status}.", IsTransientStatus(_status))
        {
            Code = _status,
            RetryAfter = _retryAfter,
        };

    /// <summary>Transient: what answers like this is mostly a proxy in trouble in front of the node.</summary>
    private RpcException Malformed(string problem) =>
        new($"{_what} at {_endpoint.Name}: {problem} ({_body.Length} bytes).", isTransient: true) { Code = _status };

    private string Quote(string text)
    {
        string shown = _endpoint.Redact(text);
        return shown.Length <= QuoteLengthMax ? shown : shown[..QuoteLengthMax] + "…";
    }

    private static bool IsTransientStatus(int status) => status is 408 or 429 or >= 500;
}
