using System.CommandLine;
using System.Text.Json.Nodes;
using Souk.Cli.Verbs;
using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Tests.Verbs;

/// <summary>What verbs write from a warehouse, the warehouse remembers.</summary>
[Collection(ConsoleTests.Name)]
public sealed class HandoutsVerbTests : IDisposable
{
    private const string Scenario = """
        title: Minting
        start: 2024-05-01
        horizon: 60 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 50k USDC }
          early: { kind: people.insiders, count: 2, pool: pool, sell_hazard: 0 }
          minting: { kind: emission.fixed, per_day: 1000 TKN/day, to: early }
        """;

    private const string Targets =
        "- { of: emitted, metric: emissions, column: emitted, take: running total, decimals: 18, market: m, from: 2024-05-10, to: 2024-05-30, every: 10 days }\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-handouts-").FullName;

    public HandoutsVerbTests() =>
        Change(
            """
            insert into chain.address values (1, unhex('0101010101010101010101010101010101010101')), (5, unhex('0505050505050505050505050505050505050505'));
            insert into chain.system values ('m', 'M', 'TKN', null);
            insert into market.token values (1, 1, 'm', 'TKN', 18, 'erc20', true);
            insert into chain.block select 1, n, 0, n + 1, 0, n, timestamp '2024-05-01 12:00:00' + interval (n) day from range(40) as days(n);
            insert into chain.cursor values (1, 39, 0, 40, timestamp '2024-06-09');
            insert into market.transfer
            select 1, n, 0, 0, timestamp '2024-05-01 12:00:00' + interval (n) day, 'm', 1, 0, 5, 1700 * 1000000000000000000::hugeint
            from range(40) as days(n);
            """
        );

    private string Database => In("w.duckdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Memo_workbook_page_export_and_forecast_are_recorded_and_a_check_finds_what_no_longer_holds()
    {
        await SucceedAsync("export", "memo", "m", "--db", Database, "--out", In("m.pdf"));
        await SucceedAsync([
            .. "metrics get supply --market m --as-of 2024-05-20 --xlsx".Split(' '),
            In("s.xlsx"),
            "--db",
            Database,
        ]);
        await SucceedAsync("export", "--db", Database, "--out", In("all"));
        await SucceedAsync("export", "page", "/status", "--db", Database, "--out", In("status"), "--only", "chains");
        await SucceedAsync([
            "forecast",
            "publish",
            Write("mint.yaml", Scenario),
            "--targets",
            Write("targets.yaml", Targets),
            "--db",
            Database,
            "--vary",
            "minting.per_day=500 TKN/day..4000 TKN/day",
            "--out",
            In("june.json"),
            .. "--runs 1 --evaluations 6 --futures 20 --thin 10 --series emitted=m/emitted --ahead 7 --name june".Split(
                ' '
            ),
        ]);

        JsonNode before = JsonNode.Parse(await SucceedAsync("handouts", "--db", Database, "--check", "--json"))!;
        // A new mapping finds one more mint.
        Change("insert into market.transfer values (1, 3, 1, 0, timestamp '2024-05-04 12:00:00', 'm', 1, 0, 5, 5)");
        (int code, string text) = await RunAsync("handouts", "--db", Database, "--market", "m", "--check");

        JsonArray entries = before["handouts"]!.AsArray();
        entries
            .Select(entry => $"{entry!["kind"]} {entry["subject"]}")
            .ShouldBe([
                "memo m",
                "workbook supply",
                "export all tables",
                "page /status",
                "forecast june",
                "check earlier answers",
            ]);
        entries[0]!["digest"]!.ToString().ShouldBe(HashOf("m.pdf"));
        entries[1]!["digest"]!.ToString().ShouldBe(HashOf("s.xlsx"));
        entries[2]!["parameters"]!.ToString().ShouldBe("parquet, 1000000 blocks a part");
        entries[4]!["digest"]!
            .ToString()
            .ShouldBe(JsonNode.Parse(File.ReadAllText(In("june.json")))!["hash"]!.ToString());
        entries.Select(entry => (long)entry!["answers"]! > 0).ShouldBe([true, true, false, false, true, true]);
        before["changes"]!.AsArray().ShouldBeEmpty();
        code.ShouldBe(ExitCode.VerificationFailed);
        text.ShouldContain("changed: supply of m as of 2024-05-20T23:59:59Z: ");
        text.ShouldContain("changed: emissions of m as of ");
        text.ShouldContain("In between changed: nothing that is recorded.");
    }

    private void Change(string sql)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        warehouse.Connection.Execute(sql);
    }

    private string HashOf(string name) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(In(name))));

    private string In(string name) => Path.Combine(_folder, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(In(name), text);
        return In(name);
    }

    private static async Task<string> SucceedAsync(params string[] args)
    {
        (int code, string text) = await RunAsync(args);
        code.ShouldBe(ExitCode.Success, $"{string.Join(' ', args)}: {text}");
        return text;
    }

    private static async Task<(int Code, string Text)> RunAsync(params string[] args)
    {
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        using StringWriter text = new();
        Console.SetOut(text);
        Console.SetError(text);
        try
        {
            RootCommand root = new()
            {
                ExportVerb.Create(),
                ForecastVerb.Create(),
                HandoutsVerb.Create(),
                MetricsVerb.Create(),
            };
            return (await CommandRunner.RunAsync(root, args), text.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
