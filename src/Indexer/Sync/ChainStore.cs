using System.Diagnostics;
using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sources;
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
    private readonly WideAmounts _amounts;
    private readonly WriteGate _gate;
    private readonly RangeDeletion _deletion;
    private readonly MappingRunner _mappings;
    private readonly FinalityTable _finality;

    /// <summary>Of the last write; its memory serves the next one.</summary>
    private readonly SortedBatch _sorted = new();

    /// <param name="events">Its tables exist.</param>
    public ChainStore(
        DuckDBConnection connection,
        ChainManifest chain,
        EventSchema events,
        ChainDictionaries dictionaries,
        WriteGate gate
    )
    {
        _connection = connection;
        _chain = chain;
        _events = events;
        _dictionaries = dictionaries;
        _amounts = new WideAmounts(chain, events);
        _mappings = new MappingRunner(connection, chain, events);
        _finality = new FinalityTable(connection, chain.ChainId);
        _gate = gate;
        _deletion = new RangeDeletion(connection, chain.ChainId);
    }

    /// <summary>For tests that make a step fail.</summary>
    internal Action<string> BeforeStep { get; set; } = _ => { };

    public ChainCursor? ReadCursor() =>
        _gate.Use(() =>
            _connection
                .Query(
                    "select block_number, hash_high, hash_low from chain.cursor where chain_id = $chain_id",
                    row => new ChainCursor(row.GetInt64(0), ReadHash(row, 1)),
                    ("chain_id", _chain.ChainId)
                )
                .SingleOrDefault()
        );

    /// <summary>The last stored block that is final; null if none is.</summary>
    public long? ReadFinalized() => _gate.Use(_finality.Read);

    /// <summary>More of what is stored became final, though no block came.</summary>
    public void AdvanceFinality(long finalized) =>
        _gate.Use(() =>
        {
            using DuckDBTransaction transaction = _connection.BeginTransaction();
            _finality.Write(finalized, finalized);
            transaction.Commit();
            return true;
        });

    /// <summary>The hashes of the stored blocks of a range, by number.</summary>
    public IReadOnlyDictionary<long, Hash32> ReadHashes(BlockRange range) =>
        _gate.Use(() =>
            _connection
                .Query(
                    """
                    select number, hash_high, hash_low
                    from chain.block
                    where chain_id = $chain_id
                        and number between $from_block and $to_block
                    """,
                    row => (Number: row.GetInt64(0), Hash: ReadHash(row, 1)),
                    ("chain_id", _chain.ChainId),
                    ("from_block", range.From),
                    ("to_block", range.To)
                )
                .ToDictionary(block => block.Number, block => block.Hash)
        );

    /// <summary>The first stored block; null if there is none.</summary>
    public long? ReadFirstBlock() =>
        _gate.Use(() =>
            _connection.Scalar<long?>(
                "select min(number) from chain.block where chain_id = $chain_id",
                ("chain_id", _chain.ChainId)
            )
        );

    /// <summary>The first block of the stored range that holds both the given block and the next one; null if a range
    /// ends with the block.</summary>
    public long? FindRangeAcross(long block) =>
        _gate.Use(() =>
            _connection.Scalar<long?>(
                """
                select min(from_block)
                from chain.range
                where chain_id = $chain_id
                    and from_block <= $block
                    and to_block > $block
                """,
                ("chain_id", _chain.ChainId),
                ("block", block)
            )
        );

    /// <summary>Stores ranges that follow each other in one write. What an earlier write left of them is replaced.
    /// </summary>
    /// <param name="finalized">Last block that is final, stored or not; null if none is.</param>
    /// <param name="release">Told of each batch once its logs are not needed any more, whether or not the write goes on to
    /// be committed; null for nobody.</param>
    /// <exception cref="WideAmountException">An amount does not fit, and logs were released; nothing is stored. Writes from
    /// now on sift rows, so the same blocks may be given again.</exception>
    /// <exception cref="ManifestException">A mapping failed; nothing is stored.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the commit; nothing is stored.</exception>
    public StoredRange Append(
        IReadOnlyList<BlockBatch> batches,
        ContractSet contracts,
        long? finalized,
        CancellationToken cancellation,
        Action<BlockBatch>? release = null
    ) =>
        Commit(
            () =>
            {
                BlockRange range = BlockBatch.RangeOf(batches);
                using Activity? span = SyncTrace.Start("store", _chain.ChainId, range);
                Step("delete", () => _deletion.Delete(range, cancellation), cancellation);
                return Write(batches, contracts, finalized, release, cancellation);
            },
            isRepeatable: release is null,
            cancellation
        );

    /// <summary>Replaces all that is stored above the ancestor, and journals it, in one write.</summary>
    /// <param name="batches">The blocks after the ancestor; at least one.</param>
    /// <exception cref="ManifestException">A mapping failed; nothing is changed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the commit; nothing is changed.</exception>
    public StoredRange Swap(
        Reorg reorg,
        IReadOnlyList<BlockBatch> batches,
        ContractSet contracts,
        long? finalized,
        CancellationToken cancellation
    ) =>
        Commit(
            () =>
            {
                BlockRange range = BlockBatch.RangeOf(batches);
                var removed = new BlockRange(range.From, Math.Max(reorg.OldTip.Block, range.To));
                Step("journal", () => ReorgJournal.Write(_connection, _chain.ChainId, reorg, batches), cancellation);
                Step("delete", () => _deletion.Delete(removed, cancellation), cancellation);
                return Write(batches, contracts, finalized, release: null, cancellation);
            },
            isRepeatable: true,
            cancellation
        );

    /// <summary>Once an amount was too wide, all later writes sift: a chain that has one has more.</summary>
    /// <param name="isRepeatable">Whether all that is written is still held.</param>
    private StoredRange Commit(Func<StoredRange> write, bool isRepeatable, CancellationToken cancellation) =>
        _gate.Use(
            () =>
            {
                try
                {
                    return CommitOnce(write, cancellation);
                }
                catch (WideAmountException)
                {
                    _mappings.IsSifting = true;
                    if (!isRepeatable)
                    {
                        throw;
                    }

                    return CommitOnce(write, cancellation);
                }
            },
            cancellation
        );

    private StoredRange CommitOnce(Func<StoredRange> write, CancellationToken cancellation)
    {
        try
        {
            using DuckDBTransaction transaction = _connection.BeginTransaction();
            StoredRange stored = write();
            Step("commit", transaction.Commit, cancellation);
            _dictionaries.Keep();
            return stored;
        }
        catch
        {
            _dictionaries.Forget();
            throw;
        }
    }

    private StoredRange Write(
        IReadOnlyList<BlockBatch> batches,
        ContractSet contracts,
        long? finalized,
        Action<BlockBatch>? release,
        CancellationToken cancellation
    )
    {
        using var writer = new BatchWriter(_connection, _chain.ChainId, _dictionaries, cancellation);
        BlockRange range = BlockBatch.RangeOf(batches);
        BlockHeader tip = batches[^1].Tip;
        Step("blocks", () => writer.WriteBlocks(batches.SelectMany(batch => batch.Headers)), cancellation);
        Step("contracts", () => writer.WriteContracts(batches.SelectMany(batch => batch.Discovered)), cancellation);
        WriteLogs(writer, batches, contracts, release, cancellation);
        Step("values", () => writer.WriteValues(_sorted.Values), cancellation);
        Step("quarantine", () => writer.WriteQuarantine(_sorted.Quarantine), cancellation);
        Step("dictionaries", () => _dictionaries.Write(_connection), cancellation);
        int wideCount = 0;
        Step("amounts", () => wideCount = _amounts.Quarantine(_connection, range), cancellation);
        Step("mapping", () => wideCount += _mappings.Run(range, cancellation), cancellation);
        Step("range", () => writer.WriteRanges(batches), cancellation);
        Step("cursor", () => writer.WriteCursor(tip), cancellation);
        Step("finality", () => _finality.Write(finalized, tip.Number), cancellation);
        return new StoredRange(
            new ChainCursor(tip.Number, tip.Hash),
            batches.Count,
            batches.Sum(batch => batch.LogCount),
            _sorted.Quarantine.Count + wideCount,
            _sorted.UnknownCount
        );
    }

    /// <summary>Writes the logs and events of one batch after another.</summary>
    private void WriteLogs(
        BatchWriter writer,
        IReadOnlyList<BlockBatch> batches,
        ContractSet contracts,
        Action<BlockBatch>? release,
        CancellationToken cancellation
    )
    {
        _sorted.Clear();
        foreach (BlockBatch batch in batches)
        {
            BatchSorter.Sort(batch, contracts, _events, _sorted);
            Step("logs", () => writer.WriteLogs(batch.Logs), cancellation);
            var times = BlockTimes.Of(batch.Headers);
            Step("events", () => writer.WriteEvents(batch.Logs, _sorted, times), cancellation);
            release?.Invoke(batch);
        }

        writer.EndLogs();
    }

    private void Step(string name, Action work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        BeforeStep(name);
        work();
    }

    private static Hash32 ReadHash(DuckDBDataReader row, int column) =>
        new(row.GetFieldValue<UInt128>(column), row.GetFieldValue<UInt128>(column + 1));
}
