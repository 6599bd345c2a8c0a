using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Decodes a batch and sorts its logs and values by the table they go to.</summary>
internal static class BatchSorter
{
    public static SortedBatch Sort(BlockBatch batch, ContractSet contracts, EventSchema schema)
    {
        var sorted = new SortedBatch();
        Dictionary<Address, ChainContract> discovered = batch.Discovered.ToDictionary(contract => contract.Address);
        for (int log = 0; log < batch.Logs.Count; log++)
        {
            Address address = batch.Logs.Addresses[log];
            ChainContract writer = contracts.Find(address) ?? discovered[address];
            SortLog(sorted, batch.Logs, log, schema.TablesOf(writer));
        }

        foreach (ContractValues values in batch.Values)
        {
            SortValues(sorted, values, schema.TablesOf(values.Contract).Values!);
        }

        return sorted;
    }

    private static void SortLog(SortedBatch sorted, LogColumns logs, int log, KindTables tables)
    {
        if (tables.Matcher.Match(logs.TopicsOf(log), logs.BlockNumbers[log]) is not { } signature)
        {
            sorted.UnknownCount++;
            return;
        }

        try
        {
            object[] values = LogDecoder.DecodeValues(signature, logs.TopicsOf(log), logs.DataOf(log));
            sorted.Add(tables.Events[signature], log, values);
        }
        catch (AbiDecodingException exception)
        {
            string detail = $"{signature}: {exception.Message}";
            LogHead head = logs.HeadOf(log);
            sorted.Quarantine.Add(new QuarantineEntry(head.BlockNumber, head.LogIndex, head.Address, "event", detail));
        }
    }

    private static void SortValues(SortedBatch sorted, ContractValues values, EventTable table)
    {
        sorted.Values.Add((table, values));
        for (int index = 0; index < values.Results.Count; index++)
        {
            if (values.Results[index] is null)
            {
                string detail = $"{values.Contract.Kind.Values[index]}: the contract has no such value.";
                sorted.Quarantine.Add(
                    new QuarantineEntry(values.Block, LogIndex: null, values.Contract.Address, "value", detail)
                );
            }
        }
    }
}

/// <summary>A batch, decoded.</summary>
internal sealed class SortedBatch
{
    private readonly Dictionary<EventTable, List<(int Log, object[] Values)>> _events = [];

    public IReadOnlyDictionary<EventTable, List<(int Log, object[] Values)>> Events => _events;

    public List<(EventTable Table, ContractValues Values)> Values { get; } = [];

    public List<QuarantineEntry> Quarantine { get; } = [];

    /// <summary>Logs of events that the manifest does not name.</summary>
    public int UnknownCount { get; set; }

    public void Add(EventTable table, int log, object[] values)
    {
        if (!_events.TryGetValue(table, out List<(int, object[])>? rows))
        {
            _events[table] = rows = [];
        }

        rows.Add((log, values));
    }
}

/// <param name="LogIndex">Null for a value.</param>
/// <param name="Reason">As chain.quarantine lists them.</param>
internal sealed record QuarantineEntry(long Block, int? LogIndex, Address Contract, string Reason, string Detail);
