using System.Net;
using System.Numerics;
using System.Text.Json;
using Microsoft.Playwright;
using Souk.Dashboards.Tests.Browsers;
using Souk.Dashboards.Tests.Recorded;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Pages;

public sealed class PositionPageTests(RecordedMarket market, Chromium chromium)
{
    [Fact]
    public async Task The_page_has_the_markets_numbers_as_its_metrics_say_and_no_field_that_could_be_sent()
    {
        MetricTable exits = await market.RunAsync("exit_cost");
        MetricTable supply = await market.RunAsync("supply_reconciliation");
        MetricTable unlocks = await market.RunAsync("unlocks");
        DateOnly end = new DateOnly(2025, 3, 1).AddMonths(12);
        BigInteger ahead = unlocks
            .Rows.Where(row => unlocks.Value<DateOnly>(row, "month") < end)
            .Aggregate(BigInteger.Zero, (sum, row) => sum + unlocks.Integer(row, "scheduled"));

        string page = await market.PageAsync("/position?market=bazaar");

        JsonElement exit = JsonDocument.Parse(page.Split("data-exit>")[1].Split("</script>")[0]).RootElement;
        JsonElement pool = exit.GetProperty("pool");
        pool.GetProperty("token_reserve").GetString().ShouldBe($"{exits.Integer(exits.Rows[0], "token_reserve")}");
        pool.GetProperty("quote_reserve").GetString().ShouldBe($"{exits.Integer(exits.Rows[0], "quote_reserve")}");
        exit.GetProperty("circulating").GetString().ShouldBe($"{supply.Integer(supply.Rows[^1], "circulating")}");
        exit.GetProperty("unlocking").GetString().ShouldBe($"{ahead}");
        ahead.ShouldBeGreaterThan(BigInteger.Zero);
        page.Split("data-position=")[1].Split("</form>")[0].ShouldNotContain("name=");
        page.ShouldContain("<noscript>");
    }

    [Fact]
    public async Task An_unknown_market_is_not_found()
    {
        using HttpResponseMessage reply = await market.Client.GetAsync("/position?market=nowhere");

        reply.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_holding_is_reckoned_and_remembered_in_the_browser_and_no_request_is_made()
    {
        await using Visit visit = await chromium.OpenAsync(new Uri(market.Address, "/position?market=bazaar"));
        ILocator lines = visit.Page.Locator("[data-lines]");
        int before = visit.Requests.Count;

        await visit.Page.Locator("#holding").FillAsync("100");
        await visit.Page.Locator("#cost").FillAsync("150");
        string sold = await lines.InnerTextAsync();
        int after = visit.Requests.Count;
        await visit.Page.ReloadAsync();
        await lines.WaitForAsync();

        // floor(997 × 100 × 2000 / (1000 × 1000 + 997 × 100)) of a pool of 1,000 GOLD and 2,000 USDC.
        sold.ShouldContain("181.322178 USDC");
        sold.ShouldContain("18.677822 USDC, 9.3389 % below the pool's price");
        sold.ShouldContain("31.322178 USDC");
        after.ShouldBe(before);
        (await lines.InnerTextAsync()).ShouldBe(sold);
        foreach (string wrong in new[] { "a lot", "1,5", "12,34", "1.234,5", ",5" })
        {
            await visit.Page.Locator("#holding").FillAsync(wrong);
            (await visit.Page.Locator("[data-fault]").InnerTextAsync()).ShouldContain(
                "Amounts are numbers",
                Case.Sensitive,
                wrong
            );
        }

        await visit.Page.Locator("#holding").FillAsync("1,234.5");
        (await visit.Page.Locator("[data-fault]").IsHiddenAsync()).ShouldBeTrue();
        await visit.Page.Locator("[data-forget]").ClickAsync();
        (await visit.Page.EvaluateAsync<int>("localStorage.length")).ShouldBe(0);
        visit.ConsoleErrors.ShouldBeEmpty();
    }
}
