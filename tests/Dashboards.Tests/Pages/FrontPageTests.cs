using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Souk.Dashboards.Alarms;
using Souk.Dashboards.Tests.Browsers;
using Souk.Dashboards.Tests.Recorded;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Pages;

public sealed partial class FrontPageTests(RecordedMarket market, Chromium chromium)
{
    [GeneratedRegex("data-market=\"([^\"]+)\"")]
    private static partial Regex Card { get; }

    [GeneratedRegex("data-flag=\"([^\"]+)\"><strong>(\\w+)</strong> <a href=\"([^\"]+)\"[^>]*>([^<]+)<")]
    private static partial Regex Flag { get; }

    [Fact]
    public async Task Capitalisation_and_fees_of_a_card_are_those_of_the_metrics()
    {
        await using FreshMarket priced = await FreshMarket.StartAsync();
        // A dollar for a GOLD and for a USDC on every day.
        priced.Connection.Execute(
            """
            insert into reference.price
            select 'bazaar', s.symbol, 'USD', timestamp '2025-01-01' + interval (n) day, 1, null, 'exact', 'a test', timestamp '2025-01-01', null
            from range(0, 60) t (n) cross join (values ('GOLD'), ('USDC')) s (symbol)
            """
        );
        MetricTable valuation = MetricCatalogue.Run(priced.Connection, "valuation", "bazaar");
        MetricTable multiples = MetricCatalogue.Run(priced.Connection, "multiples", "bazaar");
        object?[] worth = valuation.Rows.Single(row =>
            valuation.Text(row, "measure") == "market_cap"
            && valuation.Text(row, "definition") == "token_terminal"
            && valuation.Text(row, "quote_symbol") == "USD"
        );
        object?[] paid = multiples.Rows.Single(row => multiples.Text(row, "quote_symbol") == "USD");

        string card = CardOf(WebUtility.HtmlDecode(await priced.Client.GetStringAsync("/")), "bazaar");
        string csv = await priced.Client.GetStringAsync("/?file=markets.csv");

        card.ShouldContain($"data-listed=\"valuation\" data-value=\"{valuation.Integer(worth, "value")}\"");
        card.ShouldContain($"data-listed=\"multiples\" data-value=\"{multiples.Integer(paid, "fees")}\"");
        csv.ShouldContain($",{valuation.Integer(worth, "value")},{multiples.Integer(paid, "fees")},USD,");
    }

    [Fact]
    public async Task When_the_index_goes_on_supply_is_of_now_and_the_rest_follows()
    {
        await using FreshMarket growing = await FreshMarket.StartAsync();
        (await growing.Client.GetStringAsync("/")).ShouldContain("data-value=\"1001180000000000000000000\"");

        growing.Connection.Execute(
            """
            insert into chain.block values (1, 60, 61, 0, 60, 0, timestamp '2025-03-02');
            insert into market.transfer values (1, 60, 0, 0, timestamp '2025-03-02', 'bazaar', 10, 0, 3, 820000000000000000000);
            """
        );
        string card = CardOf(await growing.Client.GetStringAsync("/"), "bazaar");

        card.ShouldContain("data-value=\"1002000000000000000000000\"");
        // A page that is left open asks again as long as it is told that it is an earlier one.
        for ((int wait, bool isEarlier) = (0, true); wait < 300 && isEarlier; wait++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            using HttpResponseMessage reply = await growing.Client.GetAsync("/");
            isEarlier = reply.Headers.Contains("Souk-Earlier");
            card = CardOf(await reply.Content.ReadAsStringAsync(), "bazaar");
        }

        card.ShouldContain("Supply over 61 days");
    }

