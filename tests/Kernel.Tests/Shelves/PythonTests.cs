using System.Text.Json;

namespace Souk.Kernel.Tests.Shelves;

/// <summary>The Python client with the standard library alone, and the studies that it has in common with C#.</summary>
[Collection(ShelfCollection.Name)]
public sealed class PythonTests(ShelfRun shelf) : IAsyncLifetime
{
    private const string Python = "/usr/bin/python3";

    private static readonly string _client = Path.Combine(ShelfRun.Shelf, "..", "clients", "python");

    private string Sample => Path.Combine(shelf.Folder, "sample.duckdb");

    private static string Program => Path.Combine(AppContext.BaseDirectory, "souk.dll");

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Sample))
        {
            ShelfRun.Outcome opened = await shelf.RunAsync(
                "dotnet",
                [Program, "open", "sample", "--out", Sample],
                shelf.Folder
            );
            opened.ExitCode.ShouldBe(0, opened.Text);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_supply_is_the_same_in_both_languages()
    {
        JsonElement told = await RunAsync("02_supply.py");

        told.GetProperty("days").GetInt32().ShouldBe(730);
        string page = await PageAsync("02-supply-reconciliation");
        page.ShouldContain($"what was minted, added up in C# is {told.GetProperty("minted").GetString()}");
        page.ShouldContain($"what was burned, added up in C# is {told.GetProperty("burned").GetString()}");
        page.ShouldContain($"the sum of all balances, added up in C# is {told.GetProperty("held").GetString()}");
    }

    [Fact]
    public async Task Royalties_are_the_same_in_both_languages()
    {
        JsonElement told = await RunAsync("08_royalties.py");

        told.GetProperty("sales").GetInt32().ShouldBe(1398);
        (await PageAsync("08-royalties-and-lineage")).ShouldContain($"digest {told.GetProperty("digest").GetString()}");
    }

    [Fact]
    public async Task Scores_of_a_backtest_are_the_same_in_both_languages()
    {
        JsonElement told = await RunAsync("11_backtest.py");

        string page = await PageAsync("11-backtesting-a-forecast");
        page.ShouldContain(
            $"{told.GetProperty("covered").GetInt32()} of {told.GetProperty("forecasts").GetInt32()} within"
        );
        page.ShouldContain($"a quarter as wide: {told.GetProperty("narrow_covered").GetInt32()} (");
        page.ShouldContain($"CRPS {told.GetProperty("crps").GetString()}");
        page.ShouldContain($"CRPS {told.GetProperty("narrow_crps").GetString()}");
    }

    [Fact]
    public async Task What_cannot_be_asked_says_why()
    {
        string code = $"""
            import sys; sys.path.insert(0, {JsonSerializer.Serialize(_client)})
            import souk
            warehouse = souk.Warehouse({JsonSerializer.Serialize(Sample)}, ["dotnet", {JsonSerializer.Serialize(
                Program
            )}])
            for ask in (lambda: warehouse.sql("select nothing"), lambda: warehouse.sql("select 1 as n").column("m"),
                        lambda: souk.Server("http://127.0.0.1:9").metric("supply")):
                try:
                    ask()
                except souk.SoukError as error:
                    print(error)
            print(souk.tokens(-1500, 3), souk.tokens(7, 9), souk.tokens(1189989692049101364689001, 18))
            """;

        ShelfRun.Outcome outcome = await shelf.RunAsync(Python, ["-c", code], shelf.Folder);

        outcome.ExitCode.ShouldBe(0, outcome.Text);
        outcome.Text.ShouldContain("nothing");
        outcome.Text.ShouldContain("there are n");
        outcome.Text.ShouldContain("does not answer");
        outcome.Text.ShouldContain("-1.5 0.000000007 1,189,989.692049101364689001");
    }

    [Fact]
    public async Task Folders_of_Parquet_files_give_the_rows_of_the_warehouse_and_pandas_gets_them()
    {
        string facts = Path.Combine(shelf.Folder, "facts");
        string[] export = [Program, "export", "--db", Sample, "--out", facts];
        (await shelf.RunAsync("dotnet", export, shelf.Folder)).ExitCode.ShouldBe(0);
        string code = $"""
            import sys, types; sys.path.insert(0, {JsonSerializer.Serialize(_client)})
            import souk
            sys.modules["pandas"] = types.SimpleNamespace(
                DataFrame=lambda rows: {"{"}name: [row[name] for row in rows] for name in rows[0]{"}"})
            query = "select system, role, count(*) as legs, sum(amount) as amount from market.payment group by all order by all"
            command = ["dotnet", {JsonSerializer.Serialize(Program)}]
            file, snapshot, export = (souk.Warehouse(path, command) for path in sys.argv[1:])
            rows = list(file.sql(query))
            print("rows", len(rows) > 5, rows == list(snapshot.sql(query)), rows == list(export.sql(query)))
            print("supply", list(file.metric("supply")) == list(snapshot.metric("supply")))
            frame = export.sql(query).to_pandas(integers=["amount"])
            print("pandas", list(frame), sum(frame["amount"]) == sum(int(row["amount"]) for row in rows))
            try:
                export.metric("supply")
            except souk.SoukError as error:
                print(error)
            """;
        string[] words = ["-c", code, Sample, Path.Combine(ShelfRun.Shelf, "..", "data", "samples", "demo"), facts];

        ShelfRun.Outcome outcome = await shelf.RunAsync(Python, words, shelf.Folder);

        outcome.ExitCode.ShouldBe(0, outcome.Text);
        outcome.Text.ShouldContain("rows True True True");
        outcome.Text.ShouldContain("supply True");
        outcome.Text.ShouldContain("pandas ['system', 'role', 'legs', 'amount'] True");
        outcome.Text.ShouldContain("An export has addresses where metrics join ids.");
    }

    private async Task<JsonElement> RunAsync(string study)
    {
        ShelfRun.Outcome outcome = await shelf.RunAsync(
            "env",
            [$"SOUK=dotnet {Program}", Python, Path.Combine(_client, "studies", study), Sample],
            shelf.Folder
        );
        outcome.ExitCode.ShouldBe(0, outcome.Text);
        return JsonDocument.Parse(outcome.Text).RootElement;
    }

    private async Task<string> PageAsync(string study)
    {
        ShelfRun.Outcome outcome = await shelf.ExecuteAsync(Path.Combine(ShelfRun.Shelf, study + ".ipynb"));
        outcome.ExitCode.ShouldBe(0, outcome.Text);
        return File.ReadAllText(Path.Combine(shelf.Folder, study + ".html"));
    }
}
