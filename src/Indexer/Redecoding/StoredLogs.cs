using Souk.DuckDb;
using Souk.DuckDb.Vectors;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Redecoding;

/// <summary>Reads one chain's raw logs back from the warehouse, in ranges of bounded memory.</summary>
internal sealed class StoredLogs(DuckDBConnection connection, int chainId)
{
    /// <summary>Logs in a range: DuckDB's row group. A block is never divided, so one may hold more.</summary>
    public const int LogsPerRange = 122_880;

    private const int Topic1Column = 6;

    private const int DataColumn = 12;

    private readonly Address[] _addresses =
    [
        .. connection.Query(
            "select address from chain.address order by address_id",
            row => new Address(row.GetFieldValue<byte[]>(0))
        ),
    ];

    private readonly Hash32[] _topics =
    [
        .. connection.Query(
            "select hash_high, hash_low from chain.topic order by topic_id",
            row => new Hash32(row.GetFieldValue<UInt128>(0), row.GetFieldValue<UInt128>(1))
        ),
    ];

    /// <summary>All blocks from 0 to the last stored one, without gaps; none where nothing is stored.</summary>
    public IReadOnlyList<BlockRange> ReadRanges()
    {
        List<long> ends = connection.Query(
            $"""
            with block_logs as (
                select block_number, count(*) as log_count
                from chain.log
                where chain_id = $chain_id
                group by block_number
            ),
            parts as (
                select block_number, ((sum(log_count) over (order by block_number) - log_count) // {LogsPerRange})::bigint as part
                from block_logs
            )
            select max(block_number) from parts group by part order by 1
            """,
            row => row.GetInt64(0),
            ("chain_id", chainId)
        );
        List<long> cursors = connection.Query(
            "select block_number from chain.cursor where chain_id = $chain_id",
            row => row.GetInt64(0),
            ("chain_id", chainId)
        );
        if (cursors.Count == 0)
        {
            return [];
        }

        // Blocks after the last log belong to the last range: mappings also run over blocks without logs.
        IEnumerable<long> lasts = ends.SkipLast(1).Append(cursors[0]);
        List<BlockRange> ranges = [];
        long from = 0;
        foreach (long to in lasts)
        {
            ranges.Add(new BlockRange(from, to));
            from = to + 1;
        }

        return ranges;
    }

    /// <summary>Fills the columns with the logs of a range, in order. Hashes of blocks and transactions stay zero.
    /// </summary>
    public void Read(BlockRange range, LogColumns logs)
    {
        logs.Clear();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"""
            select
                block_number, log_index, transaction_index, address_id, topic_count, topic0_id,
                topic1_high, topic1_low, topic2_high, topic2_low, topic3_high, topic3_low, data
            from chain.log
            where chain_id = {chainId}
                and block_number between {range.From} and {range.To}
            """;
        using DuckDBDataReader reader = command.ExecuteReader();
        while (reader.NextChunk() is { } chunk)
        {
            Add(chunk, logs);
        }

        logs.Sort();
    }

    /// <summary>Of the blocks of a range that have logs.</summary>
    public BlockTimes ReadTimes(BlockRange range)
    {
        var times = new BlockTimes();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"""
            select number, time
            from chain.block
            where chain_id = {chainId}
                and number between {range.From} and {range.To}
                and number in (
                    select block_number
                    from chain.log
                    where chain_id = {chainId} and block_number between {range.From} and {range.To}
                )
            """;
        using DuckDBDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            times.Add(reader.GetInt64(0), reader.GetDateTime(1));
        }

        return times;
    }

    private void Add(DataChunk chunk, LogColumns logs)
    {
        ReadOnlySpan<long> blocks = chunk.Column<long>(0);
        ReadOnlySpan<int> logIndexes = chunk.Column<int>(1);
        ReadOnlySpan<int> transactionIndexes = chunk.Column<int>(2);
        ReadOnlySpan<int> addressIds = chunk.Column<int>(3);
        ReadOnlySpan<byte> topicCounts = chunk.Column<byte>(4);
        Span<Hash32> topics = stackalloc Hash32[LogColumns.TopicsPerLog];
        for (int row = 0; row < chunk.Count; row++)
        {
            var head = new LogHead(
                blocks[row],
                default,
                logIndexes[row],
                transactionIndexes[row],
                default,
                _addresses[addressIds[row]]
            );
            ReadTopics(chunk, row, topics[..topicCounts[row]]);
            logs.Add(head, topics[..topicCounts[row]], chunk.Bytes(DataColumn, row));
        }
    }

    private void ReadTopics(DataChunk chunk, int row, Span<Hash32> topics)
    {
        for (int topic = 0; topic < topics.Length; topic++)
        {
            int column = Topic1Column + (2 * (topic - 1));
            topics[topic] =
                topic == 0
                    ? _topics[chunk.Column<int>(Topic1Column - 1)[row]]
                    : new Hash32(chunk.Column<UInt128>(column)[row], chunk.Column<UInt128>(column + 1)[row]);
        }
    }
}
