using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Souk.Dashboards.Tests.Browsers;
using Souk.Dashboards.Tests.Recorded;
using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.Tests.Pages;

public sealed class DesignPageTests(RecordedMarket market, Chromium chromium)
{
    private static readonly Blueprint Governance = BlueprintFile.Load(
        Path.Combine(RecordedMarket.ScenarioFolder, "governance.yaml")
    );

    [Fact]
    public async Task The_gallery_shows_scenarios_that_can_run_and_none_that_needs_a_market()
    {
        string page = await market.PageAsync("/scenario");

        page.ShouldContain("href=\"/scenarios/governance\"");
        page.ShouldContain("href=\"/scenarios/masa-like-quiet\"");
        page.ShouldContain("href=\"/scenarios/peers~ethereum\"");
        page.ShouldNotContain("/scenarios/baseline\"");
    }

    [Fact]
    public async Task Bands_are_those_of_the_ensemble_with_its_digest()
    {
        BlueprintResult expected = BlueprintEnsemble.Run(Governance, seed: 7, runs: 4);

        using JsonDocument answer = JsonDocument.Parse(
            await market.Client.GetStringAsync("/api/v1/scenarios/governance/bands?runs=4&seed=7&m=pool.price")
        );

        answer.RootElement.GetProperty("digest").GetString().ShouldBe(expected.Digest);
        JsonElement figure = answer.RootElement.GetProperty("metrics")[0].GetProperty("figure");
        double[] median =
        [
            .. figure
                .GetProperty("data")
                .EnumerateArray()
                .Last()
                .GetProperty("y")
                .EnumerateArray()
                .Select(y => y.GetDouble()),
        ];
        IReadOnlyList<double> all = expected.Metrics.First(one => one.Spec.Key == "pool.price").QuantileByDay(0.5);
        (median[0], median[^1]).ShouldBe((all[0], all[^1]));
        median.Length.ShouldBeLessThanOrEqualTo(180);
    }

    [Fact]
    public async Task Without_a_script_the_bands_are_a_table_of_the_same_numbers()
    {
        BlueprintResult expected = BlueprintEnsemble.Run(Governance, seed: 1, runs: 16);
        MetricSeries price = expected.Metrics.First(one => one.Spec.Key == "pool.price");

        string page = await market.PageAsync("/scenarios/governance?m=pool.price&table=1");

        string last = page[page.LastIndexOf("<tr><th scope=\"row\">", StringComparison.Ordinal)..];
        Regex
            .Matches(last, "data-value=\"([^\"]*)\"")
            .Select(match => match.Groups[1].Value)
            .ShouldBe(
                new[] { 0.05, 0.25, 0.5, 0.75, 0.95 }.Select(share =>
                    price.QuantileByDay(share)[^1].ToString("R", CultureInfo.InvariantCulture)
                )
            );
        page.ShouldContain("simulated futures under these assumptions");
        page.ShouldNotContain("predict");
    }

    [Fact]
    public async Task Three_axes_are_scored_as_the_runs_say_and_as_files()
    {
        Blueprint capital = BlueprintFile.Load(Path.Combine(RecordedMarket.ScenarioFolder, "people-capital.yaml"));
        BlueprintResult expected = BlueprintEnsemble.Run(capital, seed: 1, runs: 16);

        string page = await market.PageAsync("/scenarios/people-capital?m=pool.price&table=1");
        string plain = await market.PageAsync("/scenarios/people-capital");
        string csv = await market.Client.GetStringAsync("/scenarios/people-capital?m=pool.price&file=axes.csv");

        foreach (string axis in new[] { "power", "decentralisation", "transparency" })
        {
            MetricSeries series = expected.Metrics.First(one => one.Spec.Key == $"axes.{axis}");
            string row = page[page.IndexOf($"data-axis=\"{axis}\"", StringComparison.Ordinal)..];
            Regex
                .Matches(row[..row.IndexOf("</tr>", StringComparison.Ordinal)], "data-value=\"([^\"]*)\"")
                .Select(match => match.Groups[1].Value)
                .ShouldBe(
                    new[]
                    {
                        series.QuantileByDay(0.5)[0],
                        series.QuantileByDay(0.05)[^1],
                        series.QuantileByDay(0.5)[^1],
                        series.QuantileByDay(0.95)[^1],
                    }.Select(value => value.ToString("R", CultureInfo.InvariantCulture))
                );
            csv.ShouldContain($"\r\n{axis},");
        }

        plain.ShouldContain("On the last day the median of 1 run is power ");
        plain.ShouldContain("Transparency is what the scenario states, not what is measured.");
        (await market.PageAsync("/scenarios/governance")).ShouldNotContain("data-axis=");
    }

