using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Souk.Cli.Notebooks;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Sections;
using Souk.DuckDb;
using Souk.Kernel.Displays;

namespace Souk.EndToEnd.Tests;

/// <summary>One figure wherever a chart of the sample is shown: on its page, in its file, over the API and in a notebook.</summary>
[Collection(ServedSampleTests.Name)]
public sealed partial class FigureTests(ServedSample sample)
{
    /// <summary>The one with most kinds of charts.</summary>
    private const string Market = "masa";

    /// <summary>With the start of the addresses at which the API has the figures of each page; null where it has none of it.</summary>
    private static readonly (string Page, string? Api)[] s_pages =
    [
        .. SectionCatalogue
            .All.Where(section => section.Panels.Any(panel => panel.Figure is not null))
            .Select(section => ($"/m/{Market}/{section.Key}", (string?)$"/api/v1/markets/{Market}/metrics/")),
        ($"/m/{Market}", $"/api/v1/markets/{Market}/overview/"),
        ("/m/sahara", "/api/v1/markets/sahara/overview/"),
        ($"/scenario/{Market}", $"/api/v1/markets/{Market}/forecast/"),
        ($"/unlocks?market={Market}", null),
        ("/responses?event=reward", null),
        ("/scenarios/people-capital", null),
        ($"/scenario/launch/actual?market={Market}", null),
        ($"/scenario/{Pair}", null),
        ($"/scenarios/{Study}", null),
    ];

    /// <summary>Two small scenarios with one run of each.</summary>
    private const string Pair = "unlocks..buy-back?runs=1";

    /// <summary>Two ranges of a small scenario: a tornado and a failure map, of two runs each.</summary>
    private const string Study =
        "unlocks/matters?vary=pool.fee=0.1%25..2.1%25&vary=traders.flow_sigma=0.01..0.1&m=pool.price";

    /// <summary>Charts of several metrics, or of what no metric says: their pages have them as files.</summary>
    private static readonly HashSet<string> s_notInApi = ["bridge", "fee_waterfall", "volumes"];

    [GeneratedRegex(
        "data-chart=\"([^\"]+)\"(?:(?!data-chart=).)*?data-theme=\"light\">([^<]+)<",
        RegexOptions.Singleline
    )]
    private static partial Regex Drawn { get; }

    [Fact]
    public async Task A_chart_is_the_same_figure_on_its_page_in_its_file_and_over_the_api()
    {
        int seen = 0;
        foreach ((string path, string? api) in s_pages)
        {
            foreach (Match chart in Drawn.Matches(await ReadAsync(path)))
            {
                string key = chart.Groups[1].Value;
                JsonNode onPage = JsonNode.Parse(chart.Groups[2].Value)!;
                JsonNode inFile = JsonNode.Parse(
                    await ReadAsync($"{path}{(path.Contains('?') ? '&' : '?')}file={key}.json")
                )!["figure"]!;

                if (api is not null && !s_notInApi.Contains(key))
                {
                    JsonNode inApi = JsonNode.Parse(await ReadAsync($"{api}{key}/figure"))!;
                    JsonNode.DeepEquals(inApi, inFile).ShouldBeTrue($"{path} {key} over the API");
                }

                onPage["data"]!.AsArray().ShouldNotBeEmpty($"{path} {key}");
                JsonNode.DeepEquals(WithoutNote(onPage), WithoutNote(inFile)).ShouldBeTrue($"{path} {key} on its page");
                seen++;
            }
        }

        seen.ShouldBeGreaterThan(35);
    }

