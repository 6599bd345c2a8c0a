using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Souk.Indexer.Decoding;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Sync;

/// <summary>A chain in memory that answers JSON-RPC on a loopback port.</summary>
internal sealed class ScriptedChain : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly List<Block> _blocks = [];
    private readonly Dictionary<(Address Contract, string Selector), SortedList<int, byte[]>> _answers = [];

    public ScriptedChain(int chainId)
    {
        ChainId = chainId;
        int port = FreePort();
        Endpoint = new Uri($"http://127.0.0.1:{port}/");
        _listener.Prefixes.Add(Endpoint.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    public int ChainId { get; set; }

    /// <summary>From one block to the next.</summary>
    public int SecondsPerBlock { get; init; } = 12;

    public Uri Endpoint { get; }

    /// <summary>Widest range of logs that is answered; wider ones are "too large".</summary>
    public long LogRangeMax { get; set; } = long.MaxValue;

    /// <summary>Most logs in a reply; more are "too large".</summary>
    public int LogsMax { get; set; } = int.MaxValue;

    /// <summary>Called with the filter of each call for logs.</summary>
    public Action<JsonNode> OnFilter { get; set; } = _ => { };

    /// <summary>Requests that still fail with status 503.</summary>
    public int FailuresLeft { get; set; }

    /// <summary>What the tag `finalized` names; null for a chain that does not know it.</summary>
    public int? FinalizedBlock { get; set; }

    /// <summary>What the tag `finalized` is answered with instead: JSON null, or an error of code -32000; null for neither.
    /// </summary>
    public string? FinalizedReply { get; set; }

    /// <summary>Below it states are dropped, and answered as if nobody had anything.</summary>
    public int OldestState { get; set; }

    /// <summary>The blocks that made contracts; others are there from the first one on.</summary>
    public Dictionary<Address, int> CreatedAt { get; } = [];

    /// <summary>Who sends a transaction in each block; nobody by default.</summary>
    public Address? Sender { get; set; }

    /// <summary>Called with each method that is asked.</summary>
    public Action<string> OnCall { get; set; } = _ => { };

    public int BlockCount => _blocks.Count;

    /// <param name="salt">Another salt makes another block, and others above it.</param>
    public void Mine(string salt, params ScriptedLog[] logs)
    {
        Hash32 parent = _blocks.Count == 0 ? default : _blocks[^1].Hash;
        var hash = Hash32.FromBytes(Keccak256.Hash($"{parent}/{_blocks.Count}/{salt}"));
        _blocks.Add(new Block(hash, parent, logs));
    }

    /// <summary>Answers from now on as if a block had no log.</summary>
    public void ForgetLogs(int number) => _blocks[number] = _blocks[number] with { Logs = [] };

    /// <summary>Answers from now on with a block that is built on no other.</summary>
    public void Unlink(int number) => _blocks[number] = _blocks[number] with { Parent = default };

    /// <summary>Forgets the newest blocks.</summary>
    public void RollBack(int count) => _blocks.RemoveRange(_blocks.Count - count, count);

    /// <param name="fromBlock">The first block after which the contract says so.</param>
    public void Answer(Address contract, string function, byte[] result, int fromBlock = 0)
    {
        (Address, string) key = (contract, Hex.From(FunctionSignature.Parse(function).Selector));
        if (!_answers.TryGetValue(key, out SortedList<int, byte[]>? answers))
        {
            _answers.Add(key, answers = []);
        }

        answers[fromBlock] = result;
    }

    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            await ReplyAsync(context);
        }
    }

    private async Task ReplyAsync(HttpListenerContext context)
    {
        if (FailuresLeft > 0)
        {
            FailuresLeft--;
            context.Response.StatusCode = 503;
            context.Response.Close();
            return;
        }

        JsonNode request = (await JsonNode.ParseAsync(context.Request.InputStream))!;
        JsonNode reply = request is JsonArray batch
            ? new JsonArray([.. batch.Select(call => Reply(call!))])
            : Reply(request);
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(reply);
        context.Response.ContentType = "application/json";
        // Chunks would each wait for an acknowledgement.
        context.Response.ContentLength64 = body.Length;
        await context.Response.OutputStream.WriteAsync(body);
        context.Response.Close();
    }

    private JsonNode Reply(JsonNode call)
    {
        string method = call["method"]!.GetValue<string>();
        OnCall(method);
        var reply = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = call["id"]!.DeepClone() };
        try
        {
            reply["result"] = Result(method, call["params"]!.AsArray());
        }
        catch (InvalidOperationException exception)
        {
            reply["error"] = new JsonObject { ["code"] = -32602, ["message"] = exception.Message };
        }
        catch (KeyNotFoundException exception)
        {
            reply["error"] = new JsonObject { ["code"] = -32000, ["message"] = exception.Message };
        }

        return reply;
    }

    private JsonNode? Result(string method, JsonArray parameters) =>
        method switch
        {
            "eth_chainId" => Hex.Quantity(ChainId),
            "eth_getBlockByNumber"
                when FinalizedReply is { } told && parameters[0]!.GetValue<string>() == "finalized" => told == "null"
                ? null
                : throw new KeyNotFoundException(told),
            "eth_getBlockByNumber" => BlockJson(Number(parameters[0]!)),
            "eth_getLogs" => LogsJson(parameters[0]!),
            "eth_getCode" => HasCode(Address.Parse(parameters[0]!.GetValue<string>()), Number(parameters[1]!))
                ? "0x60"
                : "0x",
            "eth_getTransactionCount" or "eth_getBalance" => Number(parameters[1]!) >= OldestState ? "0x1" : "0x0",
            "eth_call" => CallJson(parameters[0]!, Number(parameters[1]!)),
            _ => throw new InvalidOperationException($"unknown method {method}"),
        };

    private int Number(JsonNode text)
    {
        int number = text.GetValue<string>() switch
        {
            "latest" => _blocks.Count - 1,
            "finalized" => FinalizedBlock ?? throw new InvalidOperationException("unknown tag"),
            string hex => (int)Hex.ToLong(hex),
        };
        return number < _blocks.Count ? number : throw new InvalidOperationException("BlockOutOfRangeError");
    }

    private bool HasCode(Address contract, int block) =>
        block >= OldestState && block >= CreatedAt.GetValueOrDefault(contract);

    private JsonObject BlockJson(int number) =>
        new()
        {
            ["number"] = Hex.Quantity(number),
            ["hash"] = _blocks[number].Hash.ToString(),
            ["parentHash"] = _blocks[number].Parent.ToString(),
            ["timestamp"] = Hex.Quantity(1_700_000_000L + ((long)SecondsPerBlock * number)),
            ["transactions"] = Sender is null ? [] : new JsonArray(new JsonObject { ["from"] = Sender.ToString() }),
        };

    private JsonArray LogsJson(JsonNode filter)
    {
        OnFilter(filter);
        (int from, int to) = RangeOf(filter);
        if (to - from + 1 > LogRangeMax)
        {
            throw new InvalidOperationException($"block range is too large: limited to {LogRangeMax}");
        }

        HashSet<string> addresses = [.. filter["address"]!.AsArray().Select(item => item!.GetValue<string>())];
        HashSet<string>? topics = filter["topics"]?[0]?.AsArray().Select(item => item!.GetValue<string>()).ToHashSet();
        var found = new JsonArray();
        for (int number = from; number <= to; number++)
        {
            for (int index = 0; index < _blocks[number].Logs.Length; index++)
            {
                ScriptedLog log = _blocks[number].Logs[index];
                if (
                    addresses.Contains(log.Contract.ToString())
                    && (topics is null || (log.Topics.Length > 0 && topics.Contains(log.Topics[0].ToString())))
                )
                {
                    found.Add(LogJson(number, index));
                }
            }
        }

        return found.Count <= LogsMax
            ? found
            : throw new InvalidOperationException($"query returned more than {LogsMax} results");
    }

    private (int From, int To) RangeOf(JsonNode filter)
    {
        if (filter["blockHash"] is not { } hash)
        {
            return (Number(filter["fromBlock"]!), Number(filter["toBlock"]!));
        }

        int number = _blocks.FindIndex(block => block.Hash.ToString() == hash.GetValue<string>());
        return number >= 0 ? (number, number) : throw new InvalidOperationException("unknown block");
    }

    private JsonObject LogJson(int number, int index)
    {
        ScriptedLog log = _blocks[number].Logs[index];
        return new JsonObject
        {
            ["address"] = log.Contract.ToString(),
            ["topics"] = new JsonArray([.. log.Topics.Select(topic => JsonValue.Create(topic.ToString()))]),
            ["data"] = Hex.From(log.Data),
            ["blockNumber"] = Hex.Quantity(number),
            ["blockHash"] = _blocks[number].Hash.ToString(),
            ["transactionHash"] = Hash32.FromBytes(Keccak256.Hash($"tx {number} {index}")).ToString(),
            ["transactionIndex"] = Hex.Quantity(index),
            ["logIndex"] = Hex.Quantity(index),
        };
    }

    private string CallJson(JsonNode call, int block)
    {
        Address contract = Address.Parse(call["to"]!.GetValue<string>());
        return
            _answers.TryGetValue((contract, call["data"]!.GetValue<string>()), out SortedList<int, byte[]>? answers)
            && answers.LastOrDefault(answer => answer.Key <= block).Value is { } known
            ? Hex.From(known)
            : throw new InvalidOperationException("execution reverted");
    }

    private sealed record Block(Hash32 Hash, Hash32 Parent, ScriptedLog[] Logs);
}

internal sealed record ScriptedLog(Address Contract, Hash32[] Topics, byte[] Data)
{
    /// <summary>A log as the event's contract would write it; only addresses may be indexed.</summary>
    public static ScriptedLog Of(Address contract, string signature, params object[] values)
    {
        EventSignature parsed = EventSignature.Parse(signature);
        List<Hash32> topics = [parsed.Topic0];
        List<AbiType> types = [];
        List<object> data = [];
        for (int index = 0; index < values.Length; index++)
        {
            AbiParameter parameter = parsed.Parameters[index];
            if (parameter.IsIndexed)
            {
                topics.Add(Hash32.FromBytes(AbiEncoder.Encode([parameter.Type], [values[index]])));
            }
            else
            {
                types.Add(parameter.Type);
                data.Add(values[index]);
            }
        }

        return new ScriptedLog(contract, [.. topics], AbiEncoder.Encode(types, data));
    }
}
