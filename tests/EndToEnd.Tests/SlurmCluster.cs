using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Souk.EndToEnd.Tests;

/// <summary>A real Slurm of four nodes on this machine: its own munged, controller and one slurmd per node, on free ports.</summary>
internal sealed class SlurmCluster : IDisposable
{
    private const int Nodes = 4;

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-slurm-").FullName;
    private readonly Dictionary<string, Process> _daemons = [];

    public string Configuration => Path.Combine(_folder, "slurm.conf");

    public static async Task<SlurmCluster> StartAsync()
    {
        SlurmCluster cluster = new();
        try
        {
            cluster.WriteKey();
            File.WriteAllText(cluster.Configuration, cluster.ConfigurationText());
            cluster.StartMunge();
            cluster.Start("slurmctld", "slurmctld", "-D", "-c", "-f", cluster.Configuration);
            for (int node = 1; node <= Nodes; node++)
            {
                cluster.Start($"n{node}", "slurmd", "-D", "-f", cluster.Configuration, "-N", $"n{node}");
            }

            await WaitAsync(
                "four idle nodes",
                async () =>
                    (await cluster.RunAsync("sinfo", "-h", "-N", "-o", "%t"))
                        .Split('\n')
                        .Count(state => state == "idle") == Nodes
            );
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>What one of Slurm's programs prints.</summary>
    public async Task<string> RunAsync(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SLURM_CONF"] = Configuration;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        await errors;
        return output.Trim();
    }

    /// <summary>Whether a task has begun on a node; Slurm calls it running some time before.</summary>
    public bool HasTask(string node) => TasksOf(node).Any();

    /// <summary>What a loss of power does to a node: its daemon, the shepherds of its tasks and the tasks die at once.</summary>
    /// <remarks>Shepherds before tasks: one that outlived its task would report that it failed.</remarks>
    public void KillNode(string node)
    {
        int[] tasks = [.. TasksOf(node)];
        int[] shepherds = [.. tasks.Select(ParentOf).Where(IsShepherd).Distinct()];
        string[] all = [.. shepherds.Concat(tasks).Select(id => id.ToString(CultureInfo.InvariantCulture))];
        _daemons[node].Kill(entireProcessTree: true);
        if (all.Length > 0)
        {
            Process.Start("kill", ["-KILL", .. all]).WaitForExit();
        }
    }

    public static async Task WaitAsync(string what, Func<Task<bool>> isSo)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(120));
        while (!await isSo())
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"Slurm did not come to {what} in two minutes.");
            }

            await Task.Delay(100, CancellationToken.None);
        }
    }

    public void Dispose()
    {
        for (int node = 1; node <= Nodes; node++)
        {
            if (_daemons.ContainsKey($"n{node}"))
            {
                KillNode($"n{node}");
            }
        }

        foreach (Process daemon in _daemons.Values)
        {
            daemon.Kill(entireProcessTree: true);
            daemon.WaitForExit();
            daemon.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    // A task knows its node by a variable, and its cluster by the one with which it was submitted: another cluster of this machine has
    // nodes of the same names. Its shepherd is its parent.
    private IEnumerable<int> TasksOf(string node) =>
        Directory
            .GetDirectories("/proc")
            .Where(folder =>
                Text(folder, "environ").Split('\0') is var words
                && words.Contains($"SLURMD_NODENAME={node}")
                && words.Contains($"SLURM_CONF={Configuration}")
            )
            .Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture));

    private static int ParentOf(int id) =>
        Text($"/proc/{id}", "stat") is { Length: > 0 } stat
            ? int.Parse(stat[(stat.LastIndexOf(')') + 4)..].Split(' ')[0], CultureInfo.InvariantCulture)
            : 0;

    private static bool IsShepherd(int id) =>
        Text($"/proc/{id}", "comm").StartsWith("slurmstepd", StringComparison.Ordinal);

    private static string Text(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private void WriteKey()
    {
        string munge = Directory.CreateDirectory(Path.Combine(_folder, "munge")).FullName;
        string key = Path.Combine(munge, "munge.key");
        File.WriteAllBytes(key, RandomNumberGenerator.GetBytes(1_024));
        Process.Start("chmod", ["400", key]).WaitForExit();
        Process.Start("chmod", ["755", munge, _folder]).WaitForExit();
    }

    private void StartMunge()
    {
        string munge = Path.Combine(_folder, "munge");
        Start(
            "munged",
            "munged",
            "--foreground",
            "--force",
            $"--socket={munge}/munge.sock",
            $"--key-file={munge}/munge.key",
            $"--pid-file={munge}/munged.pid",
            $"--log-file={munge}/munged.log",
            $"--seed-file={munge}/seed",
            "--num-threads=2"
        );
    }

    private void Start(string name, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _daemons.Add(name, process);
    }

    private string ConfigurationText()
    {
        string host = Dns.GetHostName().Split('.')[0];
        string nodes = string.Concat(
            Enumerable
                .Range(1, Nodes)
                .Select(node =>
                    $"NodeName=n{node} NodeHostname={host} NodeAddr=127.0.0.1 Port={FreePort()} CPUs=2 RealMemory=4000\n"
                )
        );
        return $"""
            ClusterName=souk
            SlurmctldHost={host}(127.0.0.1)
            SlurmctldPort={FreePort()}
            SlurmUser={Environment.UserName}
            SlurmdUser={Environment.UserName}
            AuthType=auth/munge
            CredType=cred/munge
            AuthInfo=socket={_folder}/munge/munge.sock,cred_expire=5
            CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
            StateSaveLocation={_folder}/state
            SlurmdSpoolDir={_folder}/spool.%n
            SlurmctldPidFile={_folder}/slurmctld.pid
            SlurmdPidFile={_folder}/slurmd.%n.pid
            SlurmctldLogFile={_folder}/slurmctld.log
            SlurmdLogFile={_folder}/slurmd.%n.log
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            JobAcctGatherType=jobacct_gather/none
            AccountingStorageType=accounting_storage/none
            JobCompType=jobcomp/none
            SwitchType=switch/none
            MpiDefault=none
            ReturnToService=2
            SlurmdTimeout=5
            SlurmctldTimeout=10
            MessageTimeout=2
            TCPTimeout=1
            InactiveLimit=0
            KillWait=2
            MinJobAge=3600
            MaxArraySize=10001
            JobRequeue=1
            SchedulerType=sched/backfill
            SchedulerParameters=batch_sched_delay=0,sched_interval=2,bf_interval=2,sched_min_interval=100000
            DependencyParameters=kill_invalid_depend
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            SlurmdParameters=config_overrides
            {nodes}PartitionName=souk Nodes=n[1-{Nodes}] Default=YES MaxTime=INFINITE State=UP

            """;
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
