using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Tests.Browsers;
using Souk.Dashboards.Tests.Recorded;
using Souk.DuckDb;
using Souk.Research.RuleFiles;
using Souk.Research.States;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Starters;
using Souk.Simulation.Uncertainties;

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
                .Single(trace => trace.GetProperty("name").GetString() == "Median")
                .GetProperty("y")
                .EnumerateArray()
                .Select(y => y.GetDouble()),
        ];
        IReadOnlyList<double> all = expected.Metrics.First(one => one.Spec.Key == "pool.price").QuantileByDay(0.5);
        (median[0], median[^1]).ShouldBe((all[0], all[^1]));
        median.Length.ShouldBeLessThanOrEqualTo(180);
        MetricSeries price = expected.Metrics.First(one => one.Spec.Key == "pool.price");
        foreach (int run in new[] { 0, 1, 2 })
        {
            JsonElement path = figure
                .GetProperty("data")
                .EnumerateArray()
                .Single(trace => trace.GetProperty("name").GetString() == $"Future {run + 1}")
                .GetProperty("y");
            path[path.GetArrayLength() - 1].GetDouble().ShouldBe(price[run, price.Days - 1]);
        }
    }

    [Fact]
    public async Task A_sentence_says_in_how_many_of_a_hundred_futures_it_ends_under_a_value()
    {
        BlueprintResult result = BlueprintEnsemble.Run(Governance, seed: 1, runs: 32);
        MetricSeries price = result.Metrics.First(one => one.Spec.Key == "pool.price");
        double start = price.QuantileByDay(0.5)[0];
        double middle = price.QuantileByDay(0.5)[^1];
        int Below(double value) => Enumerable.Range(0, 32).Count(run => price[run, price.Days - 1] < value);

        string plain = await SentenceAsync("");
        string asked = await SentenceAsync($"&under=pool.price%3D{middle.ToString("R", CultureInfo.InvariantCulture)}");

        plain.ShouldContain(
            $"In {(100 * Below(start) + 16) / 32} of 100 it ends under {Bands.Number(start)} USDC/TKN, where it starts."
        );
        Below(middle).ShouldBeInRange(1, 31);
        asked.ShouldContain(
            $"In {(100 * Below(middle) + 16) / 32} of 100 it ends under {Bands.Number(middle)} USDC/TKN."
        );

        async Task<string> SentenceAsync(string under)
        {
            using JsonDocument answer = JsonDocument.Parse(
                await market.Client.GetStringAsync($"/api/v1/scenarios/governance/bands?runs=32&m=pool.price{under}")
            );
            return answer.RootElement.GetProperty("metrics")[0].GetProperty("sentence").GetString()!;
        }
    }

    [Fact]
    public async Task A_market_as_it_stands_opens_in_the_editor_with_its_own_supply_pool_and_vesting()
    {
        await using RecordedMarket own = new();
        await own.InitializeAsync();
        // What the pool holds came by a transfer.
        own.Connection.Execute(
            "insert into market.transfer values (1, 1, 90, 0, timestamp '2025-01-02', 'bazaar', 10, 6, 9, 1000000000000000000000)"
        );
        InitialState state = await own.ReadAsync(connection => InitialStateReader.Read(connection, "bazaar"));
        string text = MarketStarter.Write(state);
        Blueprint start = Catalogue.Read("start", _ => text);
        BlueprintResult run = BlueprintEnsemble.Run(start, seed: 1, runs: 1);

        (HttpStatusCode status, string page, string? location) = await own.PostAsync(
            "/scenario",
            "/scenario?market=bazaar",
            []
        );
        (HttpStatusCode refused, string reason, _) = await own.PostAsync("/scenario", "/scenario?market=empty", []);

        status.ShouldBe(HttpStatusCode.Redirect, page);
        string editor = await own.PageAsync(location.ShouldNotBeNull());
        editor.ShouldContain("bazaar as it stood on 2025-03-01 (Synthetic demo)");
        editor.ShouldContain("data-path=\"vesting.team.total\"");
        // What was read for it, each with its SQL and rows as of the day.
        foreach (string metric in InitialStateReader.Metrics)
        {
            editor.ShouldContain($"href=\"/metrics/{metric}?market=bazaar&as_of=2025-03-01\"");
        }

        foreach (string axis in new[] { "power", "decentralisation" })
        {
            double last = run.Find($"axes.{axis}")!.QuantileByDay(0.5)[^1];
            string row = editor.Split($"data-axis=\"{axis}\"")[1].Split("</tr>")[0];
            row.ShouldContain($"data-value=\"{last.ToString("R", CultureInfo.InvariantCulture)}\"");
        }

        string known = editor.Split("data-axis=\"transparency\"")[1].Split("</tr>")[0];
        known.ShouldContain(
            $"data-value=\"{Transparency.Of(start).Score.ToString("R", CultureInfo.InvariantCulture)}\""
        );
        text.ShouldContain("    token_reserve: 1000 GOLD # exact");
        text.ShouldContain("    money_reserve: 2000 USDC # exact");
        text.ShouldContain("    total: 250000 GOLD # exact");
        // 1,001,180 GOLD, and what is minted and burned on the first day.
        run.Metrics.First(one => one.Spec.Key == "supply")[0, 0].ShouldBe(1_001_180, tolerance: 100);
        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        reason.ShouldContain("role=\"alert\"");
    }

    [Theory]
    [InlineData(30, 100)]
    [InlineData(90, 0)]
    public void A_treasury_that_is_used_up_within_six_months_is_said_to_be(int every, int ofHundred)
    {
        Blueprint fund = Catalogue.Read(
            "fund",
            _ =>
                $$"""
                    title: A fund that burns itself
                    start: 2025-01-01
                    horizon: 1 year
                    tokens:
                      TKN: { decimals: 18, supply_max: 100M TKN }
                    parts:
                      fund: { kind: account, holder: treasury, balance: 3M TKN }
                      burn.plan: { kind: burn.scheduled, from: fund, amount: 1M TKN, every: {{every}} days, total: 3M TKN }
                    """
        );
        BlueprintResult result = BlueprintEnsemble.Run(fund, seed: 1, runs: 20);
        MetricSeries treasury = result.Metrics.First(one => one.Spec.Key == "treasury");

        string sentence = new Bands(treasury, treasury, fund.Start, 20, IsChanged: false).Sentence;

        sentence.ShouldContain($"In {ofHundred} of 100 it lasts under 6 months");
    }

    [Fact]
    public async Task Changes_are_saved_as_a_scenario_of_the_readers_own_that_both_addresses_find()
    {
        (HttpStatusCode status, string page, string? location) = await market.PostAsync(
            "/scenarios/governance?set=mint.per_day=10k TKN/day",
            "/scenarios/governance?set=mint.per_day=10k TKN/day",
            []
        );

        status.ShouldBe(HttpStatusCode.Redirect, page);
        string own = location.ShouldNotBeNull()["/scenarios/".Length..];
        own.ShouldStartWith("own-");
        string saved = await market.PageAsync(location);
        saved.ShouldContain("mint.per_day: '10k TKN/day'");
        saved.ShouldContain("data-path=\"mint.per_day\" data-base=\"10");
        using HttpResponseMessage found = await market.Client.GetAsync($"/scenario/{own}?seed=3");
        found.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        found.Headers.Location!.ToString().ShouldBe($"/scenarios/{own}?seed=3");
    }

    [Fact]
    public async Task A_scenario_that_rests_mainly_on_assumptions_says_so_beside_its_title()
    {
        IReadOnlyList<ParameterExplanation> inputs =
        [
            .. BlueprintExplanation.Of(Governance).SelectMany(part => part.Parameters),
        ];
        int assumed = inputs.Count(input => input.IsAssumed);

        string page = await market.PageAsync("/scenarios/governance");

        page.ShouldContain(
            $"data-assumed=\"{assumed}\">{assumed} of {inputs.Count} inputs rest on an assumption alone{(2 * assumed > inputs.Count ? ": what is drawn rests mainly on assumptions" : "")}<"
        );
        Regex.Count(page, "class=\"badge assumed\"").ShouldBe(assumed);
    }

    [Fact]
    public async Task Without_a_script_the_bands_are_a_table_of_the_same_numbers()
    {
        BlueprintResult expected = BlueprintEnsemble.Run(Governance, seed: 1, runs: 16);
        MetricSeries price = expected.Metrics.First(one => one.Spec.Key == "pool.price");

        string page = await market.PageAsync("/scenarios/governance?m=pool.price&table=1");

        string last = page[page.LastIndexOf("<tr><th scope=\"row\">", StringComparison.Ordinal)..];
        Regex
            .Matches(last[..last.IndexOf("</tr>", StringComparison.Ordinal)], "data-value=\"([^\"]*)\"")
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
    public async Task Three_ways_of_earning_are_shown_with_their_rates_and_what_the_runs_paid()
    {
        Blueprint crowd = BlueprintFile.Load(Path.Combine(RecordedMarket.ScenarioFolder, "people-crowd.yaml"));
        BlueprintResult expected = BlueprintEnsemble.Run(crowd, seed: 1, runs: 1);
        string accounts = crowd.Parts.Single(part => part.Kind.Name == "people.accounts").Name;

        string page = await market.PageAsync("/scenarios/people-crowd");

        decimal[] rates = [.. crowd.Find(accounts)!.List("earns").Select(rate => rate.Number)];
        string[] ways = ["quest", "surf", "node"];
        double all = 0;
        foreach ((string way, decimal rate) in ways.Zip(rates))
        {
            MetricSeries paid = expected.Find($"{accounts}.paid.{way}")!;
            int last = paid.Days - 1;
            string row = page[page.IndexOf($"data-way=\"{way}\"", StringComparison.Ordinal)..];
            row = row[..row.IndexOf("</tr>", StringComparison.Ordinal)];
            row.ShouldContain($"<td>{rate.ToString(CultureInfo.InvariantCulture)}</td>");
            Regex
                .Matches(row, "data-value=\"([^\"]*)\"")
                .Select(match => match.Groups[1].Value)
                .ShouldBe(
                    new[] { paid[0, last], paid[0, last], paid[0, last], paid[0, last] - paid[0, last - 1] }.Select(
                        value => value.ToString("R", CultureInfo.InvariantCulture)
                    )
                );
            all += paid[0, last];
        }

        all.ShouldBeGreaterThan(0);
        page.ShouldContain($"By the last day accounts are paid {Bands.Number(all)} ");
        page.ShouldContain("data-files=\"earning-modes\"");
        (await market.PageAsync("/scenarios/governance")).ShouldNotContain("data-way=");
    }

    [Fact]
    public async Task A_stream_doubles_its_runs_until_all_are_done_and_ends_with_the_union_of_all_models()
    {
        string stream = await market.Client.GetStringAsync("/api/v1/scenarios/governance/stream?m=pool.price");

        Regex
            .Matches(stream, "\"runs_done\":(\\d+)")
            .Select(match => match.Groups[1].Value)
            // The first days of the first run, where it takes long.
            .SkipWhile(runs => runs == "0")
            .ShouldBe(["1", "2", "4", "8", "16", "32", "64", "64"]);
        Regex
            .Matches(stream, "\"models\":(\\d+)")
            .Select(match => match.Groups[1].Value)
            .TakeLast(2)
            .ShouldBe(["1", "6"]);
        int each = Math.Clamp(64 * 700 / (6 * Governance.HorizonDays), 4, 64);
        ModelBand union = ModelUncertainty.Measure(Governance, ["pool.price"], seed: 1, each).Single().Union;
        MetricSeries own = BlueprintEnsemble
            .Run(Governance, seed: 1, runs: 64)
            .Metrics.First(one => one.Spec.Key == "pool.price");
        string low = Bands.Number(Math.Min(union.P05, own.QuantileByDay(0.05)[^1]));
        string high = Bands.Number(Math.Max(union.P95, own.QuantileByDay(0.95)[^1]));
        stream.ShouldContain(
            $"Under 6 models (three ways to expect, two to make prices; {each} simulated futures under these assumptions each) it ends between {low} and {high} "
        );
        stream.ShouldEndWith("event: done\ndata: {\"end\":\"all runs are done\"}\n\n");
        // What the page draws in the end is what the API answers at once and what the file has.
        JsonNode drawn = JsonNode.Parse(stream.Split("event: bands\ndata: ")[^1].Split('\n')[0])!["metrics"]![0]![
            "figure"
        ]!;
        JsonNode answer = JsonNode.Parse(
            await market.Client.GetStringAsync("/api/v1/scenarios/governance/bands?runs=64&m=pool.price")
        )!["metrics"]![0]!["figure"]!;
        JsonNode file = JsonNode.Parse(
            await market.Client.GetStringAsync("/scenarios/governance?m=pool.price&file=pool.price.json")
        )!["figure"]!;
        JsonNode.DeepEquals(answer, drawn).ShouldBeTrue();
        JsonNode.DeepEquals(file["data"], drawn["data"]).ShouldBeTrue();
    }

    [Fact]
    public async Task A_change_stands_in_the_address_the_file_and_beside_its_baseline()
    {
        Part part = Governance.Parts.First(one => one.Kind.Name == "pool.constant_product");

        string page = await market.PageAsync($"/scenarios/governance?set={part.Name}.fee=1 %25");

        page.ShouldContain($"set:\n  {part.Name}.fee: '1 %'");
        page.ShouldContain($"--set '{part.Name}.fee=1 %'");
        page.ShouldContain("baseline: ");
    }

    [Theory]
    [InlineData("/scenarios/nothing", 404)]
    [InlineData("/scenarios/nothing?handler=Yaml", 404)]
    [InlineData("/scenarios/governance?set=nonsense&handler=Yaml", 400)]
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

    [Theory]
    [InlineData("/scenarios/governance?", "could not be made")]
    [InlineData("/api/v1/scenarios/governance/bands?", "\"error\": \"The address has more than")]
    public async Task A_scenario_of_very_many_parameters_gets_a_clear_page(string path, string told)
    {
        string many = string.Join('&', Enumerable.Range(0, 40_000).Select(index => $"set=a{index}.b=1"));

        using HttpResponseMessage reply = await market.Client.GetAsync(path + many);

        reply.StatusCode.ShouldBe(HttpStatusCode.RequestUriTooLong);
        string page = await reply.Content.ReadAsStringAsync();
        page.ShouldContain(told);
        page.ShouldContain("souk simulate FILE");
    }

    [Fact]
    public async Task A_designer_changes_a_value_and_sees_bands_for_it_that_the_link_repeats()
    {
        await using Visit visit = await chromium.OpenAsync(
            new Uri(market.Address, "/scenarios/governance?m=pool.price")
        );
        ILocator price = visit.Page.Locator("[data-band='pool.price']");
        await visit.Page.Locator("[data-stream][data-done]").WaitForAsync();
        ILocator field = visit.Page.Locator("input[data-path$='.fee']").First;
        await field.EvaluateAsync("input => input.closest('details').open = true");

        await field.FillAsync("1 %");
        await visit.Page.Locator("form[data-design] button[type=submit]").ClickAsync();
        await visit.Page.WaitForURLAsync("**set=**");
        await visit.Page.Locator("[data-stream][data-done]").WaitForAsync();

        (await price.GetAttributeAsync("data-models")).ShouldBe("6");
        (await price.Locator("[data-sentence]").InnerTextAsync()).ShouldContain("With the same luck as the baseline");
        (await price.Locator("svg.main-svg").CountAsync()).ShouldBeGreaterThan(0);
        string sentence = await price.Locator("[data-sentence]").InnerTextAsync();
        string address = visit.Page.Url;
        await visit.Page.GoBackAsync();
        visit.Page.Url.ShouldNotContain("set=");
        (await visit.Page.Locator(".changes").CountAsync()).ShouldBe(0);
        await using Visit other = await chromium.OpenAsync(new Uri(address));
        await other.Page.Locator("[data-stream][data-done]").WaitForAsync();
        (await other.Page.Locator("[data-band='pool.price'] [data-sentence]").InnerTextAsync()).ShouldBe(sentence);
        await ShouldTellTheNumbersThatAreDrawnAsync(other.Page);
        await ShouldDrawTheTornadoAnewAsync(other.Page);
        visit.ConsoleErrors.ShouldBeEmpty();
    }

    private static async Task ShouldTellTheNumbersThatAreDrawnAsync(IPage page)
    {
        ILocator numbers = page.Locator("[data-band='pool.price'] [data-drawn]");
        await numbers.Locator("summary").ClickAsync();
        IReadOnlyList<string> headings = await numbers.Locator("thead th").AllInnerTextsAsync();
        headings.ShouldContain("5 % quantile");
        headings.ShouldContain("95 % quantile");
        headings.ShouldContain("All 6 models, high end");
        string median = await numbers
            .Locator("tbody tr")
            .Last.Locator("td")
            .Nth(headings.ToList().IndexOf("Median") - 1)
            .InnerTextAsync();
        double drawn = await page.EvaluateAsync<double>(
            "() => document.querySelector(\"[data-band='pool.price'] [data-plot]\").data.find(trace => trace.name === 'Median').y.at(-1)"
        );
        double.Parse(median, CultureInfo.InvariantCulture).ShouldBe(drawn, Math.Abs(drawn) * 1e-5);
    }

    /// <summary>In another theme, where the server is away at first.</summary>
    private static async Task ShouldDrawTheTornadoAnewAsync(IPage page)
    {
        const string Stream = "**/matters/stream*";
        await page.Locator("[data-tornado][data-done]").WaitForAsync();
        string light = await InkAsync();
        await page.RouteAsync(Stream, route => route.AbortAsync());
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await page.WaitForFunctionAsync(
            "() => document.querySelector('[data-told]').textContent === 'The server is away; what is drawn stays. Asking again…'"
        );
        (await page.Locator("[data-tornado] svg.main-svg").CountAsync()).ShouldBeGreaterThan(0);

        await page.UnrouteAsync(Stream);
        await page.Locator("[data-tornado][data-done]").WaitForAsync();

        (await page.Locator("[data-told]").InnerTextAsync()).ShouldEndWith("of each point.");
        (await InkAsync()).ShouldNotBe(light);

        Task<string> InkAsync() =>
            page.EvaluateAsync<string>("() => document.querySelector('[data-tornado] [data-plot]').layout.font.color");
    }
}
