using System.CommandLine;
using Souk.Cli.Verbs;
using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Tests.Verbs;

public sealed class ArchiveVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-archive-").FullName;

    private string Database => Path.Combine(_folder, "archived.duckdb");

    private string Archive => Path.Combine(_folder, "archive");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_archived_passes_its_check_until_a_byte_changes()
    {
        using (WarehouseFile warehouse = WarehouseFile.Open(Database))
        {
            warehouse.Connection.Execute(
                """
                insert into chain.block select 1, n, 0, n + 1, 0, n, timestamp '2026-01-01' from range(9) as blocks(n);
                insert into chain.finality values (1, 6);
                """
            );
        }

        (await RunAsync("archive", "--db", Database, "--out", Archive, "--blocks", "4")).ShouldBe(ExitCode.Success);
        (await RunAsync("archive", "--out", Archive, "--check")).ShouldBe(ExitCode.Success);
        (await RunAsync("archive", "--out", Archive, "--check", "--seal", new string('a', 64))).ShouldBe(
            ExitCode.VerificationFailed
        );
        string[] files = [.. Directory.EnumerateFiles(Archive, "*.parquet", SearchOption.AllDirectories).Order()];
        files
            .Select(Path.GetFileName)
            .ShouldBe(["000000000000-000000000003.parquet", "000000000004-000000000006.parquet"]);
        byte[] bytes = await File.ReadAllBytesAsync(files[0]);
        bytes[8] ^= 1;
        await File.WriteAllBytesAsync(files[0], bytes);
        (await RunAsync("archive", "--out", Archive, "--check")).ShouldBe(ExitCode.VerificationFailed);
    }

    [Fact]
    public async Task What_cannot_be_meant_is_invalid_input_and_creates_nothing()
    {
        (await RunAsync("archive", "--out", Archive)).ShouldBe(ExitCode.InvalidInput);
        (await RunAsync("archive", "--db", Database, "--out", Archive)).ShouldBe(ExitCode.InvalidInput);
        (await RunAsync("archive", "--db", Database, "--out", Archive, "--blocks", "0")).ShouldBe(
            ExitCode.InvalidInput
        );
        (await RunAsync("archive", "--db", Database, "--out", Archive, "--seal", "aa")).ShouldBe(ExitCode.InvalidInput);
        (await RunAsync("archive", "--out", Archive, "--check")).ShouldBe(ExitCode.InvalidInput);
        Directory.EnumerateFileSystemEntries(_folder).ShouldBeEmpty();
    }

    private static Task<int> RunAsync(params string[] args) =>
        CommandRunner.RunAsync(new RootCommand { ArchiveVerb.Create() }, args);
}
