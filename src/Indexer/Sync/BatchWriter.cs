using System.Runtime.InteropServices;
using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sources;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Puts the rows of batches into the tables, inside the caller's write.</summary>
/// <remarks>Logs and events may be written batch by batch; they are in the tables after <see cref="EndLogs"/>.</remarks>
internal sealed class BatchWriter(
    DuckDBConnection connection,
    int chainId,
    ChainDictionaries dictionaries,
    CancellationToken cancellation
) : IDisposable
{
    private const string ChainSchema = "chain";

    private readonly Dictionary<EventTable, DuckDBAppender> _events = [];
    private DuckDBAppender? _logs;

    public void WriteBlocks(IEnumerable<BlockHeader> headers)
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

    public void WriteLogs(LogColumns logs)
    {
        _logs ??= connection.CreateAppender(ChainSchema, "log");
        LogTable.Append(_logs, chainId, logs, dictionaries, cancellation);
    }

    public void WriteContracts(IEnumerable<ChainContract> contracts)
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

    public void WriteEvents(LogColumns logs, SortedBatch sorted, BlockTimes times)
    {
        foreach ((EventTable table, List<int> positions) in sorted.Events)
        {
            cancellation.ThrowIfCancellationRequested();
            if (positions.Count > 0)
            {
                ReadOnlySpan<int> some = CollectionsMarshal.AsSpan(positions);
                table.Append(AppenderOf(table), chainId, logs, some, times, dictionaries.Addresses);
            }
        }
    }

    /// <summary>All logs and events are written.</summary>
    public void EndLogs()
    {
        _logs?.Dispose();
        _logs = null;
        foreach (DuckDBAppender appender in _events.Values)
        {
            appender.Dispose();
        }

        _events.Clear();
    }

    public void Dispose() => EndLogs();

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

    public void WriteRanges(IReadOnlyList<BlockBatch> batches)
    {
        using DuckDBAppender appender = connection.CreateAppender(ChainSchema, "range");
        foreach (BlockBatch batch in batches)
        {
            WriteRange(appender, batch);
        }
    }

    private void WriteRange(DuckDBAppender appender, BlockBatch batch)
    {
        DuckDBAppenderRow row = appender
            .CreateRow()
            .AppendValue(chainId)
            .AppendValue(batch.Range.From)
            .AppendValue(batch.Range.To)
            .AppendValue(batch.Endpoint)
            .AppendValue((long)batch.LogCount);
        Append(row, batch.Payload);
        Append(row, batch.Tip.Hash);
        row.AppendValue(batch.Proof.ToString().ToLowerInvariant()).EndRow();
    }

    public void WriteCursor(BlockHeader tip)
    {
        connection.Execute("delete from chain.cursor where chain_id = $chain_id", ("chain_id", chainId));
        using DuckDBAppender appender = connection.CreateAppender(ChainSchema, "cursor");
        DuckDBAppenderRow row = appender.CreateRow().AppendValue(chainId).AppendValue(tip.Number);
        Append(row, tip.Hash);
        row.AppendValue(tip.Time).EndRow();
    }

    private DuckDBAppender AppenderOf(EventTable table)
    {
        if (!_events.TryGetValue(table, out DuckDBAppender? appender))
        {
            _events[table] = appender = connection.CreateAppender("event", table.Name);
        }

        return appender;
    }

    private static void Append(DuckDBAppenderRow row, Hash32 hash) => row.AppendValue(hash.High).AppendValue(hash.Low);
}
