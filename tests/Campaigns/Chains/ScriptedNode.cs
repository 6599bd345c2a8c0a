using System.Text.Json;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Campaigns.Chains;

/// <summary>How a node serves what it has.</summary>
/// <param name="ServesFinalized">Knows the tag "finalized".</param>
/// <param name="KeepsOrphans">Still serves replaced blocks by their hash, as geth does, and words failed calls as geth
/// does; otherwise as anvil.</param>
/// <param name="LogBlocksMax">Widest range of eth_getLogs.</param>
internal sealed record NodeHabits(bool ServesFinalized, bool KeepsOrphans, int LogBlocksMax);

/// <summary>An error reply of JSON-RPC.</summary>
internal sealed class NodeErrorException(int code, string message) : Exception(message)
{
    public int Code { get; } = code;
}

/// <summary>What a node sees at one moment.</summary>
/// <param name="Head">At most the stage's head; lower for a node that lags.</param>
internal sealed record NodeView(ChainStage Stage, long Head)
{
    public ScriptedBlock? At(long number) => number >= 0 && number <= Head ? Stage.Blocks[(int)number] : null;
}

/// <summary>Answers calls truly, from a view of a chain.</summary>
internal sealed class ScriptedNode(ScriptedChain chain, NodeHabits habits, ContractAnswers contracts)
{
    private const int InvalidParameters = -32602;
    private const int MethodNotFound = -32601;
    private const int ExecutionReverted = 3;
    private const int InternalError = -32603;

    /// <summary>The block that a call is about; null for none, or for a call about no block.</summary>
    public ScriptedBlock? BlockOf(string method, JsonElement parameters, NodeView view) =>
        method is "eth_getBlockByNumber" or "eth_getBlockByHash" or "eth_getBlockReceipts"
            ? FindBlock(parameters[0], view)
            : null;

    /// <summary>The logs that a filter selects.</summary>
    /// <exception cref="NodeErrorException">A range that is beyond the head, too wide, or an unknown block.</exception>
    public List<PlacedLog> LogsOf(JsonElement filter, NodeView view)
    {
        IEnumerable<ScriptedBlock> blocks;
        if (filter.TryGetProperty("blockHash", out JsonElement hash))
        {
            blocks = [FindBlock(hash, view) ?? throw new NodeErrorException(-32000, "unknown block: missing header")];
        }
        else
        {
            long from = Number(filter, "fromBlock", view);
            long to = Number(filter, "toBlock", view);
            if (to > view.Head || from > to)
            {
                throw new NodeErrorException(InvalidParameters, "block range extends beyond current head block");
            }

            if (to - from + 1 > habits.LogBlocksMax)
            {
                throw new NodeErrorException(-32005, $"query block range is limited to {habits.LogBlocksMax} blocks");
            }

            blocks = view.Stage.Blocks.Skip((int)from).Take((int)(to - from + 1));
        }

        return [.. blocks.SelectMany(PlacedLog.In).Where(log => LogFilter.Selects(filter, log.Log))];
    }

    /// <summary>Writes the result of any other call.</summary>
    /// <exception cref="NodeErrorException">An unknown method, or a call that reverts.</exception>
    public void WriteResult(Utf8JsonWriter json, string method, JsonElement parameters, NodeView view)
    {
        switch (method)
        {
            case "eth_chainId":
                json.WriteStringValue(Hex.Quantity(chain.ChainId));
                break;
            case "net_version":
                json.WriteStringValue($"{chain.ChainId}");
                break;
            case "web3_clientVersion":
                json.WriteStringValue("scripted/1");
                break;
            case "eth_syncing":
                json.WriteBooleanValue(false);
                break;
            case "eth_blockNumber":
                json.WriteStringValue(Hex.Quantity(view.Head));
                break;
            case "eth_getCode":
                json.WriteStringValue(
                    contracts.HasCode(Address.Parse(parameters[0].GetString()!), view) ? "0x60" : "0x"
                );
                break;
            case "eth_call":
                byte[] answer =
                    contracts.Call(parameters[0])
                    ?? throw (
                        habits.KeepsOrphans
                            ? new NodeErrorException(ExecutionReverted, "execution reverted")
                            : new NodeErrorException(InternalError, "EVM error InvalidOperandOOG")
                    );
                json.WriteStringValue(Hex.From(answer));
                break;
            default:
                throw new NodeErrorException(MethodNotFound, $"the method {method} does not exist");
        }
    }

    private ScriptedBlock? FindBlock(JsonElement name, NodeView view)
    {
        JsonElement text =
            name.ValueKind != JsonValueKind.Object ? name
            : name.TryGetProperty("blockHash", out JsonElement byHash) ? byHash
            : name.GetProperty("blockNumber");
        string word = text.GetString()!;
        if (word.Length == 2 + (2 * Hash32.ByteCount))
        {
            ScriptedBlock? block = chain.Find(Hash32.Parse(word));
            return block is not null && view.Stage.Holds(block) ? view.At(block.Number)
                : block is not null && habits.KeepsOrphans && IsPast(block, view) ? block
                : null;
        }

        return view.At(Number(word, view));
    }

    /// <summary>Whether the block was canonical before the view's stage.</summary>
    private bool IsPast(ScriptedBlock block, NodeView view) =>
        chain.Stages.TakeWhile(stage => stage != view.Stage).Any(stage => stage.Holds(block));

    private long Number(JsonElement filter, string field, NodeView view) =>
        filter.TryGetProperty(field, out JsonElement value) ? Number(value.GetString()!, view) : view.Head;

    private long Number(string word, NodeView view) =>
        word switch
        {
            "latest" or "pending" => view.Head,
            "earliest" => 0,
            "finalized" or "safe" when habits.ServesFinalized => Math.Min(view.Head, view.Stage.Finalized),
            "finalized" or "safe" => throw new NodeErrorException(InvalidParameters, $"unknown block tag {word}"),
            _ => Hex.ToLong(word),
        };
}

/// <summary>What the contracts of a chain answer when they are called.</summary>
/// <param name="HasCode">Whether a contract exists in a view.</param>
/// <param name="Call">The answer to a call object; null if it reverts.</param>
internal sealed record ContractAnswers(Func<Address, NodeView, bool> HasCode, Func<JsonElement, byte[]?> Call);
