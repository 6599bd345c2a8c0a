using System.Diagnostics;
using Souk.Warehouse.Storage;

namespace Souk.EndToEnd.Tests;

/// <summary>A real file system that is too small, in a mount namespace of its own.</summary>
public sealed class FullDiskTests(Demo demo) : IClassFixture<Demo>
{
    private const string Script = """
        set -e
        disk=$1; kept=$2; size=$3; shift 3
        mount -t tmpfs -o "size=$size" none "$disk"
        code=0
        "$@" || code=$?
        cp -a "$disk/." "$kept"
        exit $code
        """;

    [Theory]
    [InlineData("2m")]
    [InlineData("9m")]
    public async Task A_full_disk_is_named_and_what_was_stored_is_continued_on_a_larger_one(string size)
    {
        string disk = Directory.CreateDirectory(Path.Combine(demo.Folder, $"disk-{size}")).FullName;
        string kept = Directory.CreateDirectory(Path.Combine(demo.Folder, $"kept-{size}")).FullName;
        string[] index =
        [
            "index",
            .. demo.Run.Economy.Manifests,
            "--rpc",
            $"{demo.Run.Economy.ChainId}={demo.Run.Chain.Endpoint}",
            "--rpc",
            $"31338={demo.Run.Foreign.Endpoint}",
            "--db",
        ];

        (int exitCode, string errors) = await RunOnSmallDiskAsync([
            disk,
            kept,
            size,
            "dotnet",
            Souk,
            .. index,
            Path.Combine(disk, "small.duckdb"),
        ]);

        exitCode.ShouldBe(1, errors);
        errors.ShouldContain("small.duckdb");
        errors.ShouldContain("The disk is full");
        errors.ShouldContain("run the same command again");
        errors.ShouldNotContain("   at ");
        string database = Path.Combine(kept, "small.duckdb");
        (int again, _, string problems) = await SoukProcess.RunAsync([.. index, database]);
        again.ShouldBe(0, problems);
        using WarehouseFile warehouse = WarehouseFile.Open(database);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(WarehouseDigest.Compute(demo.Connection));
    }

    private static string Souk => Path.Combine(AppContext.BaseDirectory, "souk.dll");

    private static async Task<(int ExitCode, string Errors)> RunOnSmallDiskAsync(string[] arguments)
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
