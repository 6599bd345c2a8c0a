using System.Net;
using Souk.Dashboards.Tests.Browsers;
using Souk.Dashboards.Tests.Samples;

namespace Souk.Dashboards.Tests.Pages;

public sealed class ScenarioPageTests(Chromium chromium)
{
    [Fact]
    public async Task The_page_shows_the_fans_and_what_identifies_the_runs()
    {
        await using Visit visit = await chromium.OpenAsync("/scenario/oasis?burn=0.75&runs=50&seed=7");

        (await visit.ReadChartAsync("supply")).ShouldBe(("Supply over 50 runs · Synthetic demo", 5));
        (await visit.ReadChartAsync("price")).ShouldBe(("Price over 50 runs · Synthetic demo", 5));
        (await visit.Page.Locator("[data-seed]").InnerTextAsync()).ShouldBe("7");
        (await visit.Page.Locator("[data-runs]").InnerTextAsync()).ShouldBe("50");
        (await visit.Page.Locator("[data-scenario-hash]").InnerTextAsync()).ShouldBe("5f1c0a7be2d94c33");
        (await visit.Page.Locator("[data-digest]").InnerTextAsync()).ShouldBe("b7e1f8a09c4d2e6655aa01fe9087cd34");
        (await visit.Page.TitleAsync()).ShouldBe("Oasis: what if · Synthetic demo · Souk");
        (await visit.Page.Locator("#burn").InputValueAsync()).ShouldBe("0.75");
        (await visit.Page.Locator("a[href='#assumptions']").First.InnerTextAsync()).ShouldBe(
            "2 of 5 inputs are assumed"
        );
        (await visit.Page.Locator("#assumptions ~ .scroll .badge.assumed").CountAsync()).ShouldBe(2);
    }

    [Theory]
    [InlineData("burn=1.5", "Burn share is &quot;1.5&quot;; give a number from 0 to 1, such as 0.5.")]
    [InlineData("runs=0", "Runs is &quot;0&quot;; give a whole number from 1 to 500.")]
    [InlineData("seed=-1", "Seed is &quot;-1&quot;; give a whole number from 0 to 4294967295.")]
    public async Task A_wrong_address_is_refused_with_what_is_allowed_and_shows_the_defaults(
        string query,
        string message
    )
    {
        using HttpClient client = new() { BaseAddress = chromium.Address };

        using HttpResponseMessage reply = await client.GetAsync($"/scenario/oasis?{query}");

        string page = await reply.Content.ReadAsStringAsync();
        reply.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldContain(message);
        page.ShouldContain("<dd data-runs>100</dd>");
    }

    [Fact]
    public async Task A_market_that_cannot_be_simulated_says_what_it_lacks()
    {
        using HttpClient client = new() { BaseAddress = chromium.Address };

        using HttpResponseMessage reply = await client.GetAsync("/scenario/poolless");

        reply.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        string page = WebUtility.HtmlDecode(await reply.Content.ReadAsStringAsync());
        page.ShouldContain("Market 'poolless' cannot be simulated: no liquidity pool is indexed.");
        page.ShouldContain("<a href=\"/scenario\">Scenarios, where a market without a pool opens");
    }

    [Fact]
    public async Task A_labelled_market_keeps_its_label_where_it_cannot_be_simulated()
    {
        await using DashboardServer server = await DashboardServer.StartAsync(
            new FictionalMarket { IsSimulable = false },
            port: 0
        );
        using HttpClient client = new() { BaseAddress = server.Address };

        using HttpResponseMessage reply = await client.GetAsync("/scenario/oasis");

        string page = WebUtility.HtmlDecode(await reply.Content.ReadAsStringAsync());
        reply.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.ShouldContain("<title>Oasis: what if · Synthetic demo · Souk</title>");
        page.ShouldContain("<span class=\"label\">Synthetic demo</span>");
        page.ShouldContain("Market 'oasis' cannot be simulated");
    }

    [Fact]
    public async Task A_heading_states_the_outer_quantiles_with_their_unit()
    {
        await using Visit visit = await chromium.OpenAsync("/scenario/oasis");

        string supply = await visit.Page.Locator("[data-chart=supply] h3").InnerTextAsync();
        string price = await visit.Page.Locator("[data-chart=price] h3").InnerTextAsync();

        supply.ShouldBe(
            "In 90 of 100 simulated futures under these assumptions it ends between 998,372,738 and 1,000,886,952 DATE"
        );
        price.ShouldBe(
            "In 90 of 100 simulated futures under these assumptions it ends between 0.0177 and 0.0869 USD per DATE"
        );
    }
}
