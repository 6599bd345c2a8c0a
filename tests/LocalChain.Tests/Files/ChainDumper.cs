using System.Globalization;
using System.Text.Json;
using Souk.DuckDb;
using Souk.LocalChain.Hosting;

namespace Souk.LocalChain.Tests.Files;

/// <summary>Writes what a node answers in the shapes that dump tools give it.</summary>
internal sealed class ChainDumper(string folder)
{
    private JsonElement[] _logs = [];
    private JsonElement[] _blocks = [];

    public int LogCount => _logs.Length;

    public long CountBlocksWithLogs(long from) =>
        _logs.Select(log => Number(log, "blockNumber")).Where(block => block >= from).Distinct().Count();

    public async Task ReadAsync(AnvilHost host)
    {
        var all = new { fromBlock = "0x0", toBlock = "latest" };
        JsonElement logs = await host.Rpc.CallAsync("eth_getLogs", CancellationToken.None, all);
        _logs = [.. logs.EnumerateArray()];
        JsonElement head = await host.Rpc.CallAsync("eth_blockNumber", CancellationToken.None);
        List<JsonElement> blocks = [];
        for (long block = 0; block <= Number(head); block++)
        {
            blocks.Add(await host.Rpc.CallAsync("eth_getBlockByNumber", CancellationToken.None, $"0x{block:x}", false));
        }

        _blocks = [.. blocks];
    }

    public string CryoLogs(int? from = null, int? to = null) =>
        Write(
            "cryo_logs.csv",
            _logs
                .Where(log =>
                    Number(log, "blockNumber") >= (from ?? 0) && Number(log, "blockNumber") <= (to ?? long.MaxValue)
                )
                .Select(log =>
                    $"{Number(log, "blockNumber")},{Number(log, "transactionIndex")},{Number(log, "logIndex")},{Text(log, "transactionHash")},{Text(log, "address")},{string.Join(',', Enumerable.Range(0, 4).Select(index => TopicOf(log, index)))},{Text(log, "data")},31337"
                )
                .Prepend(
                    "block_number,transaction_index,log_index,transaction_hash,address,topic0,topic1,topic2,topic3,data,chain_id"
                )
        );

    public string CryoBlocks() =>
        Write(
            "cryo_blocks.csv",
            _blocks
                .Select(block => $"{Text(block, "hash")},{Number(block, "number")},{Number(block, "timestamp")}")
                .Prepend("block_hash,block_number,timestamp")
        );

    public string EtlLogs() =>
        Write(
            "etl_logs.csv",
            _logs
                .Select(log =>
                    $"{Number(log, "logIndex")},{Text(log, "transactionHash")},{Number(log, "transactionIndex")},{Text(log, "blockHash")},{Number(log, "blockNumber")},{Text(log, "address")},{Text(log, "data")},\"{string.Join(',', log.GetProperty("topics").EnumerateArray().Select(topic => topic.GetString()))}\""
                )
                .Prepend("log_index,transaction_hash,transaction_index,block_hash,block_number,address,data,topics")
        );

    public string EtlBlocks() =>
        Write(
            "etl_blocks.csv",
            _blocks
                .Select(block =>
                    $"{Number(block, "number")},{Text(block, "hash")},{Text(block, "parentHash")},{Number(block, "timestamp")}"
                )
                .Prepend("number,hash,parent_hash,timestamp")
        );

    /// <summary>As explorers answer: hexadecimal, with the time of the block.</summary>
    public string ExplorerLogs()
    {
        var times = _blocks.ToDictionary(block => Text(block, "number"), block => Text(block, "timestamp"));
        return Write(
            "explorer.jsonl",
            _logs.Select(log =>
                JsonSerializer.Serialize(
                    new
                    {
                        address = Text(log, "address"),
                        topics = log.GetProperty("topics"),
                        data = Text(log, "data"),
                        blockNumber = Text(log, "blockNumber"),
                        blockHash = Text(log, "blockHash"),
                        timeStamp = times[Text(log, "blockNumber")],
                        logIndex = Text(log, "logIndex") is "0x0" ? "0x" : Text(log, "logIndex"),
                        transactionHash = Text(log, "transactionHash"),
                        transactionIndex = Text(log, "transactionIndex"),
                    }
                )
            )
        );
    }

    /// <summary>Cryo's own format: bytes in Parquet.</summary>
    public static string ToParquet(DuckDBConnection connection, string csv)
    {
        string parquet = Path.ChangeExtension(csv, ".parquet");
        string columns = string.Join(
            ", ",
            connection
                .Query($"describe from read_csv('{csv}', all_varchar = true)", row => row.GetString(0))
                .Select(name =>
                    name is "transaction_hash" or "address" or "data" or "block_hash"
                    || name.StartsWith("topic", StringComparison.Ordinal)
                        ? $"unhex({name}[3:]) as {name}"
                        : $"{name}::uinteger as {name}"
                )
        );
        connection.Execute(
            $"copy (select {columns} from read_csv('{csv}', all_varchar = true)) to '{parquet}' (format parquet)"
        );
        return parquet;
    }

    private string Write(string name, IEnumerable<string> lines)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        return path;
    }

    private static string TopicOf(JsonElement log, int index)
    {
        JsonElement topics = log.GetProperty("topics");
        return index < topics.GetArrayLength() ? topics[index].GetString()! : "";
    }

    private static string Text(JsonElement value, string name) => value.GetProperty(name).GetString()!;

    private static long Number(JsonElement value, string name) => Number(value.GetProperty(name));

    private static long Number(JsonElement value) =>
        long.Parse(value.GetString()!.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
