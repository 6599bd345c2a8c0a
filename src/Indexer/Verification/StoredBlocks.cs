using Souk.DuckDb;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Verification;

/// <summary>What a warehouse holds of one chain's blocks, as it was received.</summary>
internal sealed class StoredBlocks(DuckDBConnection connection, int chainId)
{
    public static List<int> ReadChainIds(DuckDBConnection connection) =>
        connection.Query("select distinct chain_id from chain.range order by chain_id", row => row.GetInt32(0));

    /// <summary>In order of blocks.</summary>
    public List<RangeRecord> ReadRanges() =>
        connection.Query(
            """
            select from_block, to_block, endpoint, log_count, payload_high, payload_low, tip_high, tip_low, proof
            from chain.range
            where chain_id = $chain_id
            order by from_block
            """,
            row => new RangeRecord(
                new BlockRange(row.GetInt64(0), row.GetInt64(1)),
                row.GetString(2),
                row.GetInt64(3),
                ReadHash(row, 4),
                ReadHash(row, 6),
                row.GetString(8)
            ),
            ("chain_id", chainId)
        );

    /// <summary>The last block that the chain's cursor says is stored; null without a cursor.</summary>
    public long? ReadCursor() =>
        connection
            .Query<long?>(
                "select block_number from chain.cursor where chain_id = $chain_id",
                row => row.GetInt64(0),
                ("chain_id", chainId)
            )
            .FirstOrDefault();

    /// <summary>The first block of the contracts that manifests name; null if they name none.</summary>
    public long? ReadStart() =>
        connection.Scalar<long?>(
            "select min(from_block) from chain.contract where chain_id = $chain_id and discovered_block is null",
            ("chain_id", chainId)
        );

    public List<long> ReadBlocksWithLogs() =>
        connection.Query(
            "select distinct block_number from chain.log where chain_id = $chain_id order by block_number",
            row => row.GetInt64(0),
            ("chain_id", chainId)
        );

    /// <summary>Contracts that are read, with the first block of each.</summary>
    public List<(Address Contract, long FromBlock)> ReadContracts() =>
        connection.Query(
            """
            select a.address, min(c.from_block)
            from chain.contract c
            join chain.address a using (address_id)
            where c.chain_id = $chain_id
            group by a.address
            order by a.address
            """,
            row => (new Address(row.GetFieldValue<byte[]>(0)), row.GetInt64(1)),
            ("chain_id", chainId)
        );

    /// <summary>Contracts of which only logs with some first topics are stored, with these topics.</summary>
    public Dictionary<Address, HashSet<Hash32>> ReadKeptTopics()
    {
        // Contracts that also have a kind without a filter keep all their logs.
        List<(byte[] Contract, byte[]? Topic)> rows = HasFilters()
            ? connection.Query(
                """
                select a.address, f.topic0
                from chain.contract c
                join chain.address a using (address_id)
                left join chain.event_filter f on f.system = c.system and f.kind = c.kind
                where c.chain_id = $chain_id
                """,
                row => (row.GetFieldValue<byte[]>(0), row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1)),
                ("chain_id", chainId)
            )
            : [];
        return rows.GroupBy(row => new Address(row.Contract))
            .Where(contract => contract.All(row => row.Topic is not null))
            .ToDictionary(
                contract => contract.Key,
                contract => contract.Select(row => Hash32.FromBytes(row.Topic)).ToHashSet()
            );
    }

    private bool HasFilters() =>
        connection.Scalar<bool>(
            "select count(*) > 0 from information_schema.tables where table_schema = 'chain' and table_name = 'event_filter'"
        );

    /// <summary>The hash of a stored block; null where only its logs are stored.</summary>
    public Hash32? FindHash(long block) =>
        connection
            .Query<Hash32?>(
                "select hash_high, hash_low from chain.block where chain_id = $chain_id and number = $number",
                row => ReadHash(row, 0),
                ("chain_id", chainId),
                ("number", block)
            )
            .FirstOrDefault();

    /// <summary>Ordered by block and log index; block hashes are left out.</summary>
    public LogColumns ReadLogs(BlockRange range)
    {
        var logs = new LogColumns();
        connection.Query(
            """
            select l.block_number, l.log_index, l.transaction_index, l.transaction_hash_high, l.transaction_hash_low,
                a.address, l.topic_count, t.hash_high, t.hash_low, l.topic1_high, l.topic1_low, l.topic2_high,
                l.topic2_low, l.topic3_high, l.topic3_low, l.data
            from chain.log l
            join chain.address a using (address_id)
            left join chain.topic t on t.topic_id = l.topic0_id
            where l.chain_id = $chain_id and l.block_number between $from_block and $to_block
            order by l.block_number, l.log_index
            """,
            row => Add(row, logs),
            ("chain_id", chainId),
            ("from_block", range.From),
            ("to_block", range.To)
        );
        return logs;
    }

    private static int Add(DuckDBDataReader row, LogColumns logs)
    {
        Span<Hash32> topics = stackalloc Hash32[LogColumns.TopicsPerLog];
        int topicCount = row.GetFieldValue<byte>(6);
        for (int topic = 0; topic < topicCount; topic++)
        {
            topics[topic] = ReadHash(row, 7 + (2 * topic));
        }

        var head = new LogHead(
            row.GetInt64(0),
            BlockHash: default,
            row.GetInt32(1),
            row.GetInt32(2),
            ReadHash(row, 3),
            new Address(row.GetFieldValue<byte[]>(5))
        );
        logs.Add(head, topics[..topicCount], row.GetFieldValue<byte[]>(15));
        return logs.Count;
    }

    private static Hash32 ReadHash(DuckDBDataReader row, int column) =>
        new(row.GetFieldValue<UInt128>(column), row.GetFieldValue<UInt128>(column + 1));
}

/// <summary>A row of chain.range.</summary>
internal sealed record RangeRecord(
    BlockRange Blocks,
    string Endpoint,
    long LogCount,
    Hash32 Payload,
    Hash32 Tip,
    string Proof
);
