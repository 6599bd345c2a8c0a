using System.CommandLine;
using Souk.Cli.Verbs;
using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Tests.Verbs;

public sealed class ImportVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-import-").FullName;

    private string Database => Path.Combine(_folder, "labelled.duckdb");

    private string File => Path.Combine(_folder, "labels.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Labels_are_imported_after_a_dry_run_that_wrote_nothing_and_a_bad_file_is_invalid_input()
    {
        WarehouseFile.Open(Database).Dispose();
        Write("address,entity,source\n0x1111111111111111111111111111111111111111,Acme,me\n");

        (await RunAsync("import", "labels", File, "--db", Database, "--dry-run")).ShouldBe(ExitCode.Success);
        CountLabels().ShouldBe(0);
        (await RunAsync("import", "labels", File, "--db", Database)).ShouldBe(ExitCode.Success);
        CountLabels().ShouldBe(1);
        Write("address,entity,source\n0x1111111111111111111111111111111111111111,Bolt,me\n");
        (await RunAsync("import", "labels", File, "--db", Database)).ShouldBe(ExitCode.InvalidInput);
        (await RunAsync("import", "labels", File, "--db", Database + ".none")).ShouldBe(ExitCode.InvalidInput);
        CountLabels().ShouldBe(1);
    }

    private void Write(string text) => System.IO.File.WriteAllText(File, text);

    private long CountLabels()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        return warehouse.Connection.Scalar<long>("select count(*) from party.label");
    }

    private static Task<int> RunAsync(params string[] args) =>
        CommandRunner.RunAsync(new RootCommand { ImportVerb.Create() }, args);
}
