using System.Diagnostics;
using System.Globalization;
using Souk.Indexer.Manifests;
using Souk.Indexer.Proofs;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Bench;

/// <summary>Cancels a sync at random moments, and times how long it takes until nothing of it runs any more.</summary>
internal static class Cancellations
{
    private const int BlockCount = 4_000;

    private const int LogsPerBlock = 150;

    private const int Count = 60;

    private const int FirstMs = 50;

    private const int LastMs = 2_000;

    public static void Run(string folder)
    {
        ManifestSet manifests = BenchManifest.Write(folder);
        var chain = new GeneratedChain(BlockCount, LogsPerBlock, seed: 3);
        using var server = new ReplayServer(chain, logBlocksMax: Stages.BlocksPerReply);
        foreach (ProofLevel level in (ProofLevel[])[ProofLevel.None, ProofLevel.Receipts])
        {
            List<double> times = [];
            int ended = 0;
            for (int i = 0; i < Count; i++)
            {
                string path = Path.Combine(folder, $"cancel-{level}-{i}.duckdb");
                // Moments that lie evenly apart: in fetches, writes, mappings and commits.
                int delayMs = FirstMs + ((LastMs - FirstMs) * i / (Count - 1));
                if (CancelOne(manifests, path, server.Endpoint, level, delayMs) is { } time)
                {
                    times.Add(time);
                }
                else
                {
                    ended++;
                }

                File.Delete(path);
            }

            double[] sorted = [.. times.Order()];
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"cancelled at level {level}: {sorted.Length} times, p50 {sorted[sorted.Length / 2]:0.0} ms, p99 {sorted[(sorted.Length - 1) * 99 / 100]:0.0} ms, max {sorted[^1]:0.0} ms; {ended} ended before"
                )
            );
        }
    }

    /// <returns>Milliseconds; null if all was read before.</returns>
    private static double? CancelOne(ManifestSet manifests, string path, Uri endpoint, ProofLevel level, int delayMs)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(path, "threads=2");
        var options = new SyncOptions { Time = TimeProvider.System, Proof = level };
        var endpoints = new Dictionary<int, Uri> { [GeneratedChain.ChainId] = endpoint };
        using ManifestSync sync = ManifestSync
            .OpenAsync(manifests, warehouse, endpoints, options, CancellationToken.None)
            .GetAwaiter()
            .GetResult();
        using var stop = new CancellationTokenSource();
        Task run = Task.Run(() => sync.RunAsync(progress: null, stop.Token));
        if (run.Wait(delayMs))
        {
            return null;
        }

        long start = Stopwatch.GetTimestamp();
        stop.Cancel();
        try
        {
            run.GetAwaiter().GetResult();
            return null;
        }
        catch (OperationCanceledException)
        {
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
    }
}
