using System.Diagnostics;
using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Tests.Verbs;

/// <summary>The real program and its child.</summary>
public sealed class SqlVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-sql-").FullName;

    public SqlVerbTests()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        warehouse.Connection.Execute("insert into chain.system values ('m', 'M, \"quoted\"', null, null)");
    }

    private string Database => Path.Combine(_folder, "asked.duckdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Rows_come_as_table_csv_json_and_parquet()
    {
        const string Sql = "select title, token, 9007199254740993 as n from chain.system";
        string file = Path.Combine(_folder, "out.parquet");

        (await RunAsync(Sql)).Output.ShouldBe(
            "title        token  n\nM, \"quoted\"  NULL   9007199254740993\n(1 rows)\n"
        );
        (await RunAsync(Sql, "--format", "csv")).Output.ShouldBe(
            "title,token,n\n\"M, \"\"quoted\"\"\",,9007199254740993\n"
        );
        (await RunAsync(Sql, "--format", "json")).Output.ShouldContain("\"n\": \"9007199254740993\"");
        (await RunAsync(Sql, "--format", "parquet", "--out", file)).Code.ShouldBe(ExitCode.Success);
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        connection.Scalar<long>($"select n from read_parquet('{file}')").ShouldBe(9007199254740993);
        (await RunAsync(Sql, "--format", "parquet")).Code.ShouldBe(ExitCode.InvalidInput);
    }

    [Theory]
    [InlineData("with recursive r(n) as (select 1 union all select 1 from r) select count(*) from r")]
    [InlineData("select count(*) from range(100000000) a, range(100000000) b where a.range + b.range = -1")]
    public async Task A_query_without_end_is_ended_in_time(string sql)
    {
        var elapsed = Stopwatch.StartNew();

        (int code, _, string errors) = await RunAsync(sql, "--seconds-max", "2");

        code.ShouldBe(ExitCode.Failure);
        errors.ShouldBe("souk: The query took longer than 2 s and was ended.\n");
        elapsed.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task What_is_refused_is_invalid_input_and_leaves_no_file_of_the_result()
    {
        string file = Path.Combine(_folder, "out.csv");

        (int code, _, string errors) = await RunAsync("delete from chain.system", "--format", "csv", "--out", file);
        (int tooMany, _, string limit) = await RunAsync(
            "from range(10)",
            "--rows-max",
            "5",
            "--format",
            "csv",
            "--out",
            file
        );

        code.ShouldBe(ExitCode.InvalidInput);
        errors.ShouldContain("SELECT");
        tooMany.ShouldBe(ExitCode.Failure);
        limit.ShouldContain("more than 5 rows");
        Directory.GetFileSystemEntries(_folder).ShouldBe([Database]);
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(string sql, params string[] options)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "souk.dll"),
            "sql",
            "--db",
            Database,
            sql,
            .. options,
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
