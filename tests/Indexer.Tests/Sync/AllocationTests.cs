using System.Globalization;
using System.Text;
using System.Text.Json;
using Souk.DuckDb;
using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Indexer.Tests.Sources;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Sync;

public class AllocationTests
{
    private const int LogCount = 20_000;

    private const double BytesPerLogMax = 8;

    /// <summary>From the reply's bytes to rows of both tables; memory that the first pass made serves the second.</summary>
    [Fact]
    public void Reading_checking_and_writing_a_log_allocates_nothing()
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        EventSignature signature = EventSignature.Parse(
            "Transfer(address indexed from, address indexed to, uint256 value)"
        );
        EventTable table = EventTable.Of(
            "test",
            new ContractKind("kind", [EventRule.Always(signature)], [], []),
            signature,
            number: 1
        );
        CreateTables(connection, table);
        ChainDictionaries dictionaries = ChainDictionaries.Load(connection);
        var layout = new EventLayout(signature);
        byte[] reply = Reply();
        var logs = new LogColumns();
        int[] positions = new int[LogCount];
        BlockTimes times = new();

        Pass();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Pass();
        double perLog = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)LogCount;

        logs.Count.ShouldBe(LogCount);
        connection.Scalar<long>($"select count(*) from event.\"{table.Name}\" where value > 0").ShouldBe(2 * LogCount);
        connection.Scalar<long>("select count(*) from chain.log where topic2_low is not null").ShouldBe(2 * LogCount);
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

    private static byte[] Reply() =>
        Encoding.UTF8.GetBytes(
            $"[{string.Join(',', Enumerable.Range(0, LogCount).Select(log => LogSamples.Transfer.Replace("0x11", string.Create(CultureInfo.InvariantCulture, $"0x{log:x}"), StringComparison.Ordinal)))}]"
        );
}
