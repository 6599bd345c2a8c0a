using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Souk.DuckDb;
using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Indexer.Tests.Sources;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Sync;

public class AllocationTests
{
    private const int LogCount = 20_000;

    private const double BytesPerLogMax = 8;

    /// <summary>Of 20,000 that grow from nothing, with what growing throws away.</summary>
    private const int BytesPerAddressMax = 200;

    private const int BytesPerContractMax = 1_000;

    /// <summary>From the reply's bytes to rows of both tables; memory that the first pass made serves the second.</summary>
    [Theory]
    [InlineData("Transfer(address indexed from, address indexed to, uint256 value)", "value > 0")]
    [InlineData("Sold(address indexed buyer, uint256 price, string item)", "item like 'item with a name, 20%'")]
    public void Reading_checking_and_writing_a_log_allocates_nothing(string text, string isWhole)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        EventSignature signature = EventSignature.Parse(text);
        EventTable table = EventTable.Of(
            "test",
            new ContractKind("kind", [EventRule.Always(signature)], [], []),
            signature,
            number: 1
        );
        CreateTables(connection, table);
        ChainDictionaries dictionaries = ChainDictionaries.Load(connection);
        var layout = new EventLayout(signature);
        byte[] reply = Reply(signature);
        var logs = new LogColumns();
        int[] positions = new int[LogCount];
        BlockTimes times = new();

        Pass();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Pass();
        double perLog = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)LogCount;

        logs.Count.ShouldBe(LogCount);
        connection.Scalar<long>($"select count(*) from event.\"{table.Name}\" where {isWhole}").ShouldBe(2 * LogCount);
        connection
            .Scalar<long>($"select count(*) from chain.log where topic_count = {signature.TopicCount}")
            .ShouldBe(2 * LogCount);
        perLog.ShouldBeLessThan(BytesPerLogMax);

        void Pass()
        {
            logs.Clear();
            var reader = new Utf8JsonReader(reply);
            reader.Read();
            LogJson.Read(ref reader, logs);
            logs.Sort();
            PayloadHash.Of(logs);
            for (int log = 0; log < logs.Count; log++)
            {
                layout.Check(logs.TopicsOf(log), logs.DataOf(log));
                positions[log] = log;
                times.Add(logs.BlockNumbers[log], DateTime.UnixEpoch);
            }

            using DuckDBAppender raw = connection.CreateAppender("chain", "log");
            LogTable.Append(raw, 1, logs, dictionaries, CancellationToken.None);
            using DuckDBAppender decoded = connection.CreateAppender("event", table.Name);
            table.Append(decoded, 1, logs, positions, times, dictionaries.Addresses);
        }
    }

    private static void CreateTables(DuckDBConnection connection, EventTable table)
    {
        string columns = string.Join(", ", table.Stored.Select(column => $"\"{column.Name}\" {column.SqlType}"));
        connection.Execute(
            $"""
            create schema chain;
            create schema event;
            create table event."{table.Name}" ({columns});
            create table chain.address (address_id integer, address blob);
            create table chain.topic (topic_id integer, hash_high uhugeint, hash_low uhugeint);
            create table chain.log (
                chain_id integer,
                block_number bigint,
                log_index integer,
                transaction_index integer,
                transaction_hash_high uhugeint,
                transaction_hash_low uhugeint,
                address_id integer,
                topic_count utinyint,
                topic0_id integer,
                topic1_high uhugeint,
                topic1_low uhugeint,
                topic2_high uhugeint,
                topic2_low uhugeint,
                topic3_high uhugeint,
                topic3_low uhugeint,
                data blob
            );
            """
        );
    }

    private static byte[] Reply(EventSignature signature) =>
        Encoding.UTF8.GetBytes(
            $"[{string.Join(',', Enumerable.Range(0, LogCount).Select(log => Sample(signature, log)))}]"
        );

    private static string Sample(EventSignature signature, int log)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"0x{log:x}");
        string sample = LogSamples.Transfer.Replace("0x11", place, StringComparison.Ordinal);
        if (signature.Name == "Transfer")
        {
            return sample;
        }

        // The same log with another event's topics and data.
        byte[] data = AbiEncoder.Encode(
            [AbiType.Parse("uint256"), AbiType.Parse("string")],
            [new BigInteger(log), $"item with a name, 20{log}"]
        );
        JsonObject json = JsonNode.Parse(sample)!.AsObject();
        json["topics"]!.AsArray().RemoveAt(2);
        json["topics"]![0] = signature.Topic0.ToString();
        json["data"] = Hex.From(data);
        return json.ToJsonString();
    }

    /// <summary>What ARCHITECTURE.md says of memory that grows: each address that was met, each contract that is read.</summary>
    [Fact]
    public void An_address_and_a_contract_cost_what_is_said_of_them()
    {
        using var market = new ScriptedMarket();
        ChainManifest chain = market.Manifests.Chains[0];
        ContractKind kind = chain.Manifests[0].KindOf("shop");
        Address[] addresses = [.. Enumerable.Range(0, LogCount).Select(AddressOf)];
        var ids = new IdDictionary<Address>();

        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (Address address in addresses)
        {
            ids.IdOf(address);
            ids.Keep();
        }

        long between = GC.GetAllocatedBytesForCurrentThread();
        var contracts = new ContractSet(
            chain,
            addresses.Select(address => new ChainContract("bazaar", kind, $"shop {address}", address, 1, 1)),
            valued: []
        );
        long after = GC.GetAllocatedBytesForCurrentThread();

        ids.IdOf(addresses[^1]).ShouldBe(LogCount - 1);
        contracts.Find(addresses[^1]).ShouldNotBeNull();
        ((between - before) / LogCount).ShouldBeInRange(40, BytesPerAddressMax);
        ((after - between) / LogCount).ShouldBeInRange(200, BytesPerContractMax);

        static Address AddressOf(int number) =>
            new(Keccak256.Hash(number.ToString(CultureInfo.InvariantCulture)).AsSpan(0, Address.ByteCount));
    }
}
