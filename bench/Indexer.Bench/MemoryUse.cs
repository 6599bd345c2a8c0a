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

    /// <summary>Prints a line for each length. A process of its own syncs, so that the served bytes do not count.</summary>
    public static void Run(string folder, IReadOnlyList<int> historyBlocks)
    {
        foreach (int blocks in historyBlocks)
        {
            var chain = new GeneratedChain(blocks, LogsPerBlock, seed: 3);
            using var server = new ReplayServer(chain, Stages.BlocksPerReply);
            string home = Directory.CreateDirectory(Path.Combine(folder, $"memory{blocks}")).FullName;
            string text = Child(server.Endpoint, home);
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"memory for {chain.LogCount, 10:N0} logs: {text}")
            );
        }
    }

    /// <summary>Syncs at level receipts and prints the peak of this process.</summary>
    public static int RunChild(Uri endpoint, string folder)
    {
        ManifestSet manifests = BenchManifest.Write(folder);
        using WarehouseFile warehouse = WarehouseFile.Open(
            Path.Combine(folder, "memory.duckdb"),
            $"threads=2;memory_limit={DuckDbLimitMiB}MiB"
        );
        using ManifestSync sync = ManifestSync
            .OpenAsync(
                manifests,
                warehouse,
                new Dictionary<int, Uri> { [GeneratedChain.ChainId] = endpoint },
                new SyncOptions { Time = TimeProvider.System, Proof = ProofLevel.Receipts },
                CancellationToken.None
            )
            .GetAwaiter()
            .GetResult();
        sync.RunAsync(progress: null, CancellationToken.None).GetAwaiter().GetResult();
        using var process = Process.GetCurrentProcess();
        long peakMiB = process.PeakWorkingSet64 >> 20;
        long duckDbMiB =
            warehouse.Connection.Scalar<long>("select sum(memory_usage_bytes)::bigint from duckdb_memory()") >> 20;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"peak {peakMiB:N0} MiB, {peakMiB - DuckDbLimitMiB:N0} MiB beyond DuckDB's limit of {DuckDbLimitMiB} MiB (DuckDB held {duckDbMiB:N0} MiB at the end)"
            )
        );
        return 0;
    }

    private static string Child(Uri endpoint, string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.ArgumentList.Add(ChildWord);
        start.ArgumentList.Add(endpoint.ToString());
        start.ArgumentList.Add(folder);
        using Process child = Process.Start(start)!;
        string text = child.StandardOutput.ReadToEnd().Trim();
        child.WaitForExit();
        return child.ExitCode == 0
            ? text
            : throw new InvalidOperationException($"The measured process ended with {child.ExitCode}.");
    }
}
