using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Files;

/// <summary>Reads the logs of a dump block by block, and of each block those of contracts that are read.</summary>
/// <param name="contracts">All that is known so far; grows as batches are accepted.</param>
internal sealed class FileLogs(DuckDBConnection connection, ContractSet contracts)
{
    /// <summary>Column of the query below.</summary>
    private const int FirstTopic = 7;

    private readonly LogColumns _block = new();
    private readonly Dictionary<Address, ChainContract> _discovered = [];

    /// <summary>Logs of contracts or events that no manifest names.</summary>
    public long ForeignCount { get; private set; }

    /// <summary>The last block of a range to read at once: where there are enough logs, or the end.</summary>
    public long FindEnd(BlockRange range, int logCountMax) =>
        connection
            .Query(
                $"""
                select block_number
                from (
                    select block_number, sum(count(*)) over (order by block_number) as logs
                    from {LogDump.Table}
                    where block_number between $from_block and $to_block
                    group by block_number
                )
                where logs >= $logs
                order by block_number
                limit 1
                """,
                row => (long?)row.GetInt64(0),
                ("from_block", range.From),
                ("to_block", range.To),
                ("logs", logCountMax)
            )
            .SingleOrDefault()
        ?? range.To;

    /// <summary>Adds the logs of a range that are to be stored, in order, and the contracts that they announce.</summary>
    public void Read(BlockRange range, LogColumns logs, List<ChainContract> discovered)
    {
        _discovered.Clear();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"""
            select
                block_number, log_index, transaction_index, transaction_hash, block_hash, address, data, topic0, topic1,
                topic2, topic3
            from {LogDump.Table}
            where block_number between {range.From} and {range.To}
            order by block_number, log_index
            """;
        using DuckDBDataReader rows = command.ExecuteReader();
        bool hasRow = rows.Read();
        while (hasRow)
        {
            _block.Clear();
            long block = rows.GetInt64(0);
            do
            {
                AddRow(rows);
                hasRow = rows.Read();
            } while (hasRow && rows.GetInt64(0) == block);

            Keep(logs);
        }

        discovered.AddRange(_discovered.Values);
    }

    private void AddRow(DuckDBDataReader row)
    {
        Span<Hash32> topics = stackalloc Hash32[LogColumns.TopicsPerLog];
        int count = 0;
        while (count < topics.Length && !row.IsDBNull(FirstTopic + count))
        {
            topics[count] = HashAt(row, FirstTopic + count);
            count++;
        }

        var head = new LogHead(
            row.GetInt64(0),
            HashAt(row, 4),
            row.GetInt32(1),
            row.GetInt32(2),
            HashAt(row, 3),
            new Address(row.GetFieldValue<byte[]>(5))
        );
        _block.Add(head, topics[..count], row.GetFieldValue<byte[]>(6));
    }

    /// <summary>A factory may announce a contract after its first log of the block, so announcements are looked for until
    /// none is new.</summary>
    private void Keep(LogColumns logs)
    {
        int known;
        do
        {
            known = _discovered.Count;
            for (int log = 0; log < _block.Count; log++)
            {
                foreach (
                    ChainContract contract in Find(log) is { } writer ? contracts.AnnouncedBy(_block, log, writer) : []
                )
                {
                    if (contracts.Find(contract.Address) is null)
                    {
                        _discovered.TryAdd(contract.Address, contract);
                    }
                }
            }
        } while (_discovered.Count > known);

        for (int log = 0; log < _block.Count; log++)
        {
            if (Find(log)?.Keeps(_block.BlockNumbers[log], _block.TopicsOf(log)) == true)
            {
                logs.Add(_block.HeadOf(log), _block.TopicsOf(log), _block.DataOf(log));
            }
            else
            {
                ForeignCount++;
            }
        }
    }

    private ChainContract? Find(int log)
    {
        Address address = _block.Addresses[log];
        ChainContract? writer = contracts.Find(address) ?? _discovered.GetValueOrDefault(address);
        return writer?.Keeps(_block.BlockNumbers[log], _block.TopicsOf(log)) == true ? writer : null;
    }

    private static Hash32 HashAt(DuckDBDataReader row, int column) =>
        row.IsDBNull(column) ? default : Hash32.FromBytes(row.GetFieldValue<byte[]>(column));
}