    [Fact]
    public async Task A_letter_finds_and_a_choice_swaps_what_differs_without_a_page_of_its_own()
    {
        await using Visit visit = await chromium.OpenAsync(market.Address);
        IPage page = visit.Page;
        ILocator card = page.Locator("[data-market='bazaar']");
        await page.EvaluateAsync("() => window.stays = true");

        await page.FillAsync("input[name=q]", "nothing like it");
        (await card.IsVisibleAsync()).ShouldBeFalse();
        (await page.Locator("[data-found]").InnerTextAsync()).ShouldStartWith("0 of ");
        page.Url.ShouldEndWith("?q=nothing+like+it");
        await page.FillAsync("input[name=q]", "BAZ");
        (await card.IsVisibleAsync()).ShouldBeTrue();
        (await page.EvaluateAsync<bool>("() => window.stays === true")).ShouldBeTrue();

        await page.GotoAsync(new Uri(market.Address, "/m/bazaar/supply").ToString());
        string before = await page.Locator("#bridge").InnerTextAsync();
        await page.EvaluateAsync("() => window.stays = true");
        await page.Locator("nav.periods a:not([aria-current])").First.ClickAsync();
        await page.WaitForURLAsync("**days=**");
        (await page.Locator("#bridge").InnerTextAsync()).ShouldNotBe(before);
        await page.GoBackAsync();
        await page.WaitForFunctionAsync("before => document.querySelector('#bridge').innerText === before", before);
        (await page.EvaluateAsync<bool>("() => window.stays === true")).ShouldBeTrue();
        visit.ConsoleErrors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_price_a_card_says_so()
    {
        string card = CardOf(await market.PageAsync("/"), "bazaar");

        card.ShouldContain("data-listed=\"valuation\">–<small>no price</small>");
    }

    [Fact]
    public async Task Lines_say_in_words_what_they_draw()
    {
        string page = await market.PageAsync("/");
        string card = CardOf(page, "bazaar");

        // A million on the first day, 20 more on each of the 59 after it; three sales since 11 January.
        card.ShouldContain("Supply over 60 days: from 1 M GOLD to 1 M GOLD, lowest 1 M GOLD, highest 1 M GOLD.");
        card.ShouldContain("Sales a day over 50 days: from 1 to 0, lowest 0, highest 1.");
        Regex.Count(card, "<svg class=\"spark\"").ShouldBe(2);
        CardOf(page, "empty").ShouldContain("Sales a day: nothing is stored yet.");
    }

    [Fact]
    public async Task A_chain_that_stops_is_flagged_at_once()
    {
        IReadOnlyList<IndexStop> stopped = [];
        await using FreshMarket own = await FreshMarket.StartAsync(new DashboardParts { IndexStops = () => stopped });
        CardOf(await own.Client.GetStringAsync("/"), "bazaar").ShouldNotContain("Indexing stopped");

        stopped = [new IndexStop(1, IsReorg: false, "the endpoint went away.")];

        string card = CardOf(await own.Client.GetStringAsync("/"), "bazaar");
        card.ShouldContain("title=\"Chain 1 is not followed any more: the endpoint went away.\">Indexing stopped</a>");
        (await own.Client.GetStringAsync("/alerts")).ShouldContain("the endpoint went away.");
    }

    [Fact]
    public async Task Flags_are_the_alerts_of_the_market_each_with_its_evidence()
    {
        string alerts = await market.PageAsync("/alerts");

        string card = CardOf(await market.PageAsync("/"), "bazaar");

        Match[] flags = [.. Flag.Matches(card).Cast<Match>()];
        flags.ShouldNotBeEmpty();
        foreach (Match flag in flags.Cast<Match>())
        {
            flag.Groups[2].Value.ShouldBeOneOf("Watch", "Alarm");
            alerts.ShouldContain(
                $"data-alert=\"{flag.Groups[1].Value}\"><strong><a href=\"{flag.Groups[3].Value}\">{flag.Groups[4].Value}</a>"
            );
        }

        int all = Regex.Count(
            alerts[alerts.IndexOf("id=\"alerts-bazaar\"", StringComparison.Ordinal)..].Split("</section>")[0],
            "data-alert="
        );
        flags.Length.ShouldBe(Math.Min(4, all));
    }

    [Theory]
    [InlineData("/", "bazaar empty")]
    [InlineData("/?q=gold", "bazaar")]
    [InlineData("/?q=EMPTY&sort=flags", "empty")]
    [InlineData("/?q=<script>alert(1)</script>", "")]
    public async Task Search_and_order_stand_in_the_address_and_need_no_script(string path, string expected)
    {
        string page = await market.PageAsync(path);

        string.Join(' ', Card.Matches(page).Select(match => match.Groups[1].Value)).ShouldBe(expected);
        page.ShouldContain($"{expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length} of 2 markets.");
        (await market.Client.GetStringAsync(path)).ShouldNotContain("<script>alert");
    }

    [Fact]
    public async Task An_order_that_does_not_exist_gives_a_page_that_says_which_do()
    {
        using HttpResponseMessage reply = await market.Client.GetAsync("/?sort='; drop table chain.block --");

        reply.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await reply.Content.ReadAsStringAsync()).ShouldContain(
            "Markets can be sorted by title, capitalisation, fees, freshness, flags."
        );
    }

    private static string CardOf(string page, string system)
    {
        string card = page[page.IndexOf($"data-market=\"{system}\"", StringComparison.Ordinal)..];
        return card[..card.IndexOf("</article>", StringComparison.Ordinal)];
    }
}
