using System.Text;
using System.Text.Json;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sources;

/// <summary>Reads the result of eth_getLogs from UTF-8 straight into columns.</summary>
/// <remarks>Strict about what a log needs, each field exactly once and none null (a pending log has no block); fields
/// that are not needed are skipped.</remarks>
internal static class LogJson
{
    [Flags]
    private enum Fields
    {
        None = 0,
        BlockNumber = 1,
        BlockHash = 2,
        LogIndex = 4,
        TransactionIndex = 8,
        TransactionHash = 16,
        Address = 32,
        Topics = 64,
        Data = 128,
        All = 255,
    }

    /// <param name="reader">At the first token of the result; left at the last.</param>
    /// <param name="logs">Where they are added; what of them remains after an exception is not specified.</param>
    /// <exception cref="FormatException">Not a list of logs, or one of them removed by a reorganisation.</exception>
    /// <exception cref="JsonException">Not JSON.</exception>
    public static void Read(ref Utf8JsonReader reader, LogColumns logs)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException("the result is not a list of logs");
        }

        int first = logs.Count;
        while (Next(ref reader) != JsonTokenType.EndArray)
        {
            try
            {
                ReadLog(ref reader, logs);
            }
            catch (Exception exception) when (exception is FormatException or OverflowException)
            {
                throw new FormatException($"log {logs.Count - first} of the result: {exception.Message}", exception);
            }
        }
    }

    private static void ReadLog(ref Utf8JsonReader reader, LogColumns logs)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException("it is not an object");
        }

        var log = new Log();
        Span<Hash32> topics = stackalloc Hash32[LogColumns.TopicsPerLog];
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            Fields field = FieldOf(ref reader);
            if ((log.Seen & field) != 0)
            {
                throw new FormatException($"it has '{NameOf(field)}' twice");
            }

            log.Seen |= field;
            Next(ref reader);
            ReadField(ref reader, field, ref log, topics, logs);
        }

        if (log.Seen != Fields.All)
        {
            Fields missing = Fields.All & ~log.Seen;
            throw new FormatException($"it has no '{NameOf(missing & (Fields)(-(int)missing))}'");
        }

        var head = new LogHead(
            log.BlockNumber,
            log.BlockHash,
            log.LogIndex,
            log.TransactionIndex,
            log.TransactionHash,
            log.Address
        );
        logs.AddReserved(head, topics[..log.TopicCount], log.DataByteCount);
    }

    private static void ReadField(
        ref Utf8JsonReader reader,
        Fields field,
        ref Log log,
        scoped Span<Hash32> topics,
        LogColumns logs
    )
    {
        switch (field)
        {
            case Fields.None:
                reader.Skip();
                break;
            case Fields.Topics:
                log.TopicCount = ReadTopics(ref reader, topics);
                break;
            case Fields.BlockNumber:
                log.BlockNumber = Utf8Hex.ToLong(Text(ref reader, field));
                break;
            case Fields.BlockHash:
                log.BlockHash = ToHash(Text(ref reader, field));
                break;
            case Fields.LogIndex:
                log.LogIndex = (int)Utf8Hex.ToLong(Text(ref reader, field));
                break;
            case Fields.TransactionIndex:
                log.TransactionIndex = (int)Utf8Hex.ToLong(Text(ref reader, field));
                break;
            case Fields.TransactionHash:
                log.TransactionHash = ToHash(Text(ref reader, field));
                break;
            case Fields.Address:
                Span<byte> address = stackalloc byte[Address.ByteCount];
                Utf8Hex.Decode(Text(ref reader, field), address);
                log.Address = new Address(address);
                break;
            default:
                ReadOnlySpan<byte> data = Text(ref reader, field);
                log.DataByteCount = Utf8Hex.ByteCount(data);
                Utf8Hex.Decode(data, logs.ReserveData(log.DataByteCount));
                break;
        }
    }

    private static int ReadTopics(ref Utf8JsonReader reader, scoped Span<Hash32> topics)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException("its 'topics' are not a list");
        }

        int count = 0;
        while (Next(ref reader) != JsonTokenType.EndArray)
        {
            if (count == topics.Length)
            {
                throw new FormatException($"it has more than {topics.Length} topics");
            }

            topics[count++] = ToHash(Text(ref reader, Fields.Topics));
        }

        return count;
    }

    /// <summary>The field that a property name means; none for one that is not needed.</summary>
    private static Fields FieldOf(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> name = reader.ValueSpan;
        switch (name.Length)
        {
            case 4 when name.SequenceEqual("data"u8):
                return Fields.Data;
            case 6 when name.SequenceEqual("topics"u8):
                return Fields.Topics;
            case 7 when name.SequenceEqual("address"u8):
                return Fields.Address;
            case 7 when name.SequenceEqual("removed"u8):
                RequireNotRemoved(reader);
                return Fields.None;
            case 8 when name.SequenceEqual("logIndex"u8):
                return Fields.LogIndex;
            case 9 when name.SequenceEqual("blockHash"u8):
                return Fields.BlockHash;
            case 11 when name.SequenceEqual("blockNumber"u8):
                return Fields.BlockNumber;
            case 15 when name.SequenceEqual("transactionHash"u8):
                return Fields.TransactionHash;
            case 16 when name.SequenceEqual("transactionIndex"u8):
                return Fields.TransactionIndex;
            default:
                return Fields.None;
        }
    }

    /// <summary>Only subscriptions announce removed logs; in a reply it contradicts the question.</summary>
    private static void RequireNotRemoved(Utf8JsonReader copy)
    {
        if (copy.Read() && copy.TokenType == JsonTokenType.True)
        {
            throw new FormatException("it is marked as removed");
        }
    }

    private static Hash32 ToHash(ReadOnlySpan<byte> text)
    {
        Span<byte> bytes = stackalloc byte[Hash32.ByteCount];
        Utf8Hex.Decode(text, bytes);
        return Hash32.FromBytes(bytes);
    }

    private static ReadOnlySpan<byte> Text(ref Utf8JsonReader reader, Fields field) =>
        reader.TokenType switch
        {
            JsonTokenType.String when !reader.ValueIsEscaped => reader.ValueSpan,
            JsonTokenType.String => Encoding.UTF8.GetBytes(reader.GetString()!),
            JsonTokenType.Null => throw new FormatException($"its '{NameOf(field)}' is null"),
            _ => throw new FormatException($"its '{NameOf(field)}' is not text"),
        };

    private static string NameOf(Fields field) => JsonNamingPolicy.CamelCase.ConvertName(field.ToString());

    /// <summary>The next token. The body is whole, so there is one or the reader throws.</summary>
    private static JsonTokenType Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType;
    }

    private struct Log
    {
        public Fields Seen;
        public long BlockNumber;
        public Hash32 BlockHash;
        public int LogIndex;
        public int TransactionIndex;
        public Hash32 TransactionHash;
        public Address Address;
        public int TopicCount;
        public int DataByteCount;
    }
}
