using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Tests.Recorded;
using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;
using Souk.Simulation.Uncertainties;

namespace Souk.Dashboards.Tests.Pages;

public sealed class DifferencePageTests(RecordedMarket market)
{
    private const string Pair = "masa-like..masa-like-quiet";

    private static readonly Blueprint s_first = Load("masa-like");
    private static readonly Blueprint s_second = Load("masa-like-quiet");

    [Fact]
    public async Task The_page_names_the_parameters_that_the_terminal_names()
    {
        string page = await market.PageAsync($"/scenario/{Pair}?runs=1&m=pool.price");

        Regex
            .Matches(page, "data-differs=\"([^\"]+)\"")
            .Select(match => match.Groups[1].Value)
            .ShouldBe(BlueprintDifference.Between(s_first, s_second).Select(one => one.Path));
        page.ShouldContain("<code>buyers.market_fee</code></th><td>10 %</td><td>15 %</td>");
        Regex
            .Matches(page, "data-assumed=\"(\\d+)\">\\1 of (\\d+) inputs rest on an assumption alone")
            .Select(match => $"{match.Groups[1].Value} of {match.Groups[2].Value}")
            .ShouldBe(
                new[] { s_first, s_second }.Select(AssumedShare.Of).Select(share => $"{share.Count} of {share.Inputs}")
            );
    }

    [Fact]
    public async Task Bands_of_the_difference_are_those_of_the_engine_with_the_same_luck()
    {
        BlueprintComparison expected = new(
            BlueprintEnsemble.Run(s_first, seed: 7, runs: 2),
            BlueprintEnsemble.Run(s_second, seed: 7, runs: 2)
        );
        MetricSeries price = expected.Find("pool.price")!;
        string[] last =
        [
            .. new[] { 0.05, 0.25, 0.5, 0.75, 0.95 }.Select(share =>
                price.QuantileByDay(share)[^1].ToString("R", CultureInfo.InvariantCulture)
            ),
        ];

        string page = await market.PageAsync($"/scenario/{Pair}?runs=2&seed=7&m=pool.price");
        JsonElement answer = JsonDocument
            .Parse(await market.Client.GetStringAsync($"/api/v1/scenarios/{Pair}?runs=2&seed=7&m=pool.price"))
            .RootElement;

        string row = page[page.LastIndexOf("<tr><th scope=\"row\">", StringComparison.Ordinal)..];
        Regex.Matches(row, "data-value=\"([^\"]*)\"").Select(match => match.Groups[1].Value).ShouldBe(last);
        JsonElement metric = answer.GetProperty("metrics").EnumerateArray().Single();
        metric.GetProperty("quantiles").GetArrayLength().ShouldBe(price.Days);
        metric
            .GetProperty("quantiles")
            .EnumerateArray()
            .Last()
            .GetProperty("values")
            .EnumerateArray()
            .Select(value => value.GetDouble().ToString("R", CultureInfo.InvariantCulture))
            .ShouldBe(last);
        int lower = Enumerable.Range(0, 2).Count(run => price[run, price.Days - 1] < 0);
        page.ShouldContain(
            $"lower in {lower} of 2 futures; in 90 of 100 simulated futures under these assumptions the difference is "
        );
        page.ShouldNotContain("predict");
    }

    [Fact]
    public async Task The_outer_band_is_the_union_of_the_difference_under_six_models_with_the_same_luck()
    {
        // Second less first under one model each, then the least and the greatest of them and of the scenarios' own.
        MetricSeries[] differences =
        [
            .. ModelUncertainty
                .Play(s_first, seed: 7, runs: 2)
                .Zip(
                    ModelUncertainty.Play(s_second, seed: 7, runs: 2),
                    (one, other) => new BlueprintComparison(one.Result, other.Result).Find("pool.price")!
                ),
            new BlueprintComparison(
                BlueprintEnsemble.Run(s_first, seed: 7, runs: 2),
                BlueprintEnsemble.Run(s_second, seed: 7, runs: 2)
            ).Find("pool.price")!,
        ];
        double low = differences.Min(one => one.QuantileByDay(0.05)[^1]);
        double high = differences.Max(one => one.QuantileByDay(0.95)[^1]);

        string page = await market.PageAsync($"/scenario/{Pair}?runs=2&seed=7&m=pool.price");
        JsonElement answer = JsonDocument
            .Parse(await market.Client.GetStringAsync($"/api/v1/scenarios/{Pair}?runs=2&seed=7&m=pool.price"))
            .RootElement;
        string csv = await market.Client.GetStringAsync(
            $"/scenario/{Pair}?runs=2&seed=7&m=pool.price&file=pool.price.csv"
        );

        page.ShouldContain(
            $"Under 6 models (three ways to expect, two to make prices; 2 simulated futures under these assumptions each) the difference ends between {Bands.Number(low)} and {Bands.Number(high)} {differences[0].Spec.Unit}"
        );
        page.ShouldContain("All 6 models");
        answer.GetProperty("metrics")[0].GetProperty("models").GetInt32().ShouldBe(6);
        csv.ShouldContain("all_models_p05");
        csv.ShouldContain(high.ToString("R", CultureInfo.InvariantCulture));
        high.ShouldBeGreaterThan(differences[^1].QuantileByDay(0.95)[^1]);
    }

    [Fact]
    public async Task A_scenario_beside_itself_differs_in_nothing()
    {
        string page = await market.PageAsync("/scenario/governance..governance");

        page.ShouldContain(">Nothing differs</h2>");
        page.ShouldNotContain("data-outcome");
    }

    [Fact]
    public async Task Scenarios_that_begin_on_other_days_show_their_parameters_and_why_there_are_no_outcomes()
    {
        string page = await market.PageAsync("/scenario/governance..masa-like?runs=1");

        page.ShouldContain("data-differs=\"start\"");
        page.ShouldContain("The outcomes cannot be compared: ");
    }

    [Theory]
    [InlineData("/scenario/governance..nothing", 404)]
    [InlineData("/scenario/..~..~etc~passwd..governance", 404)]
    [InlineData($"/scenario/{Pair}?runs=0", 400)]
    [InlineData($"/scenario/{Pair}?seed=x", 400)]
    [InlineData($"/api/v1/scenarios/{Pair}?runs=129", 400)]
    [InlineData("/api/v1/scenarios/governance..nothing", 404)]
    public async Task A_wrong_address_is_refused_with_a_reason(string path, int status)
    {
        using HttpResponseMessage reply = await market.Client.GetAsync(path);

        reply.StatusCode.ShouldBe((HttpStatusCode)status, market.Explain());
        (await reply.Content.ReadAsStringAsync()).ShouldNotContain("   at Souk.");
    }

    [Fact]
    public async Task The_gallery_leads_to_a_pair()
    {
        using HttpResponseMessage reply = await market.Client.GetAsync("/scenario?a=governance&b=masa-like");

        reply.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        reply.Headers.Location!.ToString().ShouldBe("/scenario/governance..masa-like");
    }

    private static Blueprint Load(string name) =>
        BlueprintFile.Load(Path.Combine(RecordedMarket.ScenarioFolder, name + ".yaml"));
}
