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
    ];

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

        seen.ShouldBeGreaterThan(30);
    }

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
