using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Redecoding;

/// <summary>Fills one chain's event and market tables from its raw logs, range by range as indexing does, inside the
/// caller's write.</summary>
/// <param name="isSifting">Whether amounts that market tables cannot hold are put into quarantine; else they end the
/// run.</param>
internal sealed class ChainRedecoder(
    DuckDBConnection connection,
    ChainManifest chain,
    EventSchema events,
    ChainDictionaries dictionaries,
    bool isSifting
)
{
    private const string Endpoint = "the warehouse";

    private readonly LogColumns _logs = new();
    private readonly SortedBatch _sorted = new();
    private BlockTimes _times = new();
    private readonly WideAmounts _amounts = new(chain, events);
    private readonly MappingRunner _mappings = new(connection, chain, events) { IsSifting = isSifting };

    public long LogCount { get; private set; }

    public long RangeCount { get; private set; }

    public long QuarantinedCount { get; private set; }

    public long UnknownCount { get; private set; }

    /// <param name="stored">Contracts as indexing recorded them.</param>
    /// <param name="report">Told the last block done and the last of all.</param>
    /// <exception cref="SyncException">Factories changed.</exception>
    /// <exception cref="ManifestException">A mapping failed.</exception>
    /// <exception cref="WideAmountException">An amount does not fit its market table.</exception>
    public void Run(
        IReadOnlyList<StoredContract> stored,
        Action<BlockRange, long> report,
        CancellationToken cancellation
    )
    {
        var contracts = new ContractSet(chain, chain.Contracts, valued: []);
        var discoveries = new StoredDiscoveries(chain.ChainId, contracts, stored);
        var storedLogs = new StoredLogs(connection, chain.ChainId);
        IReadOnlyList<BlockRange> ranges = storedLogs.ReadRanges();
        foreach (BlockRange range in ranges)
        {
            cancellation.ThrowIfCancellationRequested();
            storedLogs.Read(range, _logs);
            _times = storedLogs.ReadTimes(range);
            var batch = new BlockBatch(range, Endpoint, [], _logs, discoveries.In(range, _logs), []);
            Write(batch, contracts, cancellation);
            contracts.Accept(batch);
            report(range, ranges[^1].To);
        }
    }

    private void Write(BlockBatch batch, ContractSet contracts, CancellationToken cancellation)
    {
        using var writer = new BatchWriter(connection, chain.ChainId, dictionaries, cancellation);
        _sorted.Clear();
        BatchSorter.Sort(batch, contracts, events, _sorted);
        writer.WriteContracts(batch.Discovered);
        writer.WriteEvents(batch.Logs, _sorted, _times);
        writer.EndLogs();
        writer.WriteQuarantine(_sorted.Quarantine);
        dictionaries.Write(connection);
        dictionaries.Keep();
        QuarantinedCount += _sorted.Quarantine.Count + _amounts.Quarantine(connection, batch.Range);
        QuarantinedCount += _mappings.Run(batch.Range, cancellation);
        LogCount += batch.Logs.Count;
        UnknownCount += _sorted.UnknownCount;
        RangeCount++;
    }
}