    [Fact]
    public async Task The_difference_of_two_scenarios_is_the_same_figure_and_the_same_rows_over_the_api()
    {
        JsonArray metrics = JsonNode.Parse(await ReadAsync($"/api/v1/scenarios/{Pair}"))!["metrics"]!.AsArray();
        metrics.Count.ShouldBeGreaterThan(2);
        foreach (JsonNode metric in metrics.OfType<JsonNode>())
        {
            string key = metric["key"]!.GetValue<string>();
            JsonNode file = JsonNode.Parse(await ReadAsync($"/scenario/{Pair}&file={key}.json"))!;

            JsonNode.DeepEquals(metric["figure"], file["figure"]).ShouldBeTrue(key);
            double[] inApi = [.. metric["quantiles"]!.AsArray().SelectMany(day => Numbers(day!["values"]!.AsArray()))];
            inApi.ShouldBe(
                file["rows"]!
                    .AsArray()
                    .SelectMany(row => row!.AsObject().Skip(1).Take(5).Select(cell => Number(cell.Value!))),
                key
            );
        }
    }

    [Fact]
    public async Task What_matters_is_the_same_in_its_figures_and_the_rows_of_its_files()
    {
        JsonNode tornado = JsonNode.Parse(await ReadAsync($"/scenarios/{Study}&file=tornado.json"))!;
        JsonNode map = JsonNode.Parse(await ReadAsync($"/scenarios/{Study}&file=map.json"))!;

        foreach ((int trace, string end) in new[] { (0, "outcome_low"), (1, "outcome_high") })
        {
            Numbers(tornado["figure"]!["data"]![trace]!["y"]!.AsArray())
                .ShouldBe(
                    Column(tornado, end).Zip(Column(tornado, "outcome_middle"), (value, middle) => value - middle)
                );
        }

        double[] drawn = [.. map["figure"]!["data"]![0]!["z"]!.AsArray().SelectMany(row => Numbers(row!.AsArray()))];
        drawn.Length.ShouldBe(25);
        drawn.Distinct().Count().ShouldBeGreaterThan(1);
        drawn.ShouldBe(Column(map, "share_failed"));
    }

    private static IEnumerable<double> Column(JsonNode file, string column) =>
        file["rows"]!.AsArray().Select(row => Number(row![column]!));

    /// <summary>Files have numbers as text, so that none loses a digit.</summary>
    private static double Number(JsonNode text) => double.Parse(text.GetValue<string>(), CultureInfo.InvariantCulture);

    private static IEnumerable<double> Numbers(JsonArray values) => values.Select(value => value!.GetValue<double>());

    [Fact]
    public async Task A_notebook_shows_the_figure_of_a_market_that_the_api_has()
    {
        ResearchDisplays.Register();
        using DuckDBConnection file = new($"Data Source={sample.File};ACCESS_MODE=READ_ONLY");
        file.Open();
        MarketSummary summary = new MarketReader(file, Market).Summary();
        int seen = 0;
        foreach (Panel panel in SectionCatalogue.All.SelectMany(section => section.Panels))
        {
            if (
                panel.Figure is not { } draw
                || SectionReader.ReadData(file, panel, summary) is not { IsEmpty: false } data
            )
            {
                continue;
            }

            JsonNode inNotebook = Formatters.Format(draw(data)).Formats[Mime.Plotly];

            string inApi = await ReadAsync($"/api/v1/markets/{Market}/metrics/{panel.MetricKey}/figure");
            JsonNode.DeepEquals(inNotebook, JsonNode.Parse(inApi)).ShouldBeTrue(panel.MetricKey);
            seen++;
        }

        seen.ShouldBeGreaterThan(10);
    }

    /// <summary>A page tells the note of a chart beside it; alone it stands in the figure, which has room for it.</summary>
    private static JsonNode WithoutNote(JsonNode figure)
    {
        JsonArray annotations = figure["layout"]!["annotations"]!.AsArray();
        if (annotations.LastOrDefault() is { } last && last["yshift"] is not null)
        {
            annotations.Remove(last);
        }

        figure["layout"]!["margin"]!.AsObject().Remove("b");
        return figure;
    }

    private async Task<string> ReadAsync(string path)
    {
        using HttpResponseMessage reply = await sample.Client.GetAsync(path);
        reply.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await reply.Content.ReadAsStringAsync();
    }
}
