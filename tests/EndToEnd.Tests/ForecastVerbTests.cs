using System.Globalization;
using System.Text.Json.Nodes;

namespace Souk.EndToEnd.Tests;

/// <summary>`souk backtest`, `souk forecast` and `souk uncertainty` as a shell starts them; the commands are those of their help.</summary>
public sealed class ForecastVerbTests : IDisposable
{
    private const string Scenario = """
        title: A pool and its traders
        start: 2025-01-01
        horizon: 60 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 10M TKN, money_reserve: 500k USDC }
          traders: { kind: people.traders, pool: pool, balance: 300M TKN, flow_sigma: 0.02 }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-forecast-").FullName;

    public ForecastVerbTests()
    {
        File.WriteAllText(At("mine.yaml"), Scenario);
        // A price that rises and falls by up to 3 % a day, made by hand: 45 days.
        double price = 0.05;
        List<string> lines = ["date,metric,value"];
        for (int day = 0; day < 45; day++)
        {
            price *= 1 + (((day * 7 % 5) - 2) * 0.015);
            lines.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{new DateOnly(2025, 1, 1).AddDays(day):yyyy-MM-dd},price,{price:0.000000000}"
                )
            );
        }

        File.WriteAllLines(At("observed.csv"), lines);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_backtest_rolls_over_the_days_and_scores_what_came()
    {
        string[] words = await ExampleAsync("backtest", "--first 30");

        (int code, string output, string errors) = await SoukProcess.RunAsync(words);

        code.ShouldBe(0, errors);
        JsonNode report = JsonNode.Parse(output)!;
        ((int)report["origins"]!).ShouldBe(2);
        JsonNode price = report["metrics"]!.AsArray().ShouldHaveSingleItem()!;
        ((int)price["forecasts"]!).ShouldBe(2);
        ((string)price["verdict"]!).ShouldBe("too few to tell");
        JsonNode row = report["rows"]![1]!;
        ((string)row["origin"]!).ShouldBe("2025-02-07");
        ((string)row["day"]!).ShouldBe("2025-02-14");
        bool isWithin =
            (double)row["observed"]! >= (double)row["p05"]! && (double)row["observed"]! <= (double)row["p95"]!;
        ((bool)row["covered"]!).ShouldBe(isWithin);
    }

    [Fact]
    public async Task A_forecast_is_published_listed_and_scored_and_a_changed_one_is_refused()
    {
        string[] publish = await ExampleAsync("forecast publish", "--assume");
        string file = publish[^1];
        string database = At("masa.duckdb");

        (int published, string said, string problems) = await SoukProcess.RunAsync([.. publish, "--evaluations", "8"]);
        (int again, _, string exists) = await SoukProcess.RunAsync([.. publish, "--evaluations", "8"]);
        (_, string listed, _) = await SoukProcess.RunAsync("forecast", "list", file, "--json");
        Souk.Warehouse.Storage.WarehouseFile.Open(database).Dispose();
        (int scored, string score, string trouble) = await SoukProcess.RunAsync(
            "forecast",
            "score",
            "--db",
            database,
            file
        );
        File.WriteAllText(
            file,
            File.ReadAllText(file).Replace("all of the market", "half of it", StringComparison.Ordinal)
        );
        (int changed, _, string refusal) = await SoukProcess.RunAsync("forecast", "score", "--db", database, file);

        published.ShouldBe(0, problems);
        said.ShouldContain("in 90 of 100 simulated futures under these assumptions");
        again.ShouldBe(3);
        exists.ShouldContain("a forecast that was published stays as it is");
        JsonNode forecast = JsonNode.Parse(listed)!.AsArray().ShouldHaveSingleItem()!;
        ((string)forecast["data_until"]!).ShouldBe("2025-02-14");
        forecast["bands"]!.AsArray().Count.ShouldBe(2);
        scored.ShouldBe(0, trouble);
        score.ShouldContain("forecast june");
        score.ShouldContain("nothing of it is known yet");
        changed.ShouldBe(3);
        refusal.ShouldContain("Forecast 'june'");
        refusal.ShouldContain("was changed after it was published");
    }

    [Fact]
    public async Task A_headline_stands_under_six_models_and_their_union()
    {
        string[] words = await ExampleAsync("uncertainty", "--days 180");
        File.AppendAllText(
            At("mine.yaml"),
            """

              rewards: { kind: account, holder: rewards, balance: 10M TKN }
              people: { kind: people.contributors, active: 50, pool: pool, rewards: rewards, payout_share: 0.1 %, wage_at_start: 2 USD/day }
            """
        );

        (int code, string output, string errors) = await SoukProcess.RunAsync([.. words, "--runs", "5"]);

        code.ShouldBe(0, errors);
        JsonArray metrics = JsonNode.Parse(output)!["metrics"]!.AsArray();
        metrics.Count.ShouldBe(2);
        metrics[0]!["models"]!.AsArray().Count.ShouldBe(6);
        ((string)metrics[0]!["union"]!["model"]!).ShouldBe("union");
    }

    [Fact]
    public async Task What_cannot_be_backtested_is_refused_with_the_way_out()
    {
        (int code, _, string errors) = await SoukProcess.RunAsync(
            "backtest",
            At("mine.yaml"),
            "--targets",
            At("observed.csv"),
            "--vary",
            "traders.flow_sigma=0.002..0.08"
        );

        code.ShouldBe(3);
        errors.ShouldContain("reach day 44: 14 days after day 60 nothing can be scored");
    }

    /// <summary>The words of a worked example, with its files in this test's folder.</summary>
    private async Task<string[]> ExampleAsync(string verb, string holds)
    {
        string[] words = await HelpExample.WordsAsync(verb, holds);
        return
        [
            .. words.Select(word => word is "mine.yaml" or "observed.csv" or "forecasts/june.json" ? At(word) : word),
        ];
    }

    private string At(string name) => Path.Combine(_folder, name);
}
