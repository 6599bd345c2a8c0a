using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Souk.DuckDb;
using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Indexer.Tests.Decoding;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Sync;

/// <summary>Logs go to event tables by column, without objects; decoding into objects is the oracle.</summary>
public sealed class EventColumnTests : IDisposable
{
    private const int ChainId = 31337;

    private static readonly Address Writer = Address.Parse("0x00000000000000000000000000000000000000aa");

    private readonly DuckDBConnection _connection = Open();
    private readonly ChainDictionaries _dictionaries;
    private int _storedCount;
    private int _refusedCount;

    public EventColumnTests() => _dictionaries = ChainDictionaries.Load(_connection);

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void Any_logs_are_stored_as_they_decode_or_refused_in_the_same_words()
    {
        Prop.ForAll(AbiGenerators.Events.ToArbitrary(), events => RequireSame(events.Signature, events.Logs))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(600));

        _storedCount.ShouldBeGreaterThan(1000);
        _refusedCount.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void All_2016_event_logs_are_stored_as_they_decode()
    {
        foreach (JsonElement vector in Vectors.Read("contract-events"))
        {
            JsonElement entry = vector
                .Nested("interface")
                .EnumerateArray()
                .Single(item => item.Text("type") == "event" && item.Text("name") == "testEvent");
            Hash32[] topics =
            [
                .. vector.GetProperty("topics").EnumerateArray().Select(topic => Hash32.Parse(topic.GetString()!)),
            ];

            RequireSame(EventSignature.FromJson(entry), [(topics, Hex.Bytes(vector.Text("data")))]);
        }

        _storedCount.ShouldBe(2016);
        _refusedCount.ShouldBe(0);
    }

    [Theory]
    [InlineData("uint256", "4b3b4ca85a86c47a098a223fffffffff", "99999999999999999999999999999999999999", null)]
    [InlineData(
        "uint256",
        "4b3b4ca85a86c47a098a224000000000",
        null,
        "000000000000000000000000000000004b3b4ca85a86c47a098a224000000000"
    )]
    [InlineData(
        "int256",
        "ffffffffffffffffffffffffffffffffb4c4b357a5793b85f675ddc000000001",
        "-99999999999999999999999999999999999999",
        null
    )]
    [InlineData(
        "int256",
        "ffffffffffffffffffffffffffffffffb4c4b357a5793b85f675ddc000000000",
        null,
        "ffffffffffffffffffffffffffffffffb4c4b357a5793b85f675ddc000000000"
    )]
    [InlineData(
        "int256",
        "8000000000000000000000000000000000000000000000000000000000000000",
        null,
        "8000000000000000000000000000000000000000000000000000000000000000"
    )]
    [InlineData("uint72", "ffffffffffffffffff", "4722366482869645213695", null)]
    public void Amounts_of_10_to_38_and_more_go_to_the_wide_column(
        string type,
        string word,
        string? amount,
        string? wide
    )
    {
        EventSignature signature = EventSignature.Parse($"E({type} value)");
        byte[] data = Convert.FromHexString(word.PadLeft(64, '0'));

        Store(signature, [([signature.Topic0], data)], "amounts");

        _connection
            .Query(
                "select value::varchar, lower(hex(value_wide)) from event.amounts",
                row => (Text(row, 0), Text(row, 1))
            )
            .ShouldBe([(amount, wide)]);
        static string? Text(DuckDBDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }

    private static DuckDBConnection Open()
    {
        var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        connection.Execute(
            "create schema chain; create schema event; create table chain.address (address_id integer, address blob); "
                + "create table chain.topic (topic_id integer, hash_high uhugeint, hash_low uhugeint)"
        );
        return connection;
    }

    /// <summary>Stores the logs both ways.</summary>
    private void RequireSame(EventSignature signature, (Hash32[] Topics, byte[] Data)[] logs)
    {
        List<string> refusals = Store(signature, logs, "by_column");
        List<string> expectedRefusals = StoreObjects(signature, logs, "by_object");

        refusals.ShouldBe(expectedRefusals);
        Read("by_column").ShouldBe(Read("by_object"));
        _storedCount += logs.Length - refusals.Count;
        _refusedCount += refusals.Count;
    }

    private List<string> Store(EventSignature signature, (Hash32[] Topics, byte[] Data)[] logs, string name)
    {
        var columns = new LogColumns();
        var layout = new EventLayout(signature);
        List<int> positions = [];
        List<string> refusals = [];
        BlockTimes times = new();
        for (int log = 0; log < logs.Length; log++)
        {
            columns.Add(new LogHead(log / 2, default, log, log % 3, default, Writer), logs[log].Topics, logs[log].Data);
            times.Add(log / 2, TimeOf(log / 2));
            try
            {
                layout.Check(columns.TopicsOf(log), columns.DataOf(log));
                positions.Add(log);
            }
            catch (AbiDecodingException exception)
            {
                refusals.Add($"{log}: {exception.Message}");
            }
        }

        EventTable table = CreateTable(signature, name);
        using DuckDBAppender appender = _connection.CreateAppender("event", name);
        table.Append(appender, ChainId, columns, positions.ToArray(), times, _dictionaries.Addresses);
        return refusals;
    }

    private List<string> StoreObjects(EventSignature signature, (Hash32[] Topics, byte[] Data)[] logs, string name)
    {
        CreateTable(signature, name);
        IReadOnlyList<EventColumn> columns = EventColumn.For(signature.Parameters, [], []);
        List<string> refusals = [];
        using DuckDBAppender appender = _connection.CreateAppender("event", name);
        for (int log = 0; log < logs.Length; log++)
        {
            try
            {
                object[] values = LogDecoder.DecodeValues(signature, logs[log].Topics, logs[log].Data);
                DuckDBAppenderRow row = appender.CreateRow().AppendValue(ChainId).AppendValue((long)(log / 2));
                row.AppendValue(log).AppendValue(_dictionaries.Addresses.IdOf(Writer));
                row.AppendValue(log % 3).AppendValue(TimeOf(log / 2));
                for (int index = 0; index < values.Length; index++)
                {
                    columns[index].Append(row, values[index], _dictionaries.Addresses);
                }

                row.EndRow();
            }
            catch (AbiDecodingException exception)
            {
                refusals.Add($"{log}: {exception.Message}");
            }
        }

        return refusals;
    }

    private static DateTime TimeOf(long block) => DateTime.UnixEpoch.AddSeconds(1_700_000_000 + (12 * block));

    private EventTable CreateTable(EventSignature signature, string name)
    {
        EventTable table = EventTable.Of(
            "test",
            new ContractKind("kind", [EventRule.Always(signature)], [], []),
            signature,
            number: 1
        );
        string columns = string.Join(", ", table.Stored.Select(column => $"\"{column.Name}\" {column.SqlType}"));
        _connection.Execute($"create or replace table event.{name} ({columns})");
        return table;
    }

    private List<string> Read(string name) =>
        _connection.Query(
            $"select * from event.{name} order by log_index",
            row =>
                string.Join(
                    " | ",
                    Enumerable.Range(0, row.FieldCount).Select(column => AbiGenerators.Describe(row.GetValue(column)))
                )
        );
}
