using System.Diagnostics;
using System.Globalization;
using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Proofs;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Bench;

/// <summary>The most memory that a sync takes beyond DuckDB's own limit, over histories of several lengths.</summary>
internal static class MemoryUse
{
    /// <summary>The argument that makes this program the process whose memory is measured.</summary>
    public const string ChildWord = "memory-child";

    private const int LogsPerBlock = 150;

    private const int DuckDbLimitMiB = 512;

    /// <summary>DuckDB lets go of what it only keeps in case it is read again: what remains belongs to history.</summary>
    private const int LoweredLimitMiB = 64;

    private const int SampleMs = 20;

    /// <summary>Prints a line for each length and level. A process of its own syncs, so that the served bytes do not
    /// count.</summary>
    public static void Run(string folder, IReadOnlyList<int> historyBlocks, IReadOnlyList<ProofLevel> levels)
    {
        foreach (int blocks in historyBlocks)
        {
            var chain = new GeneratedChain(blocks, LogsPerBlock, seed: 3);
            using var server = new ReplayServer(chain, Stages.BlocksPerReply);
            foreach (ProofLevel level in levels)
            {
                string home = Directory.CreateDirectory(Path.Combine(folder, $"memory{blocks}{level}")).FullName;
                string text = Child(server.Endpoint, home, level);
                Directory.Delete(home, recursive: true);
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"memory for {chain.LogCount, 10:N0} logs at level {level}: {text}"
                    )
                );
            }
        }
    }

    /// <summary>Syncs and prints the peak of this process.</summary>
    public static int RunChild(Uri endpoint, string folder, ProofLevel level)
    {
        ManifestSet manifests = BenchManifest.Write(folder);
        string path = Path.Combine(folder, "memory.duckdb");
        string settings = $"threads=2;memory_limit={DuckDbLimitMiB}MiB";
        using WarehouseFile warehouse = WarehouseFile.Open(path, settings);
        using ManifestSync sync = ManifestSync
            .OpenAsync(
                manifests,
                warehouse,
                new Dictionary<int, Uri> { [GeneratedChain.ChainId] = endpoint },
                new SyncOptions { Time = TimeProvider.System, Proof = level },
                CancellationToken.None
            )
            .GetAwaiter()
            .GetResult();
        using var ended = new CancellationTokenSource();
        Task<(long DuckDb, long Collector)> peaks = Task.Run(() => Sample(path, settings, ended.Token));
        var watch = Stopwatch.StartNew();
        SyncResult result = sync.RunAsync(progress: null, CancellationToken.None).GetAwaiter().GetResult();
        double seconds = watch.Elapsed.TotalSeconds;
        ended.Cancel();
        using var process = Process.GetCurrentProcess();
        long peakMiB = process.PeakWorkingSet64 >> 20;
        warehouse.Connection.Execute($"set memory_limit = '{LoweredLimitMiB}MiB'");
        process.Refresh();
        long keptMiB = process.WorkingSet64 >> 20;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"peak {peakMiB:N0} MiB, {peakMiB - DuckDbLimitMiB:N0} MiB beyond DuckDB's limit of {DuckDbLimitMiB} MiB; at most {peaks.Result.DuckDb >> 20:N0} MiB held by DuckDB and {peaks.Result.Collector >> 20:N0} MiB committed by the collector; {keptMiB:N0} MiB with DuckDB's limit lowered to {LoweredLimitMiB} MiB at the end; {result.LogCount / seconds:N0} logs/s"
            )
        );
        return 0;
    }

    private static (long DuckDb, long Collector) Sample(string path, string settings, CancellationToken ended)
    {
        using var connection = new DuckDBConnection($"Data Source={path};{settings}");
        connection.Open();
        (long duckDb, long collector) = (0, 0);
        while (!ended.IsCancellationRequested)
        {
            duckDb = Math.Max(
                duckDb,
                connection.Scalar<long>("select sum(memory_usage_bytes)::bigint from duckdb_memory()")
            );
            collector = Math.Max(collector, GC.GetGCMemoryInfo().TotalCommittedBytes);
            Thread.Sleep(SampleMs);
        }

        return (duckDb, collector);
    }

    private static string Child(Uri endpoint, string folder, ProofLevel level)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.ArgumentList.Add(ChildWord);
        start.ArgumentList.Add(endpoint.ToString());
        start.ArgumentList.Add(folder);
        start.ArgumentList.Add(level.ToString());
        using Process child = Process.Start(start)!;
        string text = child.StandardOutput.ReadToEnd().Trim();
        child.WaitForExit();
        return child.ExitCode == 0
            ? text
            : throw new InvalidOperationException($"The measured process ended with {child.ExitCode}.");
    }
}
