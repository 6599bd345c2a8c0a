using System.Net;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Tests.Recorded;
using Souk.DuckDb;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.Tests.Pages;

public sealed class SupposedPriceTests
{
    [Fact]
    public async Task The_page_of_a_market_without_a_pool_asks_for_a_price_and_runs_from_it_as_of_a_day()
    {
        await using RecordedMarket own = new();
        await own.InitializeAsync();
        own.Connection.Execute("delete from market.pool_state");
        using WarehouseData data = new(own.Connection, Path.Combine(RecordedMarket.ScenarioFolder, "baseline.yaml"));
        await using DashboardServer server = await DashboardServer.StartAsync(data, port: 0);
        using HttpClient client = new() { BaseAddress = server.Address };
        using HttpResponseMessage none = await client.GetAsync("/scenario/bazaar?runs=2&as_of=2025-02-19");
        string asked = WebUtility.HtmlDecode(await none.Content.ReadAsStringAsync());

        string page = await client.GetStringAsync("/scenario/bazaar?runs=2&as_of=2025-02-19&price=0.5");
        string now = await client.GetStringAsync("/scenario/bazaar?runs=2&price=0.5");
        using HttpResponseMessage wrong = await client.GetAsync("/scenario/bazaar?price=-1");
        using HttpResponseMessage early = await client.GetAsync("/scenario/bazaar?price=1&as_of=2020-01-01");

        none.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        string form = asked.Split("data-supposed")[1].Split("</form>")[0];
        form.ShouldContain("name=\"runs\" value=\"2\"");
        form.ShouldContain("name=\"as_of\" value=\"2025-02-19\"");
        form.ShouldContain("name=\"price\"");
        asked.ShouldContain("href=\"/scenario?as_of=2025-02-19\"");
        // 1,000,000 GOLD, and 20 more on each of 49 days; a hundredth of it at half a dollar.
        page.ShouldContain("data-as-of=\"49\"");
        page.ShouldContain("1,000,980 GOLD");
        page.ShouldContain("10,010 GOLD and 5,005 USDC");
        string pool = page.Split("10,010 GOLD and 5,005 USDC")[1].Split("</tr>")[0];
        pool.ShouldContain("badge assumed");
        pool.ShouldContain("no pool of it is indexed");
        page.ShouldContain(
            "name=\"price\" inputmode=\"decimal\" required maxlength=\"20\" autocomplete=\"off\" value=\"0.5\""
        );
        now.ShouldContain("1,001,180 GOLD");
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        early.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await early.Content.ReadAsStringAsync()).ShouldNotContain("data-supposed");
    }

    [Theory]
    [InlineData("USDC", "1025")]
    [InlineData("GOLD", "512.5")]
    public async Task A_market_without_a_pool_starts_from_a_price_that_the_reader_supposes(string paidIn, string order)
    {
        await using RecordedMarket own = new();
        await own.InitializeAsync();
        own.Connection.Execute("delete from market.pool_state");
        if (paidIn == "GOLD")
        {
            own.Connection.Execute(
                "update market.payment set token_id = 10, amount = amount * 1000000000000 where token_id = 11"
            );
        }

        string gallery = await own.PageAsync("/scenario");
        (HttpStatusCode status, string page, string? location) = await own.PostAsync(
            "/scenario",
            "/scenario?market=bazaar",
            [("price", "0.5")]
        );
        (HttpStatusCode none, _, _) = await own.PostAsync("/scenario", "/scenario?market=bazaar", []);
        (HttpStatusCode wrong, string reason, _) = await own.PostAsync(
            "/scenario",
            "/scenario?market=bazaar",
            [("price", "-1")]
        );

        gallery.ShouldContain("aria-label=\"Supposed price in USD: GOLD\"");
        status.ShouldBe(HttpStatusCode.Redirect, page);
        string text = await own.Client.GetStringAsync($"{location}?handler=Yaml");
        // Orders are of 1,000 and a fee of 25. A hundredth of 1,001,180 GOLD, at half a dollar.
        text.ShouldContain("    token_reserve: 10011.8 GOLD # assumed");
        text.ShouldContain("    money_reserve: 5005.9 USDC # assumed");
        text.ShouldContain($"    order: {order} USD # assumed");
        text.ShouldContain("    total: 250000 GOLD # exact");
        BlueprintResult run = BlueprintEnsemble.Run(Catalogue.Read("start", _ => text), seed: 1, runs: 1);
        run.Metrics.First(one => one.Spec.Key == "supply")[0, 0].ShouldBe(1_001_180, tolerance: 100);
        none.ShouldBe(HttpStatusCode.UnprocessableEntity);
        wrong.ShouldBe(HttpStatusCode.BadRequest);
        reason.ShouldContain("\"-1\" is no price");
    }
}
