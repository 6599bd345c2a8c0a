using System.Text.Json;
using System.Text.Json.Nodes;
using Souk.Indexer.Rpc;
using Souk.Indexer.Substrate;
using Souk.Indexer.Tests.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Substrate;

/// <summary>Stands for a Substrate node: answers JSON-RPC from blocks that a test wrote. No real node runs here.</summary>
internal sealed class SubstrateNode : IDisposable
{
    private readonly List<Block> _blocks = [];
    private readonly Dictionary<uint, string> _metadata = [];
    private readonly ScriptedEndpoint _endpoint;

    public SubstrateNode()
    {
        _endpoint = new ScriptedEndpoint(Answer);
        Add(events: null, seconds: 0, version: 0);
    }

    public Uri Url => _endpoint.At();

    public string Genesis => _blocks[0].Hash.ToString();

    /// <summary>Last finalized block; null for the last of all.</summary>
    public long? Finalized { get; set; }

    /// <summary>What goes wrong: given method and block, another result, or null to answer truly.</summary>
    public Func<string, long, JsonNode?> Fault { get; set; } = (_, _) => null;

    /// <summary>Values of other storage keys, by block and key.</summary>
    public Dictionary<(int Block, string Key), string> Storage { get; } = [];

    /// <summary>Calls by method.</summary>
    public Dictionary<string, int> Calls { get; } = [];

    public void AddRuntime(uint version, byte[] metadata) => _metadata[version] = Hex.From(metadata);

    /// <param name="version">Of the runtime that makes the next block.</param>
    public void Add(byte[]? events, long seconds, uint version)
    {
        Hash32 parent = _blocks.Count == 0 ? default : _blocks[^1].Hash;
        var json = new JsonObject
        {
            ["parentHash"] = parent.ToString(),
            ["number"] = $"0x{_blocks.Count:x}",
            ["stateRoot"] = $"0x{seconds:x64}",
            ["extrinsicsRoot"] = $"0x{version:x64}",
            ["digest"] = new JsonObject { ["logs"] = new JsonArray("0x0661757261200102030405060708") },
        };
        Hash32 hash = SubstrateHeader.Read(JsonSerializer.SerializeToElement(json)).Hash;
        byte[] time = BitConverter.GetBytes((ulong)seconds * 1000 + 7);
        _blocks.Add(new Block(hash, json, events is null ? null : Hex.From(events), Hex.From(time), version));
    }

    /// <summary>The runtime that makes the block after a block.</summary>
    public void SetVersion(int block, uint version) => _blocks[block] = _blocks[block] with { Version = version };

    public void Dispose() => _endpoint.Dispose();

    private string Answer(string body)
    {
        JsonNode request = JsonNode.Parse(body)!;
        lock (_blocks)
        {
            JsonNode reply = request is JsonArray batch
                ? new JsonArray([.. batch.Select(call => Answer(call!))])
                : Answer(request);
            return ScriptedEndpoint.Reply(reply.ToJsonString());
        }
    }

    private JsonObject Answer(JsonNode call)
    {
        string method = call["method"]!.GetValue<string>();
        Calls[method] = Calls.GetValueOrDefault(method) + 1;
        JsonNode?[] parameters = [.. call["params"]!.AsArray()];
        int number = BlockOf(method, parameters);
        JsonNode? result = Fault(method, number) ?? (number < 0 ? null : Truth(method, parameters, number));
        return new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = call["id"]!.DeepClone(),
            ["result"] = result?.DeepClone(),
        };
    }

    private int BlockOf(string method, JsonNode?[] parameters) =>
        method switch
        {
            "chain_getBlockHash" => (int)parameters[0]!.GetValue<long>(),
            "chain_getFinalizedHead" => (int)(Finalized ?? _blocks.Count - 1),
            _ => _blocks.FindIndex(block => block.Hash.ToString() == parameters[^1]!.GetValue<string>()),
        };

    private JsonNode? Truth(string method, JsonNode?[] parameters, int number) =>
        method switch
        {
            "chain_getBlockHash" or "chain_getFinalizedHead" => number < _blocks.Count
                ? JsonValue.Create(_blocks[number].Hash.ToString())
                : null,
            "chain_getHeader" => _blocks[number].Header,
            "state_getRuntimeVersion" => new JsonObject { ["specVersion"] = _blocks[number].Version },
            "state_getMetadata" => JsonValue.Create(_metadata[_blocks[number].Version]),
            "state_getKeysPaged" => new JsonArray([
                .. Storage
                    .Keys.Where(entry => entry.Block == number)
                    .Select(entry => entry.Key)
                    .Where(key => key.StartsWith(parameters[0]!.GetValue<string>(), StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal)
                    .SkipWhile(key => string.CompareOrdinal(key, parameters[2]?.GetValue<string>()) <= 0)
                    .Take(parameters[1]!.GetValue<int>())
                    .Select(key => JsonValue.Create(key)),
            ]),
            "state_getStorage" => parameters[0]!.GetValue<string>() == SubstrateClient.EventsKey
                ? _blocks[number].Events
            : parameters[0]!.GetValue<string>() == SubstrateClient.TimeKey ? _blocks[number].Time
            : Storage.TryGetValue((number, parameters[0]!.GetValue<string>()), out string? value)
                ? JsonValue.Create(value)
            : null,
            _ => throw new InvalidOperationException(method),
        };

    private sealed record Block(Hash32 Hash, JsonObject Header, string? Events, string Time, uint Version);
}
