using System.Text.Json;
using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Proofs;
using Souk.Indexer.Redecoding;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Bench;

/// <summary>The stages that a log goes through, each alone, over the same bytes.</summary>
internal sealed class Stages(GeneratedChain chain, string folder, int blocksPerWrite)
{
    /// <summary>Blocks whose logs one reply holds; about 110 MB.</summary>
    public const int BlocksPerReply = 1_000;

    private readonly ManifestSet _manifests = BenchManifest.Write(folder);
    private readonly LogColumns _logs = new();
    private int _fileCount;

    /// <summary>JSON to columns, and nothing else.</summary>
    public Measure Parse()
    {
        byte[][] lists = [.. Ranges(BlocksPerReply).Select(range => JsonOf(chain, range))];
        return Measure.Of(() => lists.Sum(list => Read(list, _logs)));
    }

    /// <summary>The digest of what was read, and nothing else.</summary>
    public static Measure Digest(IReadOnlyList<BlockBatch> batches) =>
        Measure.Of(() => batches.Sum(batch => PayloadHash.Of(batch.Logs).High == 0 ? 0L : batch.Logs.Count));

    /// <summary>Columns to chain.log, committed.</summary>
    public Measure AppendRaw(IReadOnlyList<BlockBatch> batches) =>
        InFile(
            (connection, _, dictionaries) =>
                Commit(connection, batches, batch => Writer(connection, dictionaries).WriteLogs(batch.Logs))
        );

    /// <summary>Columns to chain.log and the event tables, committed.</summary>
    public Measure AppendDecoded(IReadOnlyList<BlockBatch> batches)
    {
        var sorted = new SortedBatch();
        return InFile(
            (connection, events, dictionaries) =>
                Commit(
                    connection,
                    batches,
                    batch =>
                    {
                        BatchSorter.Sort(batch, Contracts(), events, sorted);
                        BatchWriter writer = Writer(connection, dictionaries);
                        writer.WriteLogs(batch.Logs);
                        writer.WriteEvents(batch.Logs, sorted, BlockTimes.Of(batch.Headers));
                    }
                )
        );
    }

    /// <summary>All that a range's write does: facts, decoded, mapped, the range's record and the cursor.</summary>
    public Measure Store(IReadOnlyList<BlockBatch> batches) =>
        InFile((connection, events, dictionaries) => Append(connection, batches, events, dictionaries));

    /// <summary>From HTTP to a committed warehouse, at a level of proof.</summary>
    public Measure Sync(Uri endpoint, ProofLevel proof) =>
        WithFile(warehouse =>
        {
            var options = new SyncOptions { Time = TimeProvider.System, Proof = proof };
            var endpoints = new Dictionary<int, Uri> { [GeneratedChain.ChainId] = endpoint };
            using ManifestSync sync = ManifestSync
                .OpenAsync(_manifests, warehouse, endpoints, options, CancellationToken.None)
                .GetAwaiter()
                .GetResult();
            Measure measure = Measure.Of(() =>
                sync.RunAsync(progress: null, CancellationToken.None).GetAwaiter().GetResult().LogCount
            );
            RequireRows(warehouse.Connection, "market.transfer", "event.bench_token_transfer");
            RequireRows(warehouse.Connection, "market.entitlement", "event.bench_datatoken_order_started");
            return measure;
        });

    /// <summary>Stored logs decoded and mapped anew, without the network, as after a change of an ABI or a mapping.</summary>
    public Measure Redecode(IReadOnlyList<BlockBatch> batches) =>
        WithFile(warehouse =>
        {
            var events = new EventSchema(_manifests);
            ChainDictionaries dictionaries = ChainDictionaries.Load(warehouse.Connection);
            new ManifestStore(warehouse.Connection, dictionaries).Record(_manifests, events);
            Append(warehouse.Connection, batches, events, dictionaries);
            var redecoder = new Redecoder(_manifests, warehouse, TimeProvider.System);
            Measure measure = Measure.Of(() => redecoder.Run(progress: null, CancellationToken.None).LogCount);
            RequireRows(warehouse.Connection, "market.transfer", "event.bench_token_transfer");
            return measure;
        });

    public IReadOnlyList<BlockBatch> ReadBatches() =>
        [.. Ranges(blocksPerWrite).Select(range => BatchOf(chain, range))];

    /// <summary>A range as a fetcher hands it on.</summary>
    public static BlockBatch BatchOf(GeneratedChain chain, BlockRange range)
    {
        var logs = new LogColumns();
        Read(JsonOf(chain, range), logs);
        return new BlockBatch(range, "bench", chain.Headers(range), logs, [], []) { Payload = PayloadHash.Of(logs) };
    }

    private ContractSet Contracts()
    {
        ChainManifest manifest = _manifests.Chains[0];
        return new ContractSet(manifest, manifest.Contracts, []);
    }

    private static BatchWriter Writer(DuckDBConnection connection, ChainDictionaries dictionaries) =>
        new(connection, GeneratedChain.ChainId, dictionaries, CancellationToken.None);

    private static long Commit(DuckDBConnection connection, IReadOnlyList<BlockBatch> batches, Action<BlockBatch> write)
    {
        foreach (BlockBatch batch in batches)
        {
            using DuckDBTransaction transaction = connection.BeginTransaction();
            write(batch);
            transaction.Commit();
        }

        return batches.Sum(batch => (long)batch.Logs.Count);
    }

    private long Append(
        DuckDBConnection connection,
        IReadOnlyList<BlockBatch> batches,
        EventSchema events,
        ChainDictionaries dictionaries
    )
    {
        using var gate = new WriteGate();
        var store = new ChainStore(connection, _manifests.Chains[0], events, dictionaries, gate);
        return batches.Sum(batch =>
            (long)store.Append([batch], Contracts(), finalized: null, CancellationToken.None).LogCount
        );
    }

    private static void RequireRows(DuckDBConnection connection, string table, string source)
    {
        long rows = connection.Scalar<long>($"select count(*) from {table}");
        long expected = connection.Scalar<long>($"select count(*) from {source}");
        if (rows != expected || rows == 0)
        {
            throw new InvalidOperationException($"{table} has {rows} rows, {source} {expected}.");
        }
    }

    private Measure InFile(Func<DuckDBConnection, EventSchema, ChainDictionaries, long> work) =>
        WithFile(warehouse =>
        {
            var events = new EventSchema(_manifests);
            ChainDictionaries dictionaries = ChainDictionaries.Load(warehouse.Connection);
            new ManifestStore(warehouse.Connection, dictionaries).Record(_manifests, events);
            return Measure.Of(() => work(warehouse.Connection, events, dictionaries));
        });

    private Measure WithFile(Func<WarehouseFile, Measure> work)
    {
        string path = Path.Combine(folder, $"bench{_fileCount++}.duckdb");
        try
        {
            using WarehouseFile warehouse = WarehouseFile.Open(path, "threads=2");
            return work(warehouse);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte[] JsonOf(GeneratedChain chain, BlockRange range) =>
        [(byte)'[', .. chain.LogsJson((int)range.From, (int)range.To).SelectMany(block => block.ToArray()), (byte)']'];

    private static long Read(byte[] list, LogColumns logs)
    {
        logs.Clear();
        var reader = new Utf8JsonReader(list);
        reader.Read();
        LogJson.Read(ref reader, logs);
        logs.Sort();
        return logs.Count;
    }

    private IEnumerable<BlockRange> Ranges(int blockCount)
    {
        for (int from = 0; from < chain.BlockCount; from += blockCount)
        {
            yield return new BlockRange(from, Math.Min(from + blockCount, chain.BlockCount) - 1);
        }
    }
}
