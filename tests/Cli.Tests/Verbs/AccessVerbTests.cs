using System.CommandLine;
using System.Diagnostics;
using Souk.Cli.Tests.Workbooks;
using Souk.Cli.Verbs;
using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Tests.Verbs;

/// <summary>Files in and out: import, claims, export, backup, restore, workbooks.</summary>
public sealed class AccessVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-access-").FullName;

    public AccessVerbTests()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        warehouse.Connection.Execute(
            """
            insert into chain.system values ('masa', 'Masa', 'MASA', null);
            insert into chain.address values (1, unhex('1111111111111111111111111111111111111111'));
            insert into market.token values (1, 1, 'masa', 'MASA', 18, 'erc20', true);
            insert into chain.block values (1, 9, 0, 10, 0, 9, timestamp '2024-03-31 23:00:00');
            insert into market.contribution values (1, 9, 0, timestamp '2024-03-31', 'masa', 'a', 1, 1);
            """
        );
    }

    private string Database => Place("kept.duckdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_registry_that_ships_is_imported_without_naming_files_and_a_series_with_its_zone()
    {
        string prices = Write("prices.csv", "system,symbol,quote,time,price\nmasa,MASA,USD,2024-04-11 08:00:00,0.8\n");

        (await RunAsync("import", "--table", "tokens", "--db", Database)).ShouldBe(ExitCode.Success);
        (await RunAsync("import", "--table", "claims", "--db", Database)).ShouldBe(ExitCode.Success);
        (await RunAsync("import", "--table", "price", "--db", Database, prices)).ShouldBe(ExitCode.InvalidInput);
        (await RunAsync("import", "--table", "price", "--db", Database, prices, "--utc-offset", "+2")).ShouldBe(
            ExitCode.InvalidInput
        );
        (
            await RunAsync(
                "import",
                "--table",
                "price",
                "--db",
                Database,
                prices,
                "--utc-offset",
                "+02:00",
                "--dry-run"
            )
        ).ShouldBe(ExitCode.Success);
        Count("reference.price").ShouldBe(0);
        (await RunAsync("import", "--table", "price", "--db", Database, prices, "--utc-offset", "+02:00")).ShouldBe(
            ExitCode.Success
        );
        (await RunAsync("import", "--table", "price", "--db", Database)).ShouldBe(ExitCode.InvalidInput);
        (await RunAsync("import", "--table", "prise", "--db", Database, prices)).ShouldBe(ExitCode.InvalidInput);

        Count("reference.price").ShouldBe(1);
        Count("reference.system").ShouldBe(16);
        Count("reference.claim").ShouldBe(28);
    }

    [Fact]
    public async Task Labels_are_a_table_of_import_too()
    {
        string labels = Write(
            "labels.csv",
            "address,entity,source\n0x1111111111111111111111111111111111111111,Acme,me\n"
        );

        (await RunAsync("import", "--table", "labels", "--db", Database, labels)).ShouldBe(ExitCode.Success);

        Count("party.label").ShouldBe(1);
    }

    [Fact]
    public async Task Claims_are_listed_with_what_the_warehouse_shows()
    {
        (int code, string output) = await ProgramAsync("claims", "--db", Database, "--system", "masa");

        code.ShouldBe(ExitCode.Success);
        output.ShouldContain("masa wallets: PARTLY OBSERVABLE");
        output.ShouldContain("claimed at least 1,400,000 wallets; measured 1; contributed 1");
        output.ShouldContain("said by Masa, in the article on its sale (promoter), 2024-03");
        (await ProgramAsync("claims", "--db", Database, "--system", "nobody")).Code.ShouldBe(ExitCode.InvalidInput);
    }

    [Fact]
    public async Task The_registry_is_listed_and_shown_without_a_warehouse()
    {
        (await ProgramAsync("tokens", "list")).Output.ShouldContain(
            "masa            Masa                   data            crypto_for_ai"
        );
        (await ProgramAsync("tokens", "show", "sahara")).Output.ShouldContain("Knowledge Drop");
        (await ProgramAsync("tokens", "show", "saharra")).Code.ShouldBe(ExitCode.InvalidInput);
    }

    [Fact]
    public async Task A_warehouse_is_exported_backed_up_and_restored()
    {
        (await RunAsync("export", "--db", Database, "--out", Place("facts"))).ShouldBe(ExitCode.Success);
        (await RunAsync("export", "--db", Database, "--out", Place("facts"))).ShouldBe(ExitCode.InvalidInput);
        (await RunAsync("backup", "--db", Database, "--out", Place("backup"))).ShouldBe(ExitCode.Success);
        (await RunAsync("backup", "--out", Place("backup"), "--check")).ShouldBe(ExitCode.Success);
        (await RunAsync("restore", Place("backup"), "--db", Database)).ShouldBe(ExitCode.InvalidInput);
        File.Delete(Database);
        (await RunAsync("restore", Place("backup"), "--db", Database)).ShouldBe(ExitCode.Success);
        Count("market.contribution").ShouldBe(1);
        File.AppendAllText(Path.Combine(Place("backup"), "warehouse.duckdb"), "x");
        (await RunAsync("restore", Place("backup"), "--db", Database, "--replace")).ShouldBe(
            ExitCode.VerificationFailed
        );

        File.Exists(Path.Combine(Place("facts"), "market.contribution/chain=1/first_block=000000000000/data.parquet"))
            .ShouldBeTrue();
    }

    [Fact]
    public async Task A_query_comes_as_a_workbook_that_says_what_it_is()
    {
        string file = Place("out.xlsx");
        const string Sql = "select system, 9007199254740993 as n, 7::integer as seven from chain.system";

        (await ProgramAsync("sql", "--db", Database, "--format", "xlsx", "--out", file, Sql)).Code.ShouldBe(
            ExitCode.Success
        );
        (await ProgramAsync("sql", "--db", Database, "--format", "xlsx", Sql)).Code.ShouldBe(ExitCode.InvalidInput);
        (
            await ProgramAsync(
                "sql",
                "--db",
                Database,
                "--format",
                "xlsx",
                "--out",
                file + "2",
                "delete from chain.system"
            )
        ).Code.ShouldBe(ExitCode.InvalidInput);

        byte[] book = File.ReadAllBytes(file);
        WorkbookTests
            .Cells(book, 1)
            .ShouldBe([
                "inlineStr system",
                "inlineStr n",
                "inlineStr seven",
                "inlineStr masa",
                "inlineStr 9007199254740993",
                "n 7",
            ]);
        string[] about = WorkbookTests.Cells(book, 2);
        about.ShouldContain($"inlineStr {Sql}");
        about.ShouldContain("inlineStr kept.duckdb");
        about.ShouldContain("inlineStr chain 1, block 9, 2024-03-31T23:00:00Z");
        Directory.GetFiles(_folder).Order().ShouldBe([Database, file]);
    }

    [Fact]
    public async Task A_metric_comes_as_a_workbook_with_its_formula_and_units()
    {
        string file = Place("wallets.xlsx");

        (await RunAsync("metrics", "get", "wallets", "--db", Database, "--xlsx", file)).ShouldBe(ExitCode.Success);

        byte[] book = File.ReadAllBytes(file);
        WorkbookTests
            .Cells(book, 1)
            .ShouldBe([
                "inlineStr month",
                "inlineStr seen",
                "inlineStr contributed",
                "inlineStr paid",
                "inlineStr contributed_share_ppm",
                "inlineStr 2024-03-01",
                "n 1",
                "n 1",
                "n 0",
                "n 1000000",
            ]);
        string about = string.Join('\n', WorkbookTests.Cells(book, 2));
        about.ShouldContain("inlineStr units\ninlineStr parties, cumulative at the end of each month");
        about.ShouldContain("inlineStr as of\ninlineStr chain 1, block 9, 2024-03-31T23:00:00Z");
    }

    private string Place(string name) => Path.Combine(_folder, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(Place(name), text);
        return Place(name);
    }

    private long Count(string table)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        return warehouse.Connection.Scalar<long>($"select count(*) from {table}");
    }

    private static Task<int> RunAsync(params string[] args) =>
        CommandRunner.RunAsync(
            new RootCommand
            {
                ImportVerb.Create(),
                ExportVerb.Create(),
                BackupVerb.Create(),
                BackupVerb.CreateRestore(),
                MetricsVerb.Create(),
            },
            args
        );

    private static async Task<(int Code, string Output)> ProgramAsync(params string[] args)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "souk.dll"));
        Array.ForEach(args, start.ArgumentList.Add);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
