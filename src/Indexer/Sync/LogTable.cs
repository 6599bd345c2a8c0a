using Souk.DuckDb;
using Souk.Indexer.Sources;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Table chain.log: logs as they came.</summary>
internal static class LogTable
{
    private const int Topic0Column = 8;

    private const int Topic1Column = 9;

    private const int DataColumn = 15;

    public static void Append(
        DuckDBAppender appender,
        int chainId,
        LogColumns logs,
        ChainDictionaries dictionaries,
        CancellationToken cancellation
    )
    {
        DuckDBAppenderChunk chunk = appender.CreateChunk();
        for (int first = 0; first < logs.Count; first += DuckDBAppenderChunk.RowsMax)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(DuckDBAppenderChunk.RowsMax, logs.Count - first);
            WritePlaces(chunk, chainId, logs, first, count);
            WriteWriters(chunk, logs, first, count, dictionaries);
            for (int topic = 1; topic < LogColumns.TopicsPerLog; topic++)
            {
                WriteTopics(chunk, logs, first, count, topic);
            }

            for (int row = 0; row < count; row++)
            {
                chunk.SetBytes(DataColumn, row, logs.DataOf(first + row));
            }

            chunk.EndChunk(count);
        }
    }

    private static void WritePlaces(DuckDBAppenderChunk chunk, int chainId, LogColumns logs, int first, int count)
    {
        chunk.Column<int>(0)[..count].Fill(chainId);
        logs.BlockNumbers.Slice(first, count).CopyTo(chunk.Column<long>(1));
        logs.LogIndexes.Slice(first, count).CopyTo(chunk.Column<int>(2));
        logs.TransactionIndexes.Slice(first, count).CopyTo(chunk.Column<int>(3));
        ReadOnlySpan<Hash32> hashes = logs.TransactionHashes.Slice(first, count);
        Span<UInt128> highs = chunk.Column<UInt128>(4);
        Span<UInt128> lows = chunk.Column<UInt128>(5);
        for (int row = 0; row < hashes.Length; row++)
        {
            highs[row] = hashes[row].High;
            lows[row] = hashes[row].Low;
        }
    }

    /// <summary>Address, number of topics and first topic, which repeat and so have ids.</summary>
    private static void WriteWriters(
        DuckDBAppenderChunk chunk,
        LogColumns logs,
        int first,
        int count,
        ChainDictionaries dictionaries
    )
    {
        Span<int> addressIds = chunk.Column<int>(6);
        Span<int> topicIds = chunk.Column<int>(Topic0Column);
        ReadOnlySpan<byte> topicCounts = logs.TopicCounts.Slice(first, count);
        topicCounts.CopyTo(chunk.Column<byte>(7));
        for (int row = 0; row < topicCounts.Length; row++)
        {
            addressIds[row] = dictionaries.Addresses.IdOf(logs.Addresses[first + row]);
            if (topicCounts[row] == 0)
            {
                chunk.SetNull(Topic0Column, row);
            }
            else
            {
                topicIds[row] = dictionaries.Topics.IdOf(logs.Topics[(first + row) * LogColumns.TopicsPerLog]);
            }
        }
    }

    private static void WriteTopics(DuckDBAppenderChunk chunk, LogColumns logs, int first, int count, int topic)
    {
        int column = Topic1Column + 2 * (topic - 1);
        Span<UInt128> highs = chunk.Column<UInt128>(column);
        Span<UInt128> lows = chunk.Column<UInt128>(column + 1);
        ReadOnlySpan<Hash32> topics = logs.Topics[(first * LogColumns.TopicsPerLog)..];
        ReadOnlySpan<byte> topicCounts = logs.TopicCounts.Slice(first, count);
        for (int row = 0; row < topicCounts.Length; row++)
        {
            Hash32 word = topics[row * LogColumns.TopicsPerLog + topic];
            highs[row] = word.High;
            lows[row] = word.Low;
            if (topicCounts[row] <= topic)
            {
                chunk.SetNull(column, row);
                chunk.SetNull(column + 1, row);
            }
        }
    }
}
