using System.Diagnostics;

namespace Souk.EndToEnd.Tests;

/// <summary>Ensembles on a real file system that is too small, in a mount namespace of its own.</summary>
public sealed class EnsembleDiskTests : IDisposable
{
    // Lists what is left on the small disk, then gives the program's exit code.
    private const string Script = """
        set -e
        disk=$1; shift
        mount -t tmpfs -o size=200k none "$disk"
        code=0
        "$@" || code=$?
        find "$disk" -mindepth 1 -path "*/runs/*" >&2
        find "$disk" -mindepth 1 -name "merged*" >&2
        exit $code
        """;

    private const string Scenario = """
        title: Few who sell
        start: 2025-01-01
        horizon: 2000 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 50k USDC }
          traders: { kind: people.traders, pool: pool, flow_sigma: 0.02 }
          early: { kind: people.insiders, count: 20, pool: pool, balance: 600 TKN, sell_hazard: 0.05 }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-ensemble-disk-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_full_disk_is_named_and_leaves_no_part_of_a_shard_or_of_a_merge()
    {
        string scenario = In("few.yaml");
        File.WriteAllText(scenario, Scenario);
        string disk = Directory.CreateDirectory(In("disk")).FullName;
        string[] run = ["ensemble", "run", scenario, "--runs", "8", "--paths", "--progress", "none", "--out"];
        (int played, _, string problems) = await SoukProcess.RunAsync([.. run, In("runs")]);

        (int shard, string shardErrors) = await OnSmallDiskAsync([
            disk,
            .. Program,
            .. run,
            Path.Combine(disk, "runs"),
        ]);
        (int merge, string mergeErrors) = await OnSmallDiskAsync([
            disk,
            .. Program,
            "ensemble",
            "merge",
            In("runs"),
            "--out",
            Path.Combine(disk, "merged"),
        ]);

        played.ShouldBe(0, problems);
        shard.ShouldBe(1, shardErrors);
        merge.ShouldBe(1, mergeErrors);
        Array.ForEach([shardErrors, mergeErrors], errors => errors.ShouldMatch("The disk is full|No space left"));
        // One line each: nothing is left on the disk that would be listed after it.
        shardErrors.Trim().Split('\n').ShouldHaveSingleItem();
        mergeErrors.Trim().Split('\n').ShouldHaveSingleItem();
        $"{shardErrors}{mergeErrors}".ShouldNotContain("   at ");
    }

    private static string[] Program => ["dotnet", Path.Combine(AppContext.BaseDirectory, "souk.dll")];

    private string In(string name) => Path.Combine(_folder, name);

    private static async Task<(int ExitCode, string Errors)> OnSmallDiskAsync(string[] arguments)
    {
        ProcessStartInfo start = new("unshare") { RedirectStandardOutput = true, RedirectStandardError = true };
        Array.ForEach(["--mount", "--map-root-user", "sh", "-c", Script, "sh"], start.ArgumentList.Add);
        Array.ForEach(arguments, start.ArgumentList.Add);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, errors);
    }
}
