using System.Globalization;
using System.Text.Json.Nodes;
using Souk.Indexer.Tests.Rpc;

namespace Souk.Indexer.Tests.Cosmos;

/// <summary>Stands for a CometBFT node: answers its RPC from blocks that were encoded beforehand. No real node runs here.
/// </summary>
internal sealed class CosmosNode : IDisposable
{
    /// <summary>Most headers in one answer of a real node, too.</summary>
    private const int HeadersMax = 20;

    private readonly CosmjsChain _chain;
    private readonly ScriptedEndpoint _endpoint;

    public CosmosNode(CosmjsChain chain)
    {
        _chain = chain;
        Version = chain.Version;
        Network = chain.Network;
        Earliest = chain.First;
        _endpoint = new ScriptedEndpoint(Answer);
    }

    public Uri Url => _endpoint.At();

    public string Version { get; set; }

    public string Network { get; set; }

    /// <summary>The first block that it has not pruned.</summary>
    public long Earliest { get; set; }

    /// <summary>The last block that it has; null for the last of all.</summary>
    public long? Latest { get; set; }

    /// <summary>What goes wrong: changes what a method answers of a block.</summary>
    public Action<string, long, JsonNode> Fault { get; set; } = (_, _, _) => { };

    public void Dispose() => _endpoint.Dispose();

    private long Last => Latest ?? _chain.First + _chain.Blocks.Count - 1;

    private string Answer(string body)
    {
        JsonNode request = JsonNode.Parse(body)!;
        lock (_chain)
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
        long[] heights =
        [
            .. call["params"]!
                .AsArray()
                .Select(text => long.Parse(text!.GetValue<string>(), CultureInfo.InvariantCulture)),
        ];
        var reply = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = call["id"]!.DeepClone() };
        if (method is "block" or "block_results" && (heights[0] < Earliest || heights[0] > Last))
        {
            reply["error"] = new JsonObject
            {
                ["code"] = -32603,
                ["message"] = "Internal error",
                ["data"] =
                    heights[0] < Earliest
                        ? $"height {heights[0]} is not available, lowest height is {Earliest}"
                        : $"height {heights[0]} must be less than or equal to the current blockchain height {Last}",
            };
            return reply;
        }

        JsonNode result = method switch
        {
            "status" => Status(),
            "blockchain" => Headers(heights[0], heights[1]),
            "block" => BlockOf(heights[0])["block"]!.DeepClone(),
            "block_results" => BlockOf(heights[0])["results"]!.DeepClone(),
            _ => throw new InvalidOperationException(method),
        };
        Fault(method, heights.FirstOrDefault(), result);
        reply["result"] = result;
        return reply;
    }

    private JsonObject Status() =>
        new()
        {
            ["node_info"] = new JsonObject { ["network"] = Network, ["version"] = Version },
            ["sync_info"] = new JsonObject
            {
                ["latest_block_height"] = Last.ToString(CultureInfo.InvariantCulture),
                ["earliest_block_height"] = Earliest.ToString(CultureInfo.InvariantCulture),
                ["catching_up"] = false,
            },
        };

    /// <summary>Newest first, and only what there is.</summary>
    private JsonObject Headers(long from, long to)
    {
        var metas = new JsonArray();
        long top = Math.Min(to, Last);
        for (long height = top; height >= Math.Max(from, Earliest) && top - height < HeadersMax; height--)
        {
            metas.Add(BlockOf(height)["meta"]!.DeepClone());
        }

        return new JsonObject
        {
            ["last_height"] = Last.ToString(CultureInfo.InvariantCulture),
            ["block_metas"] = metas,
        };
    }

    private JsonNode BlockOf(long height) => _chain.Blocks[(int)(height - _chain.First)];
}
