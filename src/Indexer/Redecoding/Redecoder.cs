using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sync;
using Souk.Warehouse.Rollups;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Redecoding;

/// <summary>Decodes and maps stored logs anew after a manifest changed, without the network.</summary>
/// <remarks>One write: readers see the old facts until it commits, and a process that is killed leaves them. Values
/// that contracts were asked for are kept, and so are market rows that are not made again, in chain.removed_row. Memory is that
/// of <see cref="StoredLogs.LogsPerRange"/> logs, beside DuckDB's own.</remarks>
public sealed class Redecoder
{
    private readonly DuckDBConnection _connection;
    private readonly ManifestSet _manifests;
    private readonly EventSchema _events;
    private readonly DecodingStore _decodings;
    private readonly TimeProvider _time;

    /// <exception cref="ManifestException">Two events would share a table.</exception>
    public Redecoder(ManifestSet manifests, WarehouseFile warehouse, TimeProvider time)
    {
        _connection = warehouse.Connection;
        _manifests = StartFinder.WithStored(
            manifests,
            new ManifestStore(_connection, ChainDictionaries.Load(_connection))
        );
        _events = new EventSchema(manifests);
        _decodings = new DecodingStore(_connection);
        _time = time;
    }

    /// <summary>For tests that make a step fail.</summary>
    internal Action<string> BeforeStep { get; set; } = _ => { };

    /// <summary>To be called once.</summary>
    /// <exception cref="SyncException">The manifests need logs that are not stored; nothing is changed.</exception>
    /// <exception cref="ManifestException">A mapping failed; nothing is changed.</exception>
    /// <exception cref="OperationCanceledException">Nothing is changed.</exception>
    public RedecodeResult Run(IProgress<SyncProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            return Run(isSifting: false, progress, cancellation);
        }
        catch (WideAmountException)
        {
            return Run(isSifting: true, progress, cancellation);
        }
    }

    private RedecodeResult Run(bool isSifting, IProgress<SyncProgress>? progress, CancellationToken cancellation)
    {
        long started = _time.GetTimestamp();
        using DuckDBTransaction write = _connection.BeginTransaction();
        ChainDictionaries dictionaries = ChainDictionaries.Load(_connection);
        var store = new ManifestStore(_connection, dictionaries);
        store.RequireReadable(_manifests, _decodings);
        Dictionary<int, List<StoredContract>> stored = _manifests.Chains.ToDictionary(
            chain => chain.ChainId,
            chain => store.ReadStored(chain.ChainId)
        );
        BeforeStep("tables");
        IReadOnlyList<string> dropped = _decodings.RecreateTables(_manifests, _events);
        RemapJournal journal = RemapJournal.Begin(_connection, _manifests.Chains.Select(chain => chain.ChainId));
        BeforeStep("delete");
        DeleteFacts();
        store.Write(_manifests);
        List<ChainRedecoder> chains = [];
        foreach (ChainManifest chain in _manifests.Chains)
        {
            var redecoder = new ChainRedecoder(_connection, chain, _events, dictionaries, isSifting);
            chains.Add(redecoder);
            long chainStarted = _time.GetTimestamp();
            long? first = null;
            redecoder.Run(
                stored[chain.ChainId],
                (range, last) =>
                {
                    BeforeStep("range");
                    long logCount = chains.Sum(other => other.LogCount);
                    TimeSpan elapsed = _time.GetElapsedTime(started);
                    first ??= range.From;
                    progress?.Report(
                        new SyncProgress(chain.ChainId, range.To, last, logCount, elapsed)
                        {
                            FirstBlock = first.Value,
                            Moving = _time.GetElapsedTime(chainStarted),
                        }
                    );
                },
                cancellation
            );
        }

        dictionaries.Write(_connection);
        _decodings.ForgetValues(_manifests, _events, dropped);
        _decodings.Record(_manifests, _events);
        journal.End(_time.GetUtcNow().UtcDateTime);
        BeforeStep("commit");
        write.Commit();
        return new RedecodeResult(
            chains.Sum(chain => chain.LogCount),
            chains.Sum(chain => chain.RangeCount),
            chains.Sum(chain => chain.QuarantinedCount),
            chains.Sum(chain => chain.UnknownCount),
            dropped,
            _time.GetElapsedTime(started).TotalSeconds
        );
    }

    /// <summary>Removes what logs will fill again: market facts, their rollups, discovered contracts, and what was in
    /// quarantine but for values, which only a chain can tell.</summary>
    private void DeleteFacts()
    {
        List<string> tables = _connection.Query(
            """
            select c.table_schema || '."' || c.table_name || '"'
            from information_schema.columns c
            join information_schema.tables t using (table_schema, table_name)
            where c.table_schema in ('market', 'rollup')
                and t.table_type = 'BASE TABLE'
            group by all
            having count(*) filter (c.column_name in ('chain_id', 'block_number')) = 2
            order by all
            """,
            row => row.GetString(0)
        );
        IEnumerable<string> deletes = tables
            .Select(table => $"delete from {table} where chain_id = $chain_id")
            .Append("delete from chain.quarantine where chain_id = $chain_id and reason <> 'value'")
            .Append("delete from chain.contract where chain_id = $chain_id and discovered_block is not null");
        foreach (ChainManifest chain in _manifests.Chains)
        {
            _connection.Execute(string.Join(";\n", deletes), ("chain_id", chain.ChainId));
            Rollup.Forget(_connection, chain.ChainId);
        }
    }
}
