using System.Buffers.Binary;
using System.Security.Cryptography;
using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sources;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Puts a batch's rows into the tables, inside the caller's write.</summary>
internal sealed class BatchWriter(
    DuckDBConnection connection,
    int chainId,
    ChainDictionaries dictionaries,
    CancellationToken cancellation
)
{
    private const string ChainSchema = "chain";

    private const string ProofNone = "none";

    public void WriteBlocks(IReadOnlyList<BlockHeader> headers)
    {
        using DuckDBAppender appender = connection.CreateAppender(ChainSchema, "block");
        foreach (BlockHeader header in headers)
        {
            DuckDBAppenderRow row = appender.CreateRow().AppendValue(chainId).AppendValue(header.Number);
            Append(row, header.Hash);
            Append(row, header.Parent);
            row.AppendValue(header.Time).EndRow();
        }
    }

    public void WriteLogs(IReadOnlyList<RawLog> logs)
    {
        using DuckDBAppender appender = connection.CreateAppender(ChainSchema, "log");
        foreach (RawLog log in logs)
        {
            cancellation.ThrowIfCancellationRequested();
            DuckDBAppenderRow row = appender
                .CreateRow()
                .AppendValue(chainId)
                .AppendValue(log.BlockNumber)
                .AppendValue(log.LogIndex)
                .AppendValue(log.TransactionIndex);
            Append(row, log.TransactionHash);
            row.AppendValue(dictionaries.Addresses.IdOf(log.Address)).AppendValue((byte)log.Topics.Length);
            int? topic0 = log.Topics.Length > 0 ? dictionaries.Topics.IdOf(log.Topics[0]) : null;
            row.AppendValue(topic0);
            for (int index = 1; index <= 3; index++)
            {
                Hash32? topic = index < log.Topics.Length ? log.Topics[index] : null;
                row.AppendValue(topic?.High).AppendValue(topic?.Low);
            }

            row.AppendValue(log.Data).EndRow();
        }
    }

    public void WriteContracts(IReadOnlyList<ChainContract> contracts)
    {
        using DuckDBAppender appender = connection.CreateAppender(ChainSchema, "contract");
        foreach (ChainContract contract in contracts)
        {
            appender
                .CreateRow()
                .AppendValue(chainId)
                .AppendValue(dictionaries.Addresses.IdOf(contract.Address))
                .AppendValue(contract.System)
                .AppendValue(contract.Kind.Name)
                .AppendValue(contract.Name)
                .AppendValue(contract.FromBlock)
                .AppendValue(contract.DiscoveredBlock)
                .EndRow();
        }
    }

    public void WriteEvents(IReadOnlyDictionary<EventTable, List<(RawLog Log, object[] Values)>> events)
    {
        foreach ((EventTable table, List<(RawLog, object[])> rows) in events)
        {
            using DuckDBAppender appender = connection.CreateAppender("event", table.Name);
            foreach ((RawLog log, object[] values) in rows)
            {
                cancellation.ThrowIfCancellationRequested();
                table.Append(appender, chainId, log, values, dictionaries.Addresses);
            }
        }
    }

    public void WriteValues(IReadOnlyList<(EventTable Table, ContractValues Values)> rows)
    {
        foreach ((EventTable table, ContractValues values) in rows)
        {
            using DuckDBAppender appender = connection.CreateAppender("event", table.Name);
            table.Append(appender, chainId, values, dictionaries.Addresses);
        }
    }

    public void WriteQuarantine(IReadOnlyList<QuarantineEntry> entries)
    {
        using DuckDBAppender appender = connection.CreateAppender(ChainSchema, "quarantine");
        foreach (QuarantineEntry entry in entries)
        {
            appender
                .CreateRow()
                .AppendValue(chainId)
                .AppendValue(entry.Block)
                .AppendValue(entry.LogIndex)
                .AppendValue(dictionaries.Addresses.IdOf(entry.Contract))
                .AppendValue(entry.Reason)
                .AppendValue(entry.Detail)
                .EndRow();
        }
    }

    public void WriteRange(BlockBatch batch)
    {
        using DuckDBAppender appender = connection.CreateAppender(ChainSchema, "range");
        DuckDBAppenderRow row = appender
            .CreateRow()
            .AppendValue(chainId)
            .AppendValue(batch.Range.From)
            .AppendValue(batch.Range.To)
            .AppendValue(batch.Endpoint)
            .AppendValue((long)batch.Logs.Count);
        Append(row, PayloadHash(batch.Logs));
        Append(row, batch.Tip.Hash);
        row.AppendValue(ProofNone).EndRow();
    }

    public void WriteCursor(BlockHeader tip)
    {
        connection.Execute("delete from chain.cursor where chain_id = $chain_id", ("chain_id", chainId));
        using DuckDBAppender appender = connection.CreateAppender(ChainSchema, "cursor");
        DuckDBAppenderRow row = appender.CreateRow().AppendValue(chainId).AppendValue(tip.Number);
        Append(row, tip.Hash);
        row.AppendValue(tip.Time).EndRow();
    }

    private static void Append(DuckDBAppenderRow row, Hash32 hash) => row.AppendValue(hash.High).AppendValue(hash.Low);

    /// <summary>SHA-256 over every log's place, transaction, address, topics and data, with lengths.</summary>
    private static Hash32 PayloadHash(IReadOnlyList<RawLog> logs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> buffer = stackalloc byte[Hash32.ByteCount];
        foreach (RawLog log in logs)
        {
            BinaryPrimitives.WriteInt64BigEndian(buffer, log.BlockNumber);
            BinaryPrimitives.WriteInt32BigEndian(buffer[8..], log.LogIndex);
            BinaryPrimitives.WriteInt32BigEndian(buffer[12..], log.TransactionIndex);
            BinaryPrimitives.WriteInt32BigEndian(buffer[16..], log.Topics.Length);
            BinaryPrimitives.WriteInt32BigEndian(buffer[20..], log.Data.Length);
            hash.AppendData(buffer[..24]);
            log.Address.CopyTo(buffer);
            hash.AppendData(buffer[..Address.ByteCount]);
            foreach (Hash32 word in log.Topics.Prepend(log.TransactionHash))
            {
                word.CopyTo(buffer);
                hash.AppendData(buffer);
            }

            hash.AppendData(log.Data);
        }

        return Hash32.FromBytes(hash.GetHashAndReset());
    }
}
