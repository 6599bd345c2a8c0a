using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Souk.Campaigns.Chains;

namespace Souk.Campaigns.Faults;

/// <summary>An endpoint in memory: takes the place of the network under an HTTP client and misbehaves as its rules
/// say.</summary>
/// <remarks>Which requests are struck depends on what is asked and how often it was asked, never on the order of
/// requests, so that concurrency does not change a schedule.</remarks>
internal sealed class ScriptedEndpoint(
    ScriptedNode node,
    ChainTimeline timeline,
    IReadOnlyList<FaultRule> rules,
    FaultTally tally
) : HttpMessageHandler
{
    /// <summary>Blocks by which a head may lag.</summary>
    private const int LagMax = 9;

    /// <summary>Requests answered.</summary>
    public long RequestCount => Interlocked.Read(ref _requestCount);

    /// <summary>From now on every answer is true and prompt.</summary>
    public bool IsHealed { get; set; }

    private long _requestCount;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        byte[] body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        Interlocked.Increment(ref _requestCount);
        using JsonDocument document = JsonDocument.Parse(body);
        JsonElement root = document.RootElement;
        bool isBatch = root.ValueKind == JsonValueKind.Array;
        List<JsonElement> calls = isBatch ? [.. root.EnumerateArray()] : [root];
        ulong key = KeyOf(calls);
        FaultKind? fault = Choose(key, tally.Ask(key), calls, rule => rule.Kind.IsOfRequest());
        if (fault is { } kind && (calls.Count > 1 || kind is not (FaultKind.ShuffledBatch or FaultKind.MissingReply)))
        {
            tally.Inject(kind, key);
            return Disturb(kind, key, () => Answer(calls, isBatch, kind));
        }

        return Reply(HttpStatusCode.OK, Answer(calls, isBatch, batchFault: null));
    }

    private static HttpResponseMessage Disturb(FaultKind kind, ulong key, Func<byte[]> answer)
    {
        switch (kind)
        {
            case FaultKind.DroppedConnection:
                throw new HttpRequestException("Connection reset by the script.");
            case FaultKind.TimeOut:
                // What a client's own time limit looks like from inside.
                throw new OperationCanceledException("No answer, by the script.");
            case FaultKind.RateLimit:
                HttpResponseMessage refusal = Reply(HttpStatusCode.TooManyRequests, "slow down"u8.ToArray());
                refusal.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(1 + (key % 20)));
                return refusal;
            case FaultKind.ServerError:
                return Reply(
                    key % 2 == 0 ? HttpStatusCode.BadGateway : HttpStatusCode.ServiceUnavailable,
                    "<html>Bad gateway</html>"u8.ToArray()
                );
            case FaultKind.MalformedJson:
                byte[] text = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(answer()).Replace("\"result\"", "result"));
                return Reply(HttpStatusCode.OK, text);
            case FaultKind.TruncatedBody:
                byte[] whole = answer();
                byte[] half = whole[..(int)(key % (ulong)whole.Length)];
                return key % 2 == 0 ? Reply(HttpStatusCode.OK, half) : Broken(half);
            default:
                return Reply(HttpStatusCode.OK, answer());
        }
    }

    private byte[] Answer(List<JsonElement> calls, bool isBatch, FaultKind? batchFault)
    {
        List<byte[]> replies = [.. calls.Select(Answer)];
        if (batchFault == FaultKind.ShuffledBatch)
        {
            replies.Reverse();
        }
        else if (batchFault == FaultKind.MissingReply)
        {
            replies.RemoveAt(replies.Count / 2);
        }

        return isBatch
            ?
            [
                (byte)'[',
                .. replies.SelectMany((reply, index) => index == 0 ? reply : [(byte)',', .. reply]),
                (byte)']',
            ]
            : replies[0];
    }

    private byte[] Answer(JsonElement call)
    {
        string method = call.GetProperty("method").GetString()!;
        JsonElement parameters = call.GetProperty("params");
        ulong key = KeyOf([call]) ^ 1;
        FaultRule? rule = ChooseRule(key, tally.Ask(key), method, parameters);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("jsonrpc", "2.0");
            json.WritePropertyName("id");
            call.GetProperty("id").WriteTo(json);
            try
            {
                byte[] result = Result(method, parameters, rule?.Kind, key);
                json.WritePropertyName("result");
                json.WriteRawValue(result);
            }
            catch (NodeErrorException error)
            {
                json.WriteStartObject("error");
                json.WriteNumber("code", error.Code);
                json.WriteString("message", error.Message);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private byte[] Result(string method, JsonElement parameters, FaultKind? fault, ulong key)
    {
        ChainStage stage = timeline.CountAnswer();
        long lag = fault == FaultKind.LaggingHead ? 1 + (long)(Words.Mix(key) % LagMax) : 0;
        var view = new NodeView(stage, Math.Max(0, stage.Head.Number - lag));
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            WriteResult(json, method, parameters, view, fault, key);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void WriteResult(
        Utf8JsonWriter json,
        string method,
        JsonElement parameters,
        NodeView view,
        FaultKind? fault,
        ulong key
    )
    {
        if (method == "eth_getLogs")
        {
            List<PlacedLog> logs = node.LogsOf(parameters[0], view);
            BlockJson.WriteLogs(json, Touches(fault, key, logs, null) ? new Lies(fault!.Value, key).Bend(logs) : logs);
            return;
        }

        ScriptedBlock? block = node.BlockOf(method, parameters, view);
        bool isHeader = method is "eth_getBlockByNumber" or "eth_getBlockByHash";
        if (!isHeader && method != "eth_getBlockReceipts")
        {
            Touches(fault, key, [], null);
            node.WriteResult(json, method, parameters, view);
            return;
        }

        if (fault == FaultKind.LaggingHead)
        {
            CountLag(node.BlockOf(method, parameters, view with { Head = view.Stage.Head.Number }), block, key);
            fault = null;
        }

        if (block is null)
        {
            json.WriteNullValue();
        }
        else if (Touches(fault, key, PlacedLog.In(block), block))
        {
            WriteLie(json, isHeader, block, view, new Lies(fault!.Value, key), fault.Value);
        }
        else if (isHeader)
        {
            BlockJson.WriteBlock(json, block.HeaderFields(), block);
        }
        else
        {
            BlockJson.WriteReceipts(json, block, Honest(block));
        }
    }

    private static void WriteLie(
        Utf8JsonWriter json,
        bool isHeader,
        ScriptedBlock block,
        NodeView view,
        Lies lies,
        FaultKind fault
    )
    {
        if (fault == FaultKind.MissingBlock)
        {
            json.WriteNullValue();
        }
        else if (!isHeader)
        {
            lies.WriteReceipts(json, block);
        }
        else if (fault == FaultKind.WrongBlock)
        {
            ScriptedBlock other = view.Stage.Blocks[(int)Math.Min(block.Number - 1, view.Head)];
            BlockJson.WriteBlock(json, other.HeaderFields(), other);
        }
        else
        {
            lies.WriteHeader(json, block);
        }
    }

    private void CountLag(ScriptedBlock? truth, ScriptedBlock? told, ulong key)
    {
        if (truth?.Hash != told?.Hash)
        {
            tally.Inject(FaultKind.LaggingHead, key);
        }
    }

    /// <summary>Whether the fault changes this answer; if so it is counted, and an error is thrown where it is one.
    /// </summary>
    private bool Touches(FaultKind? fault, ulong key, IReadOnlyList<PlacedLog> logs, ScriptedBlock? block)
    {
        if (fault is not { } kind || !Lies.CanTouch(kind, logs, block))
        {
            return false;
        }

        tally.Inject(kind, key);
        return kind switch
        {
            FaultKind.NodeError => throw new NodeErrorException(-32603, "internal trouble, by the script"),
            FaultKind.PrunedHistory => throw new NodeErrorException(4444, "pruned history unavailable, by the script"),
            FaultKind.TooLarge => throw new NodeErrorException(-32005, "response is too large, by the script"),
            _ => true,
        };
    }

    private static IEnumerable<(int, ScriptedReceipt, IReadOnlyList<PlacedLog>)> Honest(ScriptedBlock block)
    {
        ILookup<int, PlacedLog> logs = PlacedLog.In(block).ToLookup(log => log.TransactionIndex);
        return block.Receipts.Select((receipt, index) => (index, receipt, (IReadOnlyList<PlacedLog>)[.. logs[index]]));
    }

    private FaultKind? Choose(ulong key, int askedCount, List<JsonElement> calls, Func<FaultRule, bool> isEligible) =>
        IsHealed
            ? null
            : rules.Where(isEligible).FirstOrDefault(rule => rule.Strikes(key, askedCount, calls.Any(IsPoll)))?.Kind;

    private FaultRule? ChooseRule(ulong key, int askedCount, string method, JsonElement parameters) =>
        IsHealed
            ? null
            : rules
                .Where(rule => !rule.Kind.IsOfRequest())
                .Where(rule => rule.Kind.Methods() is var methods && (methods.Count == 0 || methods.Contains(method)))
                .FirstOrDefault(rule => rule.Strikes(key, askedCount, IsPoll(method, parameters)));

    /// <summary>Asks for what changes with time.</summary>
    private static bool IsPoll(JsonElement call) =>
        IsPoll(call.GetProperty("method").GetString()!, call.GetProperty("params"));

    private static bool IsPoll(string method, JsonElement parameters) =>
        method == "eth_blockNumber"
        || (
            method == "eth_getBlockByNumber"
            && parameters[0].GetString() is "latest" or "finalized" or "safe" or "pending"
        );

    private static ulong KeyOf(List<JsonElement> calls)
    {
        ulong key = (ulong)calls.Count;
        foreach (JsonElement call in calls)
        {
            string text = call.GetProperty("method").GetString() + call.GetProperty("params").GetRawText();
            key = Words.Mix(key ^ Words.Hash(text));
        }

        return key;
    }

    private static HttpResponseMessage Reply(HttpStatusCode status, byte[] body) =>
        new(status) { Content = new ByteArrayContent(body) };

    private static HttpResponseMessage Broken(byte[] half) =>
        new(HttpStatusCode.OK) { Content = new StreamContent(new BrokenStream(half)) };
}
