using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Proofs;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Files;

/// <summary>Which dumps hold which chain.</summary>
/// <param name="Logs">Dumps of its logs, in any order.</param>
/// <param name="Blocks">Dumps of its blocks; none where the logs say the times of theirs.</param>
public sealed record ChainDump(int ChainId, IReadOnlyList<string> Logs, IReadOnlyList<string> Blocks);

/// <summary>Indexes a chain from dumps in place of an endpoint: into the same tables, by the same mappings, with the same
/// cursor. Nothing proves that a dump is whole, so its ranges have proof level <see cref="ProofLevel.None"/>.</summary>
/// <remarks>What is stored already is left alone, so the same dump may be given again and a longer one continues. All of the
/// dump is checked before its first block is stored.</remarks>
public sealed class FileSync
{
    private readonly ManifestSet _manifests;
    private readonly WarehouseFile _warehouse;

    /// <param name="manifests">Contracts that say <c>from_block: find</c> are read from block 0 on, unless a node told where
    /// they begin before.</param>
    public FileSync(ManifestSet manifests, WarehouseFile warehouse)
    {
        _warehouse = warehouse;
        var store = new ManifestStore(warehouse.Connection, ChainDictionaries.Load(warehouse.Connection));
        _manifests = StartFinder.WithStored(manifests, store).WithStarts((_, _) => 0);
    }

    /// <summary>Logs of one write, about.</summary>
    public int LogsPerWrite { get; init; } = HistoryPipeline.LogsPerWrite;

    /// <summary>Told the last block stored and the last of all.</summary>
    public Action<long, long> OnStored { get; set; } = (_, _) => { };

    /// <param name="isDryRun">Check and count, and store nothing.</param>
    /// <exception cref="DumpException">The dump does not fit itself, the chain or what is stored; nothing was stored.
    /// </exception>
    /// <exception cref="SyncException">The manifests do not fit what is stored.</exception>
    /// <exception cref="ManifestException">A mapping failed; all writes before are stored.</exception>
    /// <exception cref="OperationCanceledException">All writes so far are stored.</exception>
    public FileSyncResult Run(ChainDump dump, bool isDryRun, CancellationToken cancellation)
    {
        ChainManifest chain =
            _manifests.Chains.FirstOrDefault(candidate => candidate.ChainId == dump.ChainId)
            ?? throw new DumpException($"No manifest has a deployment on chain {dump.ChainId}.");
        if (chain.Manifests.FirstOrDefault(manifest => NativeFields.IsNative(manifest.Source)) is { } other)
        {
            throw new DumpException($"{other.Path} is of a {other.Source} chain; dumps hold logs of EVM chains.");
        }

        var logs = new LogDump(_warehouse.Connection);
        var blocks = new BlockDump(_warehouse.Connection);
        try
        {
            logs.Load(dump.Logs);
            blocks.Load(dump.Blocks);
            return Run(chain, dump, logs, blocks, isDryRun, cancellation);
        }
        finally
        {
            _warehouse.Connection.Execute(
                "drop table if exists temp.dump_row; drop table if exists temp.dump_log; drop table if exists temp.dump_block"
            );
        }
    }

