using System.Diagnostics;
using System.Globalization;
using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Bench;

/// <summary>Swaps the newest blocks of a stored chain again and again, while readers look for a gap.</summary>
internal static class Swaps
{
    private const int Depth = 64;

    private const int LogsPerBlock = 20;

    private const int SwapCount = 200;

    private const int WarmUpCount = 20;

    /// <summary>Prints how long swaps took, and whether a reader ever saw another number of blocks or logs.</summary>
    /// <param name="historyBlocks">Stored below the blocks that are swapped.</param>
    public static void Run(string folder, int historyBlocks)
    {
        ManifestSet manifests = BenchManifest.Write(folder);
        var chain = new GeneratedChain(historyBlocks + Depth, LogsPerBlock, seed: 2);
        string path = Path.Combine(folder, "swaps.duckdb");
        using WarehouseFile warehouse = WarehouseFile.Open(path);
        ChainManifest manifest = manifests.Chains[0];
        var events = new EventSchema(manifests);
        ChainDictionaries dictionaries = ChainDictionaries.Load(warehouse.Connection);
        new ManifestStore(warehouse.Connection, dictionaries).Record(manifests, events);
        using var gate = new WriteGate();
        var store = new ChainStore(warehouse.Connection, manifest, events, dictionaries, gate);
        var contracts = new ContractSet(manifest, manifest.Contracts, []);
        BlockBatch history = Stages.BatchOf(chain, new BlockRange(0, historyBlocks - 1));
        BlockBatch[] hot =
        [
            .. Enumerable
                .Range(historyBlocks, Depth)
                .Select(number => Stages.BatchOf(chain, new BlockRange(number, number))),
        ];
        store.Append([history], contracts, historyBlocks - 1, CancellationToken.None);
        store.Append(hot, contracts, historyBlocks - 1, CancellationToken.None);
        var reorg = new Reorg(
            new ChainCursor(history.Tip.Number, history.Tip.Hash),
            new ChainCursor(hot[^1].Tip.Number, hot[^1].Tip.Hash),
            DateTime.UnixEpoch
        );
        using var stop = new CancellationTokenSource();
        Task<(long Looks, long Gaps)> reader = Task.Run(() => Look(path, chain, stop.Token));
        List<double> times = [];
        for (int swap = 0; swap < WarmUpCount + SwapCount; swap++)
        {
            long start = Stopwatch.GetTimestamp();
            store.Swap(reorg, hot, contracts, historyBlocks - 1, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        stop.Cancel();
        (long looks, long gaps) = reader.Result;
        double[] sorted = [.. times.Skip(WarmUpCount).Order()];
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"swap of {Depth} blocks with {LogsPerBlock} logs each above {history.Logs.Count:N0} logs: p50 {sorted[SwapCount / 2]:0.0} ms, p99 {sorted[SwapCount * 99 / 100]:0.0} ms, max {sorted[^1]:0.0} ms; a reader looked {looks:N0} times and saw {gaps} gaps"
            )
        );
    }

    private static (long Looks, long Gaps) Look(string path, GeneratedChain chain, CancellationToken stop)
    {
        using var connection = new DuckDBConnection($"Data Source={path}");
        connection.Open();
        long looks = 0;
        long gaps = 0;
        while (!stop.IsCancellationRequested)
        {
            (long blocks, long logs, long mapped) = connection
                .Query(
                    "select (select count(*) from chain.block), (select count(*) from chain.log), "
                        + "(select count(*) from market.transfer) - (select count(*) from event.bench_token_transfer)",
                    row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2))
                )
                .Single();
            looks++;
            gaps += blocks == chain.BlockCount && logs == chain.LogCount && mapped == 0 ? 0 : 1;
            Thread.Sleep(1);
        }

        return (looks, gaps);
    }
}
