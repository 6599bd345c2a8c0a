using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Souk.Campaigns.Kills;
using Souk.Campaigns.Markets;
using Souk.Campaigns.Schedules;
using Souk.EndToEnd.Tests;
using Souk.LocalChain;
using Souk.LocalChain.Economy;
using Souk.Warehouse.Storage;

namespace Souk.Campaigns.Clusters;

/// <summary>`./souk campaign slurm`: an ensemble, three studies and a backfill on a real Slurm of four nodes, three of which lose a node
/// while they work, against the same on one machine: the ensemble by one thread, by two, and in four shards.</summary>
internal sealed class SlurmCampaign : IAsyncDisposable
{
    private const int EnsembleShards = 16;
    private const int MachineShards = 4;
    private const int StudyShards = 4;
    private const int BackfillShards = 8;

    /// <summary>The exit code of a study that answers, and calls its answer a misfit.</summary>
    private const int Flagged = 5;
    private const int BlockCount = 400;

    private const string Minting = """
        title: Minting to few who sell
        start: 2024-05-01
        horizon: 60 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 50k USDC }
          traders: { kind: people.traders, pool: pool, balance: 30M TKN, flow_sigma: 0.02 }
          early: { kind: people.insiders, count: 200, pool: pool, sell_hazard: 0.05 }
          minting: { kind: emission.fixed, per_day: 1000 TKN/day, to: early }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-campaign-slurm-").FullName;
    private readonly CancellationToken _cancellation;

    private SlurmCampaign(CancellationToken cancellation) => _cancellation = cancellation;

    /// <returns>Whether all bytes and facts were those of one machine.</returns>
    public static async Task<bool> RunAsync(int runs, CancellationToken cancellation)
    {
        await using SlurmCampaign campaign = new(cancellation);
        return await campaign.EnsembleAsync(runs) & await campaign.StudiesAsync() & await campaign.BackfillAsync();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<bool> EnsembleAsync(int runs)
    {
        string scenario = Path.Combine(RepositoryFolder.Find(), "data", "scenarios", "unlocks.yaml");
        string[] words = [scenario, "--runs", Text(runs), "--paths", "--out"];
        Stopwatch clock = Stopwatch.StartNew();
        using SlurmCluster cluster = await SlurmCluster.StartAsync();
        Environment.SetEnvironmentVariable("SLURM_CONF", cluster.Configuration);
        Task<string> submit = SoukAsync([
            "ensemble",
            "submit",
            "--slurm",
            "--shards",
            Text(EnsembleShards),
            "--progress",
            "none",
            .. words,
            In("cluster"),
        ]);
        await KillAsync(cluster, "n3", submit);
        await submit;
        TimeSpan spread = clock.Elapsed;
        clock.Restart();
        await SoukAsync(["ensemble", "run", .. words, In("alone"), "--threads", "1"]);
        TimeSpan alone = clock.Elapsed;
        await SoukAsync(["ensemble", "run", .. words, In("threads"), "--threads", "2"]);
        for (int shard = 0; shard < MachineShards; shard++)
        {
            string[] part = ["--shards", Text(MachineShards), "--shard", Text(shard)];
            await SoukAsync(["ensemble", "run", .. words, In("shards"), .. part]);
        }

        string expected = await MergedAsync("alone");
        string[] others =
        [
            Fingerprint(In(Path.Combine("cluster", "merged"))),
            await MergedAsync("threads"),
            await MergedAsync("shards"),
        ];
        bool isEqual = others.All(other => other == expected);
        Console.WriteLine(
            $"ensemble: {runs} runs with paths, {EnsembleShards} tasks, one node killed, {await RestartsAsync(cluster)} requeued: {spread.TotalSeconds:0.0} s; one thread {alone.TotalSeconds:0.0} s; {(isEqual ? $"the same {expected.Split('\n').Length} files by one thread, two, {MachineShards} shards and {EnsembleShards} tasks" : "OTHER BYTES")}"
        );
        Console.WriteLine(
            $"SHA-256 over the names and hashes of these files: {Hash(Encoding.UTF8.GetBytes(expected))}"
        );
        return isEqual;
    }

    private async Task<string> MergedAsync(string folder)
    {
        string merged = In($"{folder}-merged");
        await SoukAsync(["ensemble", "merge", In(folder), "--out", merged]);
        return Fingerprint(merged);
    }

    // Each set of points is an array of its own: a fit by ABC-SMC, which loses a node, and a search for the best design and a study of variance after it.
    private async Task<bool> StudiesAsync()
    {
        using SlurmCluster cluster = await SlurmCluster.StartAsync();
        Environment.SetEnvironmentVariable("SLURM_CONF", cluster.Configuration);
        await File.WriteAllTextAsync(In("mint.yaml"), Minting, _cancellation);
        await File.WriteAllTextAsync(
            In("observed.csv"),
            "date,metric,value\n2024-05-20,emitted,31000\n2024-06-20,emitted,80000\n",
            _cancellation
        );
        string[] vary = ["--vary", "minting.per_day=500 TKN/day..4000 TKN/day", "--progress", "none", "--json"];
        string[] fit = ["--method", "abc-smc", "--evaluations", "600", "--target", In("observed.csv")];
        string[] shares = ["--metric", "price", "--method", "sobol", "--rows", "32", "--runs", "4"];
        string[] best = ["--maximise", "price", "--runs", "4", "--evaluations", "12"];
        bool isFitEqual = await StudyAsync(cluster, "calibrate", [In("mint.yaml"), .. fit, .. vary], "n1");
        bool isBestEqual = await StudyAsync(cluster, "optimise", [In("mint.yaml"), .. best, .. vary], killed: null);
        bool isShareEqual = await StudyAsync(
            cluster,
            "sensitivity",
            [In("mint.yaml"), .. shares, .. vary],
            killed: null
        );
        return isFitEqual && isBestEqual && isShareEqual;
    }

    private async Task<bool> StudyAsync(SlurmCluster cluster, string verb, string[] words, string? killed)
    {
        Stopwatch clock = Stopwatch.StartNew();
        string work = In($"{verb}-work");
        Task<string> spread = SoukAsync([verb, .. words, "--shards", Text(StudyShards), "--work", work, "--slurm"]);
        if (killed is not null)
        {
            await KillAsync(cluster, killed, spread);
        }

        string onCluster = await spread;
        TimeSpan taken = clock.Elapsed;
        clock.Restart();
        string alone = await SoukAsync([verb, .. words]);
        bool isEqual = onCluster == alone;
        Console.WriteLine(
            $"{verb}: {Directory.GetDirectories(work).Length} arrays of up to {StudyShards} tasks, {(killed is null ? "no node" : "one node")} killed, {await RestartsAsync(cluster)} requeued so far: {taken.TotalSeconds:0.0} s; one process {clock.Elapsed.TotalSeconds:0.0} s; {(isEqual ? "the same output" : "OTHER OUTPUT")}"
        );
        return isEqual;
    }

    private async Task<bool> BackfillAsync()
    {
        await using AnvilBazaar node = await AnvilBazaar.StartAsync(_cancellation);
        await node.MineAsync(new SeededStream(1, "slurm"), BlockCount, _cancellation);
        string rpc = $"{Bazaar.ChainId}={node.Endpoint}";
        string to = Text(BlockCount - 20);
        Stopwatch clock = Stopwatch.StartNew();
        using SlurmCluster cluster = await SlurmCluster.StartAsync();
        Environment.SetEnvironmentVariable("SLURM_CONF", cluster.Configuration);
        string script = In("backfill.sh");
        await File.WriteAllTextAsync(
            script,
            $"""
            #!/bin/sh
            exec dotnet {Program} index backfill {node.Bazaar.ManifestPath} --rpc {rpc} --to {to} --proof receipts \
                --segment-blocks 20 --shards {BackfillShards} --out {In("segments")} --progress none

