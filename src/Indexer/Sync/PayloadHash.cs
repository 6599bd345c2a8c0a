using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>The digest by which chain.range remembers what was stored.</summary>
internal static class PayloadHash
{
    private const int BufferByteCount = 64 << 10;

    /// <summary>Numbers, address, transaction and topics of one log.</summary>
    private const int HeadByteCountMax = 24 + Address.ByteCount + (1 + LogColumns.TopicsPerLog) * Hash32.ByteCount;

    /// <summary>SHA-256 over every log's place, transaction, address, topics and data, with lengths.</summary>
    public static Hash32 Of(LogColumns logs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferByteCount);
        int end = 0;
        for (int log = 0; log < logs.Count; log++)
        {
            ReadOnlySpan<byte> data = logs.DataOf(log);
            // The hash costs a call; small pieces go together.
            if (end + HeadByteCountMax + data.Length > buffer.Length)
            {
                hash.AppendData(buffer.AsSpan(0, end));
                end = 0;
            }

            end += WriteHead(logs, log, buffer.AsSpan(end));
            if (data.Length > buffer.Length - end)
            {
                hash.AppendData(buffer.AsSpan(0, end));
                hash.AppendData(data);
                end = 0;
                continue;
            }

            data.CopyTo(buffer.AsSpan(end));
            end += data.Length;
        }

        hash.AppendData(buffer.AsSpan(0, end));
        ArrayPool<byte>.Shared.Return(buffer);
        return Hash32.FromBytes(hash.GetHashAndReset());
    }

    private static int WriteHead(LogColumns logs, int log, Span<byte> buffer)
    {
        ReadOnlySpan<Hash32> topics = logs.TopicsOf(log);
        BinaryPrimitives.WriteInt64BigEndian(buffer, logs.BlockNumbers[log]);
        BinaryPrimitives.WriteInt32BigEndian(buffer[8..], logs.LogIndexes[log]);
        BinaryPrimitives.WriteInt32BigEndian(buffer[12..], logs.TransactionIndexes[log]);
        BinaryPrimitives.WriteInt32BigEndian(buffer[16..], topics.Length);
        BinaryPrimitives.WriteInt32BigEndian(buffer[20..], logs.DataOf(log).Length);
        logs.Addresses[log].CopyTo(buffer[24..]);
        int end = 24 + Address.ByteCount;
        logs.TransactionHashes[log].CopyTo(buffer[end..]);
        foreach (Hash32 topic in topics)
        {
            end += Hash32.ByteCount;
            topic.CopyTo(buffer[end..]);
        }

        return end + Hash32.ByteCount;
    }
}
