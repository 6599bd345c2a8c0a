using System.Text.Json;
using Souk.Indexer.Encodings;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sources;

/// <summary>Reads the result of eth_getBlockReceipts from UTF-8 straight into columns.</summary>
internal static class ReceiptJson
{
    /// <param name="reader">At the first token of the result; left at the last.</param>
    /// <param name="block">Whose receipts they must be.</param>
    /// <param name="receipts">Cleared first. Log and transaction indexes are counted, whatever the reply says.</param>
    /// <exception cref="FormatException">Not the receipts of this block; null where the endpoint has no such block.
    /// </exception>
    /// <exception cref="JsonException">Not JSON.</exception>
    public static void Read(ref Utf8JsonReader reader, in BlockHeader block, ReceiptColumns receipts)
    {
        receipts.Clear();
        if (reader.TokenType == JsonTokenType.Null)
        {
            throw new FormatException(
                $"it knows no block {block.Number} with hash {block.Hash}, although it gave that header; the header is "
                    + "false, or another block took its place"
            );
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException($"the result is no list of receipts of block {block.Number}");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            try
            {
                ReadReceipt(ref reader, block, receipts);
            }
            catch (Exception exception) when (exception is FormatException or OverflowException)
            {
                throw new FormatException(
                    $"receipt {receipts.Count} of block {block.Number}: {exception.Message}",
                    exception
                );
            }
        }
    }

    private static void ReadReceipt(ref Utf8JsonReader reader, in BlockHeader block, ReceiptColumns receipts)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException("it is not an object");
        }

        int firstLog = receipts.Logs.Count;
        var draft = new Draft(stackalloc byte[Hash32.ByteCount], stackalloc byte[BloomBits.BloomByteCount]);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Field field = FieldOf(reader.ValueSpan);
            reader.Read();
            if (field == Field.Logs)
            {
                LogJson.Read(ref reader, receipts.Logs);
                draft.HasLogs = true;
            }
            else if (field == Field.None || reader.TokenType == JsonTokenType.Null)
            {
                reader.Skip();
            }
            else
            {
                draft.Read(field, Text(reader));
            }
        }

        if (draft.OutcomeLength == 0 || draft.CumulativeGas is not { } gas || !draft.HasLogs)
        {
            throw new FormatException("it lacks its status, its cumulative gas or its logs");
        }

        PlaceLogs(block, receipts, firstLog, draft.Transaction);
        receipts.Add(draft.Type, draft.Outcome[..draft.OutcomeLength], (ulong)gas, draft.Bloom[..draft.BloomLength]);
    }

    private static void PlaceLogs(in BlockHeader block, ReceiptColumns receipts, int firstLog, Hash32? transaction)
    {
        LogColumns logs = receipts.Logs;
        for (int log = firstLog; log < logs.Count; log++)
        {
            if (logs.BlockNumbers[log] != block.Number || logs.BlockHashes[log] != block.Hash)
            {
                throw new FormatException($"log {log} of the block names block {logs.BlockHashes[log]}");
            }

            if (transaction is { } expected && logs.TransactionHashes[log] != expected)
            {
                throw new FormatException($"log {log} of the block names another transaction");
            }

            logs.SetIndexes(log, logIndex: log, transactionIndex: receipts.Count);
        }
    }

    private static Field FieldOf(ReadOnlySpan<byte> name) =>
        name.Length switch
        {
            4 when name.SequenceEqual("type"u8) => Field.Type,
            4 when name.SequenceEqual("root"u8) => Field.Root,
            4 when name.SequenceEqual("logs"u8) => Field.Logs,
            6 when name.SequenceEqual("status"u8) => Field.Status,
            9 when name.SequenceEqual("logsBloom"u8) => Field.Bloom,
            15 when name.SequenceEqual("transactionHash"u8) => Field.TransactionHash,
            17 when name.SequenceEqual("cumulativeGasUsed"u8) => Field.CumulativeGas,
            _ => Field.None,
        };

    private static ReadOnlySpan<byte> Text(in Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.ValueSpan : throw new FormatException("a field is not text");

    private ref struct Draft(Span<byte> outcome, Span<byte> bloom)
    {
        public readonly Span<byte> Outcome = outcome;
        public readonly Span<byte> Bloom = bloom;
        public int OutcomeLength;
        public int BloomLength;
        public int Type;
        public long? CumulativeGas;
        public bool HasLogs;
        public Hash32? Transaction;

        public void Read(Field field, ReadOnlySpan<byte> text)
        {
            switch (field)
            {
                case Field.Type:
                    Type = checked((int)Utf8Hex.ToLong(text));
                    break;
                case Field.Status:
                    Outcome[0] = checked((byte)Utf8Hex.ToLong(text));
                    OutcomeLength = 1;
                    break;
                // Some nodes give an empty root beside a status.
                case Field.Root when OutcomeLength == 0 && Utf8Hex.ByteCount(text) == Hash32.ByteCount:
                    Utf8Hex.Decode(text, Outcome);
                    OutcomeLength = Hash32.ByteCount;
                    break;
                case Field.CumulativeGas:
                    CumulativeGas = Utf8Hex.ToLong(text);
                    break;
                case Field.Bloom:
                    Utf8Hex.Decode(text, Bloom);
                    BloomLength = Bloom.Length;
                    break;
                case Field.TransactionHash:
                    Span<byte> hash = stackalloc byte[Hash32.ByteCount];
                    Utf8Hex.Decode(text, hash);
                    Transaction = Hash32.FromBytes(hash);
                    break;
            }
        }
    }

    private enum Field
    {
        None,
        Type,
        Status,
        Root,
        CumulativeGas,
        Bloom,
        Logs,
        TransactionHash,
    }
}
