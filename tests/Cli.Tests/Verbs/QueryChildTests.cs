using Souk.DuckDb;
using Souk.Warehouse.Queries;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Tests.Verbs;

/// <summary>The real child under limits that it exceeds.</summary>
public sealed class QueryChildTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-child-").FullName;

    public QueryChildTests()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        warehouse.Connection.Execute("insert into chain.system values ('m', 'M', null, null)");
    }

    private string Database => Path.Combine(_folder, "asked.duckdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_child_that_takes_more_memory_than_it_may_is_ended()
    {
        // No .NET process with DuckDB in it fits into 1 MiB.
        QueryChild child = Child() with
        {
            OverheadMb = 0,
        };
        var request = new QueryRequest(
            Database,
            "select count(*) from range(100000000) a, range(100000000) b where a.range + b.range = -1",
            MemoryMb: 1
        );

        QueryException exception = await Should.ThrowAsync<QueryException>(() =>
            child.RunAsync(request, Stream.Null, TestContext.Current.CancellationToken)
        );

        exception.Message.ShouldBe("The query took more than 1 MiB and was ended.");
        exception.IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task A_result_that_is_larger_than_it_may_be_is_cut_and_its_child_ended()
    {
        QueryChild child = Child() with { OutputBytesMax = 1_000_000 };
        using var output = new MemoryStream();
        var request = new QueryRequest(Database, "select repeat('x', 1000) from range(1000000)", RowsMax: 1_000_000);

        QueryException exception = await Should.ThrowAsync<QueryException>(() =>
            child.RunAsync(request, output, TestContext.Current.CancellationToken)
        );

        exception.Message.ShouldBe("The result has more than 1000000 bytes; the query was ended.");
        output.Length.ShouldBeInRange(900_000, 1_000_000);
    }

    [Fact]
    public async Task Parquet_that_is_larger_than_it_may_be_is_no_file()
    {
        QueryChild child = Child() with { OutputBytesMax = 100_000 };
        string written = Path.Combine(_folder, "large.parquet");
        var request = new QueryRequest(
            Database,
            "select hash(range) as h from range(50000)",
            written,
            RowsMax: 1_000_000
        );

        QueryException exception = await Should.ThrowAsync<QueryException>(() =>
            child.RunAsync(request, Stream.Null, TestContext.Current.CancellationToken)
        );

        exception.Message.ShouldBe("The result has more than 100000 bytes; the query was ended.");
        File.Exists(written).ShouldBeFalse();
    }

    [Fact]
    public async Task A_result_of_exactly_the_limit_is_given_whole()
    {
        using var output = new MemoryStream();
        QueryChild child = Child() with
        {
            // "x\n" and "m\n".
            OutputBytesMax = 4,
        };

        await child.RunAsync(
            new QueryRequest(Database, "select system as x from chain.system"),
            output,
            TestContext.Current.CancellationToken
        );

        output.ToArray().ShouldBe("x\nm\n"u8.ToArray());
    }

    [Fact]
    public async Task A_cancelled_query_ends_its_child()
    {
        using var cancelled = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var request = new QueryRequest(
            Database,
            "select count(*) from range(100000000) a, range(100000000) b where a.range + b.range = -1"
        );

        await Should.ThrowAsync<OperationCanceledException>(() =>
            Child().RunAsync(request, Stream.Null, cancelled.Token)
        );

        // Nobody holds the file any more.
        WarehouseFile.Open(Database).Dispose();
    }

    private static QueryChild Child() =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, "souk.dll"), "sql-child", "Csv"]);
}
