using System.Globalization;
using System.Text.Json.Nodes;
using Souk.DuckDb;

namespace Souk.EndToEnd.Tests;

/// <summary>Ctrl-C of `souk simulate` while a single long run is under way.</summary>
public sealed class InterruptedRunTests : IDisposable
{
    private const int HorizonDays = 36_500;

    // A century of a crowd takes minutes: no machine is done before it is interrupted.
    private const string Scenario = """
        title: A crowd that sells for a century
        start: 2025-01-01
        horizon: 36500 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 10M TKN, money_reserve: 500k USDC, fee: 30 bp }
          early: { kind: people.insiders, count: 200_000, pool: pool, balance: 600 TKN, sell_hazard: 0.0002 }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-interrupted-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Interrupting_a_single_run_names_the_days_kept_and_leaves_a_file_complete_to_that_day()
    {
        string scenario = In("century.yaml");
        File.WriteAllText(scenario, Scenario);
        string output = In("kept.duckdb");
        string[] run = ["simulate", scenario, "--seed", "5", "--json", "--progress", "plain"];
        using SoukProcess process = SoukProcess.Start([.. run, "--out", output]);
        await process.WaitForErrorLinesAsync(2, TestContext.Current.CancellationToken);

        process.Interrupt();
        (int exitCode, string shown, string errors) = await process.WaitAsync();

        exitCode.ShouldBe(130, errors);
        int days = Kept(output, "select days from run");
        days.ShouldBeInRange(32, HorizonDays - 1);
        string lastDay = new DateOnly(2025, 1, 1).AddDays(days - 1).ToString("o", CultureInfo.InvariantCulture);
        errors.ShouldContain(
            $"souk: cancelled; {days} of {HorizonDays} days were done, to {lastDay}, and are what is shown and kept."
        );
        Kept(output, "select count(distinct day) from series").ShouldBe(days);
        Kept(output, "select max(day) from series").ShouldBe(days - 1);
        Kept(output, "select count(*) from series").ShouldBe(days * Kept(output, "select count(*) from metric"));
        Kept(output, "select max(day) from cohort").ShouldBe(days - 1);
        // A run that was asked for no more days ends with the same figures.
        (_, string whole, _) = await SoukProcess.RunAsync([.. run, "--days", $"{days}"]);
        MetricsOf(shown).ShouldBe(MetricsOf(whole));
    }

    private string In(string name) => Path.Combine(_folder, name);

    private static string MetricsOf(string report) => JsonNode.Parse(report)!["metrics"]!.ToJsonString();

    private static int Kept(string file, string query)
    {
        using DuckDBConnection connection = new($"Data Source={file}");
        connection.Open();
        return DuckDBQueries.Query(
            connection,
            query,
            row => Convert.ToInt32(row.GetValue(0), CultureInfo.InvariantCulture)
        )[0];
    }
}
