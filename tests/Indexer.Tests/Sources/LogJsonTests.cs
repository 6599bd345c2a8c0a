using System.Text;
using System.Text.Json;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Sources;

public class LogJsonTests
{
    [Fact]
    public void A_log_of_mainnet_is_read_into_columns()
    {
        LogColumns logs = Read($"[{LogSamples.Transfer}, {LogSamples.Transfer}]");

        logs.Count.ShouldBe(2);
        logs.HeadOf(1)
            .ShouldBe(
                new LogHead(
                    12_911_679,
                    Hash32.Parse("0xb3b20624f8f0f86eb50dd04688409e5cea4bd02d700bf6e79e9384d47d6a5a35"),
                    LogIndex: 17,
                    TransactionIndex: 8,
                    Hash32.Parse("0x3dac080b4c423029fcc9c916bc430cde441badfe736fc6d1fe9325348af80bfd"),
                    Address.Parse("0x6b175474e89094c44da98b954eedeac495271d0f")
                )
            );
        logs.TopicsOf(1)
            .ToArray()
            .ShouldBe([
                Hash32.Parse("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"),
                Hash32.Parse("0x000000000000000000000000a478c2975ab1ea89e8196811f51a7b7ade33eb11"),
                Hash32.Parse("0x00000000000000000000000060594a405d53811d3bc4766596efd80fd545a270"),
            ]);
        Convert
            .ToHexString(logs.DataOf(1))
            .ShouldBe("0000000000000000000000000000000000000000000000056BC75E2D63100000");
    }

    [Theory]
    [InlineData(
        "\"0x000000000000000000000000000000000000000000000005",
        "\"0x5",
        "log 0 of the result: '0x56bc75e2d63100000' has an odd number of hex digits."
    )]
    [InlineData(
        "\"0x0000000000000000000000000000000000000000000000056b",
        "\"0x0g6b",
        "'0x0g6bc75e2d63100000' is not hex."
    )]
    [InlineData("\"data\":\"0x", "\"data\":\"", "' does not start with 0x.")]
    [InlineData(",\"removed\":false", ",\"removed\":true", "it is marked as removed")]
    [InlineData("\"logIndex\":\"0x11\",", "", "it has no 'logIndex'")]
    [InlineData("\"0x11\"", "null", "its 'logIndex' is null")]
    [InlineData("\"0x11\"", "17", "its 'logIndex' is not text")]
    [InlineData("\"0x11\"", "\"0x100000000\"", "log 0 of the result")]
    [InlineData("\"0x11\"", "\"0x\"", "'0x' is not a quantity of at most 63 bits.")]
    [InlineData("\"0xc5043f\"", "\"0x8000000000000000\"", "is not a quantity of at most 63 bits.")]
    [InlineData("\"0x8\",\"blockHash\"", "\"0x8\",\"logIndex\":\"0x1\",\"blockHash\"", "it has 'logIndex' twice")]
    [InlineData(
        "\"0xb3b20624f8f0f86eb50dd04688409e5cea4bd02d700bf6e79e9384d47d6a5a35\"",
        "null",
        "its 'blockHash' is null"
    )]
    [InlineData("\"0xb3b206", "\"0xb3", "has 30 bytes, not 32.")]
    [InlineData("\"topics\":[", "\"topics\":[\"0x00\",", "'0x00' has 1 bytes, not 32.")]
    [InlineData("\"topics\":[", "\"topics\":[null,", "its 'topics' is null")]
    public void A_malformed_log_says_what_is_wrong(string good, string bad, string message)
    {
        string log = LogSamples.Transfer.Replace(good, bad, StringComparison.Ordinal);

        var error = Should.Throw<FormatException>(() => Read($"[{log}]"));

        error.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("{}", "the result is not a list of logs")]
    [InlineData("[1]", "it is not an object")]
    [InlineData("[{\"topics\":{}}]", "its 'topics' are not a list")]
    public void Another_shape_is_refused(string json, string message) =>
        Should.Throw<FormatException>(() => Read(json)).Message.ShouldContain(message);

    [Fact]
    public void Five_topics_are_refused_and_none_are_fine()
    {
        string topic = $"\"0x{new string('1', 64)}\"";
        int from = LogSamples.Transfer.IndexOf('[', StringComparison.Ordinal);
        int to = LogSamples.Transfer.IndexOf(']', StringComparison.Ordinal);
        string With(string topics) => $"[{LogSamples.Transfer[..from]}[{topics}{LogSamples.Transfer[to..]}]";

        Should
            .Throw<FormatException>(() => Read(With(string.Join(',', Enumerable.Repeat(topic, 5)))))
            .Message.ShouldContain("more than 4 topics");
        Read(With("")).TopicsOf(0).Length.ShouldBe(0);
    }

    [Theory]
    [InlineData("\"extra\":{\"data\":\"0x\",\"removed\":true,\"list\":[1,[2],{}]},")]
    [InlineData("\"blockTimestamp\":\"0x5\",\"blockTimestamp\":\"0x5\",")]
    public void Fields_that_are_not_needed_are_skipped(string extra) =>
        Read($"[{LogSamples.Transfer.Replace("\"removed\"", extra + "\"removed\"", StringComparison.Ordinal)}]")
            .Count.ShouldBe(1);

    [Fact]
    public void Escapes_white_space_and_upper_case_are_read()
    {
        string log = LogSamples
            .Transfer.Replace("\"0x11\"", " \"\\u0030X1F\" ", StringComparison.Ordinal)
            .Replace(",", " ,\n ", StringComparison.Ordinal);

        Read($" [ {log} ] ").LogIndexes[0].ShouldBe(31);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        string json = $"[{LogSamples.Transfer}]";
        for (int length = 0; length < json.Length; length++)
        {
            Should.Throw<JsonException>(() => Read(json[..length]), $"{length} characters");
        }
    }

    internal static LogColumns Read(string json)
    {
        var logs = new LogColumns();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        LogJson.Read(ref reader, logs);
        return logs;
    }
}