    [Fact]
    public async Task A_stream_doubles_its_runs_until_all_are_done()
    {
        string stream = await market.Client.GetStringAsync("/api/v1/scenarios/governance/stream?m=supply");

        Regex
            .Matches(stream, "\"runs_done\":(\\d+)")
            .Select(match => match.Groups[1].Value)
            .ShouldBe(["1", "2", "4", "8", "16", "32", "64"]);
        stream.ShouldEndWith("event: done\ndata: {\"end\":\"all runs are done\"}\n\n");
    }

    [Fact]
    public async Task A_change_stands_in_the_address_the_file_and_beside_its_baseline()
    {
        Part part = Governance.Parts.First(one => one.Kind.Name == "pool.constant_product");

        string page = await market.PageAsync($"/scenarios/governance?set={part.Name}.fee=1 %25");

        page.ShouldContain($"base: governance\nset:\n  {part.Name}.fee: '1 %'");
        page.ShouldContain($"--set '{part.Name}.fee=1 %'");
        page.ShouldContain("baseline: ");
    }

    [Theory]
    [InlineData("/scenarios/nothing", 404)]
    [InlineData("/scenarios/..~..~..~etc~passwd", 404)]
    [InlineData("/scenarios/baseline", 404)]
    [InlineData("/scenarios/governance?set=gossip.fee=1", 400)]
    [InlineData("/scenarios/governance?set=nonsense", 400)]
    [InlineData("/scenarios/governance?seed=-1", 400)]
    [InlineData("/api/v1/scenarios/governance/bands?runs=0", 400)]
    [InlineData("/api/v1/scenarios/governance/bands?runs=99999999999999", 400)]
    [InlineData("/api/v1/scenarios/nothing/stream", 404)]
    [InlineData("/api/v1/scenarios/governance/stream?set=x", 400)]
    public async Task A_wrong_address_is_refused_with_a_reason(string path, int status)
    {
        using HttpResponseMessage reply = await market.Client.GetAsync(path);

        reply.StatusCode.ShouldBe((HttpStatusCode)status, market.Explain());
        (await reply.Content.ReadAsStringAsync()).ShouldNotContain("   at Souk.");
    }

    [Fact]
    public async Task A_designer_changes_a_value_and_sees_bands_for_it_that_the_link_repeats()
    {
        await using Visit visit = await chromium.OpenAsync(
            new Uri(market.Address, "/scenarios/governance?m=pool.price")
        );
        ILocator price = visit.Page.Locator("[data-band='pool.price']");
        await visit.Page.Locator("[data-done]").WaitForAsync();
        ILocator field = visit.Page.Locator("input[data-path$='.fee']").First;
        await field.EvaluateAsync("input => input.closest('details').open = true");

        await field.FillAsync("1 %");
        await visit.Page.Locator("form[data-design] button[type=submit]").ClickAsync();
        await visit.Page.WaitForURLAsync("**set=**");
        await visit.Page.Locator("[data-done]").WaitForAsync();

        (await price.Locator("[data-sentence]").InnerTextAsync()).ShouldContain("With the same luck as the baseline");
        (await price.Locator("svg.main-svg").CountAsync()).ShouldBeGreaterThan(0);
        string sentence = await price.Locator("[data-sentence]").InnerTextAsync();
        await using Visit other = await chromium.OpenAsync(new Uri(visit.Page.Url));
        await other.Page.Locator("[data-done]").WaitForAsync();
        (await other.Page.Locator("[data-band='pool.price'] [data-sentence]").InnerTextAsync()).ShouldBe(sentence);
        visit.ConsoleErrors.ShouldBeEmpty();
    }
}
