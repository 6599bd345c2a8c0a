using System.Text.Json;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Campaigns.Chains;

/// <summary>Writes blocks, receipts and logs as the execution API does.</summary>
internal static class BlockJson
{
    public static void WriteBlock(
        Utf8JsonWriter json,
        IEnumerable<(string Name, string Hex)> fields,
        ScriptedBlock block
    )
    {
        json.WriteStartObject();
        foreach ((string name, string hex) in fields)
        {
            json.WriteString(name, hex);
        }

        json.WriteString("size", "0x400");
        json.WriteStartArray("uncles");
        json.WriteEndArray();
        json.WriteStartArray("transactions");
        foreach (ScriptedReceipt receipt in block.Receipts)
        {
            json.WriteStringValue(receipt.TransactionHash.ToString());
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteReceipts(
        Utf8JsonWriter json,
        ScriptedBlock block,
        IEnumerable<(int Index, ScriptedReceipt Receipt, IReadOnlyList<PlacedLog> Logs)> receipts
    )
    {
        json.WriteStartArray();
        foreach ((int index, ScriptedReceipt receipt, IReadOnlyList<PlacedLog> logs) in receipts)
        {
            json.WriteStartObject();
            json.WriteString("type", Hex.Quantity(receipt.Type));
            json.WriteString("status", receipt.HasSucceeded ? "0x1" : "0x0");
            json.WriteString("cumulativeGasUsed", Hex.Quantity(receipt.GasTotal));
            json.WriteString("gasUsed", Hex.Quantity(receipt.GasUsed));
            json.WriteString("effectiveGasPrice", "0x7");
            json.WriteString("logsBloom", Hex.From(receipt.LogsBloom));
            json.WriteString("transactionHash", receipt.TransactionHash.ToString());
            json.WriteString("transactionIndex", Hex.Quantity(index));
            json.WriteString("blockHash", block.Hash.ToString());
            json.WriteString("blockNumber", Hex.Quantity(block.Number));
            json.WriteString("from", default(Address).ToString());
            json.WriteString("to", default(Address).ToString());
            json.WriteNull("contractAddress");
            json.WritePropertyName("logs");
            WriteLogs(json, logs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteLogs(Utf8JsonWriter json, IEnumerable<PlacedLog> logs)
    {
        json.WriteStartArray();
        foreach (PlacedLog log in logs)
        {
            json.WriteStartObject();
            json.WriteString("address", log.Log.Contract.ToString());
            json.WriteStartArray("topics");
            foreach (Hash32 topic in log.Log.Topics)
            {
                json.WriteStringValue(topic.ToString());
            }

            json.WriteEndArray();
            json.WriteString("data", Hex.From(log.Log.Data));
            json.WriteString("blockNumber", Hex.Quantity(log.Block.Number));
            json.WriteString("blockHash", log.Block.Hash.ToString());
            json.WriteString("transactionHash", log.TransactionHash.ToString());
            json.WriteString("transactionIndex", Hex.Quantity(log.TransactionIndex));
            json.WriteString("logIndex", Hex.Quantity(log.LogIndex));
            json.WriteBoolean("removed", false);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

/// <summary>A log with its place on the chain.</summary>
internal sealed record PlacedLog(
    ScriptedBlock Block,
    int TransactionIndex,
    Hash32 TransactionHash,
    int LogIndex,
    ScriptedLog Log
)
{
    /// <summary>All logs of a block in order.</summary>
    public static List<PlacedLog> In(ScriptedBlock block)
    {
        List<PlacedLog> placed = [];
        for (int index = 0; index < block.Receipts.Count; index++)
        {
            ScriptedReceipt receipt = block.Receipts[index];
            placed.AddRange(
                receipt
                    .Logs.Select(
                        (log, offset) =>
                            new PlacedLog(block, index, receipt.TransactionHash, placed.Count + offset, log)
                    )
                    .ToList()
            );
        }

        return placed;
    }
}