    private FileSyncResult Run(
        ChainManifest chain,
        ChainDump dump,
        LogDump logs,
        BlockDump blocks,
        bool isDryRun,
        CancellationToken cancellation
    )
    {
        DuckDBConnection connection = _warehouse.Connection;
        var events = new EventSchema(_manifests);
        ChainDictionaries dictionaries = ChainDictionaries.Load(connection);
        var manifestStore = new ManifestStore(connection, dictionaries);
        if (!isDryRun)
        {
            manifestStore.Record(_manifests, events);
        }

        using var gate = new WriteGate();
        var contracts = new ContractSet(chain, manifestStore.ReadContracts(chain), valued: []);
        var store = isDryRun ? null : new ChainStore(connection, chain, events, dictionaries, gate);
        ChainCursor? cursor = ReadCursor(chain.ChainId);
        BlockRange? range = RangeAfter(cursor, chain, blocks);
        long before = cursor is null
            ? 0
            : connection.Scalar<long>(
                $"select count(*) from {LogDump.Table} where block_number <= $block",
                ("block", cursor.Block)
            );
        string endpoint =
            $"file {string.Join(", ", dump.Logs.Select(Path.GetFileName))} ({string.Join(", ", logs.Dialects)})";
        (long stored, long foreign, long quarantined) = range is { } some
            ? Store(store, contracts, blocks, some, endpoint, cancellation)
            : default;
        return new FileSyncResult(
            chain.ChainId,
            logs.Dialects,
            range?.From,
            range?.To,
            logs.RowCount,
            logs.DoubleCount,
            before,
            stored,
            foreign,
            quarantined,
            blocks.IsWhole,
            range is { } read ? contracts.ReadIn(read).Count(contract => contract.Kind.Values.Count > 0) : 0,
            isDryRun
        );
    }

    /// <summary>What the dump adds: from the block after the cursor on, or from the manifests' first block.</summary>
    /// <exception cref="DumpException">The dump begins later, or is of another branch than what is stored.</exception>
    private static BlockRange? RangeAfter(ChainCursor? cursor, ChainManifest chain, BlockDump blocks)
    {
        if (blocks.Range is not { } dumped)
        {
            return null;
        }

        long first = cursor is null ? chain.Contracts.Min(contract => contract.FromBlock) : cursor.Block + 1;
        if (cursor is not null && dumped.From <= cursor.Block && dumped.To >= cursor.Block)
        {
            BlockHeader? same = blocks
                .Read(new BlockRange(cursor.Block, cursor.Block))
                .Select(header => (BlockHeader?)header)
                .SingleOrDefault();
            if (same is { } known && known.Hash != default && cursor.Hash != default && known.Hash != cursor.Hash)
            {
                throw new DumpException(
                    $"Block {cursor.Block} is stored as {cursor.Hash}, but is {known.Hash} in the dump: they are of two branches."
                );
            }
        }

        if (dumped.To < first)
        {
            return null;
        }

        return dumped.From <= first || !blocks.IsWhole
            ? new BlockRange(first, dumped.To)
            : throw new DumpException(
                $"The dump begins at block {dumped.From}, but block {first} is the next one to store: those between would be missing."
            );
    }

    private (long Stored, long Foreign, long Quarantined) Store(
        ChainStore? store,
        ContractSet contracts,
        BlockDump blocks,
        BlockRange range,
        string endpoint,
        CancellationToken cancellation
    )
    {
        var reader = new FileLogs(_warehouse.Connection, contracts);
        long stored = 0;
        long quarantined = 0;
        for (long from = range.From; from <= range.To; )
        {
            cancellation.ThrowIfCancellationRequested();
            var logs = new LogColumns();
            List<ChainContract> discovered = [];
            var part = new BlockRange(from, reader.FindEnd(new BlockRange(from, range.To), LogsPerWrite));
            reader.Read(part, logs, discovered);
            var batch = new BlockBatch(
                part,
                endpoint,
                blocks.Read(part),
                logs,
                [.. discovered.OrderBy(contract => contract.Address)],
                Values: []
            )
            {
                Payload = PayloadHash.Of(logs),
                Proof = ProofLevel.None,
            };
            quarantined += store?.Append([batch], contracts, range.To, cancellation).QuarantinedCount ?? 0;
            contracts.Accept(batch);
            stored += logs.Count;
            from = part.To + 1;
            OnStored(part.To, range.To);
        }

        return (stored, reader.ForeignCount, quarantined);
    }

    private ChainCursor? ReadCursor(int chainId) =>
        _warehouse
            .Connection.Query(
                "select block_number, hash_high, hash_low from chain.cursor where chain_id = $chain_id",
                row => new ChainCursor(
                    row.GetInt64(0),
                    new Hash32(row.GetFieldValue<UInt128>(1), row.GetFieldValue<UInt128>(2))
                ),
                ("chain_id", chainId)
            )
            .SingleOrDefault();
}
