using System.Net;
using System.Text.RegularExpressions;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Tests.Recorded;
using Souk.DuckDb;
using Souk.Research.Forecasts;
using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Warehouse.Storage;

namespace Souk.Dashboards.Tests.Pages;

/// <summary>Published forecasts on their page, over a warehouse of their own.</summary>
public sealed class ForecastPageTests
{
    private static readonly DateTime s_published = new(2025, 11, 22, 9, 30, 0, DateTimeKind.Utc);

    [Fact]
    public async Task With_nothing_published_the_page_says_so()
    {
        (string page, string csv) = await ReadAsync(_ => { });

        page.ShouldContain("Nothing is published yet.");
        page.ShouldContain("souk forecast publish writes a forecast");
        page.ShouldNotContain("data-self-tests");
        csv.Trim().Split("\r\n").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Bands_stand_beside_what_came_and_misses_stay()
    {
        (string page, string csv) = await ReadAsync(connection =>
        {
            ForecastShelf.Load(connection, Forecast("unlock", isSelfTest: false));
            Observe(connection, "2025-11-29", 4);
            Observe(connection, "2025-12-06", 40);
            ForecastScoring.Run(connection, s_published);
        });

        page.ShouldContain("3 bands are published; of 2 whose day is known, 1 held what came and 1 missed.");
        page.ShouldContain("data-miss=\"unlock 2025-12-06\"");
        // A miss leads to its forecast.
        string missed = Regex.Match(page, "data-miss=\"unlock 2025-12-06\">.*?href=\"#([^\"]*)\"").Groups[1].Value;
        page.ShouldContain($"<article class=\"forecast\" id=\"{missed}\" data-forecast=\"unlock ");
        page.ShouldNotContain("data-miss=\"unlock 2025-11-29\"");
        page.ShouldContain("in 90 of 100 simulated futures under these assumptions");
        page.ShouldContain("1 of 2 within the 90 % band");
        page.ShouldNotContain("predict", Case.Insensitive);
        // 4 ties with one of ten futures: it is spread from 3/11 to 5/11; 40 is above all, from 10/11 on.
        string places = page[page.IndexOf("data-chart=\"places\"", StringComparison.Ordinal)..];
        places = places[..places.IndexOf("</figure>", StringComparison.Ordinal)];
        places.ShouldContain("2 observations by their place among the futures");
        Regex
            .Matches(places, "<th scope=\"row\">([^<]*)</th>\\s*<td>([^<]*)</td>")
            .Select(row => $"{row.Groups[1].Value}: {row.Groups[2].Value}")
            .ShouldBe([
                "0 to 10 %: 0",
                "10 to 20 %: 0",
                "20 to 30 %: 0.15",
                "30 to 40 %: 0.55",
                "40 to 50 %: 0.3",
                "50 to 60 %: 0",
                "60 to 70 %: 0",
                "70 to 80 %: 0",
                "80 to 90 %: 0",
                "90 to 100 %: 1",
            ]);
        // The median is 5.5 and half of the band from 1.45 to 9.55 is 4.05: 4 lies 1.5 below, 40 lies 34.5 above.
        string residuals = page[page.IndexOf("data-chart=\"residuals\"", StringComparison.Ordinal)..];
        residuals = residuals[..residuals.IndexOf("</figure>", StringComparison.Ordinal)];
        Regex
            .Matches(residuals, "<th scope=\"row\">\\d+</th>\\s*<td>1</td>\\s*<td>[^<]*</td>\\s*<td>(-?\\d+\\.\\d\\d)")
            .Select(row => row.Groups[1].Value)
            .ShouldBe(["-0.37", "8.51"]);
        string[] rows = csv.Trim().Split("\r\n");
        rows.Length.ShouldBe(4);
        rows[1].ShouldContain(",2025-11-29,1.45,");
        rows[2].ShouldContain(",40,false,");
        rows[3].ShouldContain(",2025-12-13,1.45,");
    }

    [Fact]
    public async Task A_self_test_is_never_among_the_forecasts()
    {
        (string page, _) = await ReadAsync(connection =>
            ForecastShelf.Load(connection, Forecast("demo", isSelfTest: true))
        );

        int selfTests = page.IndexOf("data-self-tests", StringComparison.Ordinal);
        selfTests.ShouldBeGreaterThan(0);
        page.IndexOf("data-forecast=\"demo", StringComparison.Ordinal).ShouldBeGreaterThan(selfTests);
        page.ShouldContain("Nothing is published yet.");
        page.ShouldContain("nothing of the world");
    }

    [Fact]
    public async Task A_forecast_says_how_much_of_its_scenario_is_assumed()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        File.Copy(
            Path.Combine(RecordedMarket.ScenarioFolder, "unlocks.yaml"),
            Path.Combine(folder.FullName, "same.yaml")
        );
        File.Copy(Path.Combine(folder.FullName, "same.yaml"), Path.Combine(folder.FullName, "other.yaml"));
        Blueprint scenario = BlueprintFile.Load(Path.Combine(folder.FullName, "same.yaml"));
        AssumedShare share = AssumedShare.Of(scenario);
        PublishedForecast one = Forecast("same", isSelfTest: false);

        (string page, _) = await ReadAsync(
            connection =>
            {
                ForecastShelf.Load(connection, one with { ScenarioHash = scenario.Hash });
                ForecastShelf.Load(connection, one with { Name = "other" });
                ForecastShelf.Load(connection, one with { Name = "none" });
                ForecastShelf.Load(
                    connection,
                    one with
                    {
                        Name = "own",
                        Assumptions = ["3 of 5 inputs of the scenario rest on an assumption alone."],
                    }
                );
            },
            folder.FullName
        );

        share.Count.ShouldBeGreaterThan(0);
        Said("same").ShouldBe($"{share.Count} of {share.Inputs} inputs rest on an assumption alone");
        Said("own").ShouldBe("3 of 5 inputs rest on an assumption alone: what is drawn rests mainly on assumptions");
        Said("none").ShouldStartWith("How much of it is assumed is not known: none does not say it");
        Said("other")
            .ShouldStartWith($"How much of it is assumed is not known: the scenario other that lies beside it");
        Said("other").ShouldContain($"({scenario.Hash[..12]}…)");
        folder.Delete(recursive: true);

        string Said(string name) =>
            Regex
                .Match(
                    page,
                    $"data-forecast=\"{name} .*?data-assumed=\"[^\"]*\">([^<]*)</span>",
                    RegexOptions.Singleline
                )
                .Groups[1]
                .Value;
    }

