using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Checks a batch's logs and sorts them and its values by the table they go to.</summary>
internal static class BatchSorter
{
    /// <param name="sorted">Its positions are then those of this batch; all else is added to it.</param>
    public static void Sort(BlockBatch batch, ContractSet contracts, EventSchema schema, SortedBatch sorted)
    {
        sorted.Begin(batch);
        Dictionary<Address, KindTables> tables = [];
        for (int log = 0; log < batch.Logs.Count; log++)
        {
            Address address = batch.Logs.Addresses[log];
            if (!tables.TryGetValue(address, out KindTables? some))
            {
                some = schema.TablesOf(contracts.Find(address) ?? sorted.Discovered[address]);
                tables.Add(address, some);
            }

            SortLog(sorted, batch.Logs, log, some);
        }

        foreach (ContractValues values in batch.Values)
        {
            SortValues(sorted, values, schema.TablesOf(values.Contract).Values!);
        }
    }

    private static void SortLog(SortedBatch sorted, LogColumns logs, int log, KindTables tables)
    {
        ReadOnlySpan<Hash32> topics = logs.TopicsOf(log);
        if (tables.Matcher.Match(topics, logs.BlockNumbers[log]) is not { } signature)
        {
            sorted.UnknownCount++;
            return;
        }

        try
        {
            EventRoute route = tables.Events[signature];
            route.Layout.Check(topics, logs.DataOf(log));
            sorted.Add(route.Table, log);
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

/// <summary>Where the logs of a batch go, and the values of all batches of a write. May serve one write after another.
/// </summary>
internal sealed class SortedBatch
{
    private readonly Dictionary<EventTable, List<int>> _events = [];

    /// <summary>Positions of the last batch's logs that decode, by table; a table may have none.</summary>
    public IReadOnlyDictionary<EventTable, List<int>> Events => _events;

    /// <summary>Contracts that factories announced.</summary>
    public Dictionary<Address, ChainContract> Discovered { get; } = [];

    public List<(EventTable Table, ContractValues Values)> Values { get; } = [];

    public List<QuarantineEntry> Quarantine { get; } = [];

    /// <summary>Logs of events that the manifest does not name.</summary>
    public int UnknownCount { get; set; }

    public void Add(EventTable table, int log)
    {
        if (!_events.TryGetValue(table, out List<int>? positions))
        {
            _events[table] = positions = [];
        }

        positions.Add(log);
    }

    /// <summary>Forgets the positions of the batch before.</summary>
    public void Begin(BlockBatch batch)
    {
        foreach (List<int> positions in _events.Values)
        {
            positions.Clear();
        }

        foreach (ChainContract contract in batch.Discovered)
        {
            Discovered[contract.Address] = contract;
        }
    }

    /// <summary>Forgets all and keeps the memory.</summary>
    public void Clear()
    {
        foreach (List<int> positions in _events.Values)
        {
            positions.Clear();
        }

        Discovered.Clear();
        Values.Clear();
        Quarantine.Clear();
        UnknownCount = 0;
    }
}

/// <param name="LogIndex">Null for a value.</param>
/// <param name="Reason">As chain.quarantine lists them.</param>
internal sealed record QuarantineEntry(long Block, int? LogIndex, Address Contract, string Reason, string Detail);
