using System.CommandLine;
using Souk.Cli.Operations;
using Souk.Cli.Tests.Verbs;
using Souk.Cli.Verbs;
using Souk.DuckDb;
using Souk.Research.Forecasts;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Tests.Operations;

/// <summary>Forecasts are scored in the wake of what makes their days known: blocks that are followed, indexed or loaded, and series
/// that are imported.</summary>
[Collection(ConsoleTests.Name)]
public sealed class ForecastWakeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-wake-").FullName;

    private string Database => Path.Combine(_folder, "wake.duckdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_forecast_of_a_price_is_scored_once_a_block_of_a_later_day_is_stored_and_not_with_each_block()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        DuckDBConnection connection = warehouse.Connection;
        ForecastShelf.Load(connection, Forecast("gold/price"));
        connection.Execute(
            """
            insert into chain.system values ('gold', 'Gold', 'GOLD', null);
            insert into market.token values (1, 1, 'gold', 'GOLD', 0, 'erc20', true), (1, 2, 'gold', 'USDC', 0, 'erc20', false);
            """
        );
        using StringWriter problems = new();
        ForecastWake wake = new(connection, TimeProvider.System, problems);
        Trade(connection, block: 1, "2025-01-02 10:00:00", tokens: 1_000_000, money: 1_000_000);
        // A thousand tokens for two thousand.
        Trade(connection, block: 2, "2025-01-03 10:00:00", tokens: 999_000, money: 1_002_000);

        wake.Look(1).ShouldBeTrue();
        // The price of that day may change until it is over.
        Scores(connection).ShouldBe(0);
        // And a thousand for six: four each that day.
        Trade(connection, block: 3, "2025-01-03 23:59:59", tokens: 998_000, money: 1_008_000);
        wake.Look(1).ShouldBeFalse();
        Scores(connection).ShouldBe(0);
        Trade(connection, block: 4, "2025-01-04 00:00:00", tokens: 997_000, money: 1_020_000);
        wake.Look(2).ShouldBeFalse("the other chain has no block");
        wake.Look(1).ShouldBeTrue();

        Scores(connection).ShouldBe(1);
        connection.Scalar<double>("select observed from forecast.score").ShouldBe(4);
        problems.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void A_forecast_that_cannot_be_scored_is_named_and_does_not_stop_the_indexer()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        ForecastShelf.Load(warehouse.Connection, Forecast("gold/volume"));
        warehouse.Connection.Execute(
            "insert into chain.block values (1, 1, 1, 1, 0, 0, timestamp '2025-01-05 00:00:00')"
        );
        warehouse.Connection.Execute("drop table forecast.score");
        using StringWriter problems = new();

        new ForecastWake(warehouse.Connection, TimeProvider.System, problems).Look(1).ShouldBeFalse();

        problems.ToString().ShouldStartWith("souk: forecasts are not scored as of 2025-01-05:");
    }

    [Fact]
    public async Task Indexing_and_following_score_what_is_known()
    {
        using ScriptedRpc rpc = new();
        string manifest = Write("shop.yaml", Manifest);
        string[] index = ["index", manifest, "--db", Database, "--rpc", $"31337={rpc.Url}"];
        Change(Known);

        (await RunAsync(IndexVerb.Create(), index)).ShouldBe(ExitCode.Success);
        long indexed = Change("delete from forecast.score");
        // As before its first block: what follows then has something to store.
        File.Delete(Database);
        Change(Known);
        using CancellationTokenSource end = new();
        // The head is looked at again and again once what there is is stored.
        rpc.OnHeadAsked = asked =>
        {
            if (asked == 8)
            {
                end.Cancel();
            }
        };
        Task<int> following = new RootCommand { IndexVerb.Create() }
            .Parse([.. index, "--follow", "--poll", "0.1"])
            .InvokeAsync(new() { EnableDefaultExceptionHandler = false }, end.Token);

        await Should.ThrowAsync<OperationCanceledException>(following);
        indexed.ShouldBe(1);
        Change("select 1").ShouldBe(1);
    }

    [Fact]
    public async Task Indexing_a_dump_scores_what_is_known_and_a_dry_run_nothing()
    {
        string hash = $"0x{9:x64}";
        string manifest = Write("shop.yaml", Manifest);
        string logs = Write(
            "logs.csv",
            $"block_number,transaction_index,log_index,transaction_hash,address,topic0,topic1,topic2,topic3,data\n1,0,0,{hash},{ScriptedRpc.Contract},{hash},,,,0x\n"
        );
        string blocks = Write("blocks.csv", $"block_number,block_hash,timestamp\n1,{hash},1735900000\n");
        string[] index = ["index", manifest, "--db", Database, "--from-file", logs, "--blocks", blocks];
        Change(Known);

        (await RunAsync(IndexVerb.Create(), [.. index, "--dry-run"])).ShouldBe(ExitCode.Success);
        long before = Change("select 1");
        (await RunAsync(IndexVerb.Create(), index)).ShouldBe(ExitCode.Success);

        before.ShouldBe(0);
        Change("select 1").ShouldBe(1);
    }

    [Fact]
    public async Task Loading_segments_scores_what_is_known()
    {
        using ScriptedRpc rpc = new();
        string manifest = Write("shop.yaml", Manifest);
        string segments = Path.Combine(_folder, "segments");
        string[] backfill = ["index", "backfill", manifest, "--rpc", $"31337={rpc.Url}", "--out", segments];
        Change(Known);

        int fetched = await RunAsync(
            IndexVerb.Create(),
            [.. backfill, "--proof", "none", "--finality", "0", "--to", "2"]
        );
        long before = Change("select 1");
        int loaded = await RunAsync(IndexVerb.Create(), ["index", "load", segments, manifest, "--db", Database]);

        fetched.ShouldBe(ExitCode.Success);
        before.ShouldBe(0);
        loaded.ShouldBe(ExitCode.Success);
        Change("select 1").ShouldBe(1);
    }

    [Fact]
    public async Task Importing_a_series_scores_what_it_tells_and_a_dry_run_nothing()
    {
        Change(connection =>
        {
            ForecastShelf.Load(connection, Forecast("gold/volume_usd"));
            connection.Execute("insert into chain.system values ('gold', 'Gold', 'GOLD', null)");
        });
        string file = Write("series.csv", "system,series,day,value,source\ngold,volume_usd,2025-01-03,3,me\n");
        string[] import = ["import", "--table", "series", "--db", Database, file];

        (await RunAsync(ImportVerb.Create(), [.. import, "--dry-run"])).ShouldBe(ExitCode.Success);
        long before = Change("select 1");
        (await RunAsync(ImportVerb.Create(), import)).ShouldBe(ExitCode.Success);

        before.ShouldBe(0);
        Change("select 1").ShouldBe(1);
    }

    private const string Manifest = """
        system: shop
        title: Shop
        contracts:
          bell:
            events: ["Rung(uint256 n)"]
        deployments:
          - chain: 31337
            contracts:
              - {kind: bell, name: Bell, address: "0x1111111111111111111111111111111111111111", from_block: 1}
        """;

    // Both ends of a forecast are there, and nobody scored it yet.
    private static void Known(DuckDBConnection connection)
    {
        ForecastShelf.Load(connection, Forecast("gold/volume"));
        connection.Execute(
            "insert into reference.series by name select 'gold' as system, 'volume' as series, date '2025-01-03' as day, 3 as value, 'me' as source, 'reported' as confidence, now()::timestamp as recorded_at"
        );
    }

    private static PublishedForecast Forecast(string series) =>
        new(
            "june",
            "A market",
            new DateTime(2025, 1, 2, 12, 0, 0, DateTimeKind.Utc),
            "engine",
            ScenarioHash: "scenario",
            Seed: 1,
            Runs: 3,
            DataHash: "data",
            new DateOnly(2025, 1, 2),
            IsSelfTest: true,
            ["The pool is all of the market."],
            [new(series, "price", "USD", new DateOnly(2025, 1, 2), new DateOnly(2025, 1, 3), [3, 4, 5])]
        );

    private static void Trade(DuckDBConnection connection, int block, string time, int tokens, int money) =>
        connection.Execute(
            $"""
            insert into chain.block values (1, {block}, {block}, {block}, 0, 0, timestamp '{time}');
            insert into market.pool_state values (1, {block}, 0, timestamp '{time}', 'gold', 5, 1, 2, {tokens}, {money}, 'uniswap_v2', 3000, 0);
            """
        );

    private static long Scores(DuckDBConnection connection) =>
        connection.Scalar<long>("select count(*) from forecast.score");

    /// <returns>Scores before the change.</returns>
    private long Change(string sql)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        long before = Scores(warehouse.Connection);
        warehouse.Connection.Execute(sql);
        return before;
    }

    private void Change(Action<DuckDBConnection> change)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        change(warehouse.Connection);
    }

    private string Write(string name, string text)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    private static Task<int> RunAsync(Command verb, string[] args) =>
        CommandRunner.RunAsync(new RootCommand { verb }, args);
}