    private static async Task<(string Page, string Csv)> ReadAsync(
        Action<DuckDBConnection> fill,
        string? forecastFolder = null
    )
    {
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        fill(warehouse.Connection);
        using WarehouseData data = new(warehouse.Connection, "no-scenario.yaml");
        await using DashboardServer server = await DashboardServer.StartAsync(
            data,
            port: 0,
            parts: new DashboardParts { ForecastFolder = forecastFolder }
        );
        using HttpClient client = new() { BaseAddress = server.Address };
        return (
            WebUtility.HtmlDecode(await client.GetStringAsync("/forecasts")),
            await client.GetStringAsync("/api/v1/forecasts.csv")
        );
    }

    private static void Observe(DuckDBConnection connection, string day, double value) =>
        connection.Execute(
            "insert into reference.series values ('sahara', 'cap', $day::date, $value, 'reported', 'a file', now(), null)",
            ("day", day),
            ("value", value)
        );

    internal static PublishedForecast Forecast(string name, bool isSelfTest) =>
        new(
            name,
            "A market at its unlock",
            s_published,
            "2",
            "5ce0",
            Seed: 2,
            Runs: 10,
            "da7a",
            new DateOnly(2025, 11, 22),
            isSelfTest,
            ["The pool is all of the market."],
            [
                .. ((int[])[7, 14, 21]).Select(ahead => new PublishedBand(
                    "sahara/cap",
                    "cap.value",
                    "USD",
                    new DateOnly(2025, 11, 22),
                    new DateOnly(2025, 11, 22).AddDays(ahead),
                    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
                )),
            ]
        );
}
