using System.Diagnostics;
using System.Globalization;

namespace Souk.Warehouse.Bench;

/// <summary>A PostgreSQL of its own in a temporary folder, reached by a socket there; initdb, pg_ctl and psql must be on PATH.</summary>
/// <remarks>A gigabyte of shared buffers, a quarter for each sort or hash, two parallel workers. It refuses to run as root, so root
/// runs it as the user postgres.</remarks>
internal sealed class PostgresCluster : IDisposable
{
    private const string Options =
        "-c listen_addresses= -c shared_buffers=1GB -c work_mem=256MB -c maintenance_work_mem=512MB "
        + "-c max_parallel_workers_per_gather=2 -c fsync=off -c max_wal_size=8GB -c jit=off";

    private readonly string _data;

    public PostgresCluster()
    {
        Folder = Directory.CreateTempSubdirectory("souk-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", ["postgres", Folder]);
        }

        _data = Path.Combine(Folder, "data");
        Run("initdb", ["-A", "trust", "-U", "postgres", "--no-locale", "-E", "UTF8", "-D", _data], isOwner: true);
        Run(
            "pg_ctl",
            ["-D", _data, "-w", "-l", Path.Combine(Folder, "log"), "-o", $"{Options} -k {Folder}", "start"],
            isOwner: true
        );
    }

    /// <summary>Where files for it may lie; deleted in the end.</summary>
    public string Folder { get; }

    /// <summary>Runs statements in one session and gives what they print: rows without heads, columns apart by |.</summary>
    public string Ask(string script)
    {
        string path = Path.Combine(Folder, "script.sql");
        File.WriteAllText(path, script);
        return Run(
            "psql",
            [
                "-h",
                Folder,
                "-U",
                "postgres",
                "-d",
                "postgres",
                "-X",
                "-q",
                "-A",
                "-t",
                "-v",
                "ON_ERROR_STOP=1",
                "-f",
                path,
            ]
        );
    }

    /// <summary>What a question answers, and how many milliseconds it took as psql counts them.</summary>
    public (string Answer, double Milliseconds) Time(string question)
    {
        string[] lines = Ask($"\\timing on\n{question};\n").TrimEnd().Split('\n');
        string time = lines[^1].Split(' ')[1];
        return (string.Join('\n', lines[..^1]), double.Parse(time, CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        Run("pg_ctl", ["-D", _data, "-m", "immediate", "stop"], isOwner: true);
        Directory.Delete(Folder, recursive: true);
    }

    private static string Run(string program, string[] arguments, bool isOwner = false)
    {
        bool isRoot = isOwner && Environment.IsPrivilegedProcess;
        ProcessStartInfo start = new(
            isRoot ? "runuser" : program,
            isRoot ? ["-u", "postgres", "--", program, .. arguments] : arguments
        )
        {
            // The server would keep a redirected output open for as long as it runs.
            RedirectStandardOutput = program == "psql",
        };
        using Process process = Process.Start(start)!;
        string output = program == "psql" ? process.StandardOutput.ReadToEnd() : "";
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
