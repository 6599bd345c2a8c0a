using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Writes ranges of one chain: facts, market facts, the range's record and the cursor, all or nothing.
/// </summary>
internal sealed class ChainStore
{
    private readonly DuckDBConnection _connection;
    private readonly ChainManifest _chain;
    private readonly EventSchema _events;
    private readonly ChainDictionaries _dictionaries;
    private readonly string _deleteRange;

    /// <summary>Of the last batch; its memory serves the next one.</summary>
    private readonly SortedBatch _sorted = new();

    /// <param name="events">Its tables exist.</param>
    public ChainStore(
        DuckDBConnection connection,
        ChainManifest chain,
        EventSchema events,
        ChainDictionaries dictionaries
    )
    {
        _connection = connection;
        _chain = chain;
        _events = events;
        _dictionaries = dictionaries;
        _deleteRange = ReadDeleteRange(connection);
    }

    /// <summary>For tests that make a step fail.</summary>
    internal Action<string> BeforeStep { get; set; } = _ => { };

    public ChainCursor? ReadCursor() =>
        _connection
            .Query(
                "select block_number, hash_high, hash_low from chain.cursor where chain_id = $chain_id",
                row => new ChainCursor(row.GetInt64(0), ReadHash(row, 1)),
                ("chain_id", _chain.ChainId)
            )
            .SingleOrDefault();

    /// <summary>The hash of a stored block, else null.</summary>
    public Hash32? FindHash(long block) =>
        _connection
            .Query<Hash32?>(
                "select hash_high, hash_low from chain.block where chain_id = $chain_id and number = $number",
                row => ReadHash(row, 0),
                ("chain_id", _chain.ChainId),
                ("number", block)
            )
            .SingleOrDefault();

    /// <summary>Stores a range in one write. What an earlier write left of it is replaced.</summary>
    /// <exception cref="ManifestException">A mapping failed; nothing is stored.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the commit; nothing is stored.</exception>
    public StoredRange Append(BlockBatch batch, ContractSet contracts, CancellationToken cancellation)
    {
        try
        {
            using DuckDBTransaction write = _connection.BeginTransaction();
            StoredRange stored = Write(batch, contracts, cancellation);
            Step("commit", write.Commit, cancellation);
            _dictionaries.Keep();
            return stored;
        }
        catch
        {
            _dictionaries.Forget();
            throw;
        }
    }

    private StoredRange Write(BlockBatch batch, ContractSet contracts, CancellationToken cancellation)
    {
        var writer = new BatchWriter(_connection, _chain.ChainId, _dictionaries, cancellation);
        BatchSorter.Sort(batch, contracts, _events, _sorted);
        SortedBatch sorted = _sorted;
        Step("delete", () => DeleteRange(batch.Range), cancellation);
        Step("blocks", () => writer.WriteBlocks(batch.Headers), cancellation);
        Step("logs", () => writer.WriteLogs(batch.Logs), cancellation);
        Step("contracts", () => writer.WriteContracts(batch.Discovered), cancellation);
        Step("events", () => writer.WriteEvents(batch.Logs, sorted), cancellation);
        Step("values", () => writer.WriteValues(sorted.Values), cancellation);
        Step("quarantine", () => writer.WriteQuarantine(sorted.Quarantine), cancellation);
        Step("dictionaries", () => _dictionaries.Write(_connection), cancellation);
        Step("mapping", () => MappingRunner.Run(_connection, _chain, batch.Range), cancellation);
        Step("range", () => writer.WriteRange(batch), cancellation);
        Step("cursor", () => writer.WriteCursor(batch.Tip), cancellation);
        return new StoredRange(
            new ChainCursor(batch.Tip.Number, batch.Tip.Hash),
            batch.Logs.Count,
            sorted.Quarantine.Count,
            sorted.UnknownCount
        );
    }

    private void Step(string name, Action work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        BeforeStep(name);
        work();
    }

    private void DeleteRange(BlockRange range) =>
        _connection.Execute(
            _deleteRange,
            ("chain_id", _chain.ChainId),
            ("from_block", range.From),
            ("to_block", range.To)
        );

    /// <summary>SQL that removes all facts of a range: every table with chain_id and block_number, and those that
    /// name the block otherwise.</summary>
    private static string ReadDeleteRange(DuckDBConnection connection)
    {
        List<string> tables = connection.Query(
            """
            select c.table_schema || '."' || c.table_name || '"'
            from information_schema.columns c
            join information_schema.tables t using (table_schema, table_name)
            where c.table_schema in ('chain', 'event', 'market')
                and c.table_name <> 'cursor'
                and t.table_type = 'BASE TABLE'
            group by all
            having count(*) filter (c.column_name in ('chain_id', 'block_number')) = 2
            order by all
            """,
            row => row.GetString(0)
        );
        IEnumerable<string> deletes = tables
            .Select(table => (Table: table, Column: "block_number"))
            .Append((Table: "chain.block", Column: "number"))
            .Append((Table: "chain.contract", Column: "discovered_block"))
            .Append((Table: "chain.range", Column: "to_block"))
            .Select(pair =>
                $"delete from {pair.Table} where chain_id = $chain_id and {pair.Column} between $from_block and $to_block"
            );
        return string.Join(";\n", deletes);
    }

    private static Hash32 ReadHash(DuckDBDataReader row, int column) =>
        new(row.GetFieldValue<UInt128>(column), row.GetFieldValue<UInt128>(column + 1));
}

/// <summary>What came of a write.</summary>
internal sealed record StoredRange(ChainCursor Cursor, int LogCount, int QuarantinedCount, int UnknownCount);