            """,
            _cancellation
        );
        Task<string> array = cluster.RunAsync(
            "sbatch",
            "--wait",
            "--requeue",
            $"--array=0-{BackfillShards - 1}",
            $"--output={_folder}/backfill-%a.log",
            script
        );
        await KillAsync(cluster, "n2", array);
        await array;
        TimeSpan spread = clock.Elapsed;
        await SoukAsync(["index", "load", In("segments"), node.Bazaar.ManifestPath, "--db", In("loaded.duckdb")]);
        await SoukAsync([
            "index",
            node.Bazaar.ManifestPath,
            "--rpc",
            rpc,
            "--to",
            to,
            "--proof",
            "receipts",
            "--db",
            In("serial.duckdb"),
        ]);
        using WarehouseFile loaded = IndexRun.Open(In("loaded.duckdb"));
        using WarehouseFile serial = IndexRun.Open(In("serial.duckdb"));
        string difference = FactDigest.Difference(FactDigest.Of(loaded), FactDigest.Of(serial));
        Console.WriteLine(
            $"backfill: {to} blocks in {Directory.GetDirectories(In("segments")).Length} segments, {BackfillShards} tasks, one node killed, {await RestartsAsync(cluster)} requeued; {spread.TotalSeconds:0.0} s; {(difference.Length == 0 ? "the facts of a serial index" : $"OTHER FACTS in {difference}")}"
        );
        return difference.Length == 0;
    }

    private static async Task KillAsync(SlurmCluster cluster, string node, Task work)
    {
        await SlurmCluster.WaitAsync(
            $"a task on {node}",
            () => Task.FromResult(work.IsCompleted || cluster.HasTask(node))
        );
        cluster.KillNode(node);
    }

    private static async Task<int> RestartsAsync(SlurmCluster cluster) =>
        (await cluster.RunAsync("scontrol", "show", "job")).Split("Restarts=").Skip(1).Count(part => part[0] != '0');

    private async Task<string> SoukAsync(string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(_cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(_cancellation);
        await process.WaitForExitAsync(_cancellation);
        return process.ExitCode is 0 or Flagged
            ? output
            : throw new InvalidOperationException($"souk {string.Join(' ', arguments)}: {await errors}");
    }

    private static string Program =>
        Path.Combine(RepositoryFolder.Find(), "src", "Cli", "bin", "Release", "net10.0", "souk.dll");

    private static string Fingerprint(string folder) =>
        string.Join(
            '\n',
            Directory
                .GetFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => $"{Path.GetRelativePath(folder, file)} {Hash(File.ReadAllBytes(file))}")
                .Order(StringComparer.Ordinal)
        );

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private string In(string name) => Path.Combine(_folder, name);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
