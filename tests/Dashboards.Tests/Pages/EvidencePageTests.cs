using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Souk.Dashboards.Tests.Recorded;
using Souk.DuckDb;

namespace Souk.Dashboards.Tests.Pages;

public sealed partial class EvidencePageTests(RecordedMarket market)
{
    [GeneratedRegex("href=\"(/m/bazaar/facts/[^\"]*)\"[^>]*>rows<")]
    private static partial Regex Rows { get; }

    [GeneratedRegex("href=\"(/tx/[^\"#]*)")]
    private static partial Regex Transaction { get; }

    [Fact]
    public async Task A_number_leads_to_its_definition_its_rows_and_their_transaction()
    {
        string definition = await market.PageAsync("/metrics/payments?market=bazaar&as_of=2025-01-11");
        string rowsLink = Rows.Matches(definition)
            .Select(match => match.Groups[1].Value)
            .First(link => link.Contains("what=price"));
        string rows = await market.PageAsync(rowsLink);
        string transactionLink = Transaction.Match(rows).Groups[1].Value;
        string transaction = await market.PageAsync(transactionLink);

        rowsLink.ShouldBe("/m/bazaar/facts/payment?from=2025-01-11&to=2025-01-11&what=price&symbol=USDC");
        rows.ShouldContain("data-sum=\"USDC\" data-value=\"1000000000\"");
        rows.ShouldContain("data-count=\"1\"");
        transaction.ShouldContain("Log 20: Sold");
        transaction.ShouldContain("Sold(address indexed buyer, uint256 price)");
        transaction.ShouldContain("<code>1000000000</code>");
        transaction.ShouldContain("0x00000000000000000000000000000000000000a1");
        transaction.ShouldContain("price of 1,000 USDC");
        transaction.ShouldContain("In quarantine: amount: price is 10^40");
        transaction.ShouldContain("badge proved");
    }

    [Fact]
    public async Task Rows_of_a_party_that_only_another_market_has_are_led_to()
    {
        string rows = await market.PageAsync("/m/bazaar/facts/payment");
        string party = Regex.Match(rows, "href=\"/party/(0x[0-9a-f]{40})\"").Groups[1].Value;

        string page = await market.PageAsync($"/m/empty/facts/payment?party={party}");

        page.ShouldContain("data-count=\"0\"");
        page.ShouldContain("Other markets have such rows:");
        page.ShouldContain($"<a href=\"/m/bazaar/facts/payment?party={party}\">Bazaar</a>");
    }

    [Fact]
    public async Task Days_without_rows_lead_to_the_last_day_before_that_has_some()
    {
        string page = await market.PageAsync("/m/bazaar/facts/payment?from=2025-02-20&to=2025-02-28&what=price");
        string link = Regex.Match(page, "href=\"([^\"]*)\" data-before>(The last such rows[^<]*)<").Groups[1].Value;
        string before = await market.PageAsync(link);
        string first = await market.PageAsync("/m/bazaar/facts/payment?from=2025-01-01&to=2025-01-10&what=price");

        page.ShouldContain("data-count=\"0\"");
        page.ShouldContain("The last such rows before are of 15 February 2025");
        link.ShouldBe("/m/bazaar/facts/payment?from=2025-02-15&to=2025-02-15&what=price");
        before.ShouldContain("data-count=\"1\"");
        first.ShouldContain("data-count=\"0\"");
        first.ShouldNotContain("data-before");
    }

    [Fact]
    public async Task A_market_without_a_pool_says_why_there_are_no_reserves()
    {
        string without = await market.PageAsync("/m/empty/facts/pool_state?from=2025-02-20&to=2025-02-28");
        string with = await market.PageAsync("/m/bazaar/facts/pool_state?from=2020-02-20&to=2020-02-28");

        without.ShouldContain("data-count=\"0\"");
        without.ShouldContain("is indexed that keeps reserves, so that there is none on any day.");
        with.ShouldContain("data-count=\"0\"");
        with.ShouldNotContain("is indexed that keeps reserves");
    }

    /// <summary>GOLD costs 2 USDC in a pool that has ticks and no reserves.</summary>
    [Fact]
    public async Task A_price_of_a_pool_of_ticks_leads_to_its_swaps_and_their_transaction()
    {
        await using FreshMarket own = await FreshMarket.StartAsync();
        own.Connection.Execute(
            """
            delete from market.pool_state;
            insert into market.tick_pool values (1, 2, 50, timestamp '2025-01-03', 'bazaar', 9, 10, 11, 10, 3000, 60);
            insert into market.tick_liquidity values
                (1, 3, 51, timestamp '2025-01-04', 'bazaar', 9, 3, -276000, -264000, 1000000000000000000);
            insert into market.tick_swap values
                (1, 3, 50, timestamp '2025-01-04', 'bazaar', 9, unhex('0000000000000000000017ba0041886990000000'), 1000000000000000000, -269393, 0, 0),
                (1, 31, 20, timestamp '2025-02-01', 'bazaar', 9, unhex('0000000000000000000017ba0041886990000000'), 1000000000000000000, -269393, 5000000000000000000, -9970000);
            insert into chain.log values (1, 31, 20, 0, 255, 17, 8, 0, null, null, null, null, null, null, null, ''::blob);
            """
        );
        string prices = WebUtility.HtmlDecode(await own.Client.GetStringAsync("/metrics/pool_prices?market=bazaar"));
        string[] links = [.. Rows.Matches(prices).Select(row => row.Groups[1].Value)];
        string swapped = links.Single(link => link.Contains("from=2025-02-01", StringComparison.Ordinal));
        string quiet = links.Single(link => link.Contains("from=2025-02-09", StringComparison.Ordinal));

        (string at, string page) = await FollowAsync(swapped);
        (string after, string none) = await FollowAsync(quiet);
        string given = await own.Client.GetStringAsync("/m/bazaar/facts/tick_liquidity");

        at.ShouldBe("/m/bazaar/facts/tick_swap?from=2025-02-01&to=2025-02-01&symbol=GOLD");
        page.ShouldContain("data-count=\"1\"");
        page.ShouldContain("data-sum=\"GOLD\" data-value=\"5000000000000000000\"");
        page.ShouldContain("against 9970000 base units of the quote token");
        Transaction.Match(page).Success.ShouldBeTrue();
        // Nobody swapped on that day: the price is still of the last swaps, and the page leads there.
        after.ShouldBe("/m/bazaar/facts/tick_swap?from=2025-02-09&to=2025-02-09&symbol=GOLD");
        none.ShouldContain("The last such rows before are of 1 February 2025");
        given.ShouldContain("liquidity 1000000000000000000 from tick -276000 to tick -264000");

        async Task<(string Address, string Page)> FollowAsync(string link)
        {
            using HttpResponseMessage reply = await own.Client.GetAsync(link);
            reply.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            string there = $"{reply.Headers.Location}";
            return (there, await own.Client.GetStringAsync(there));
        }
    }

    /// <summary>What a class of holders has at the end of a day came on the days before, too.</summary>
    [Fact]
    public async Task A_closing_of_the_supply_leads_to_all_transfers_until_its_day()
    {
        string page = await market.PageAsync("/metrics/supply_reconciliation?market=bazaar&as_of=2025-01-11");
        string rowsLink = Rows.Matches(page)[0].Groups[1].Value;
        string rows = await market.PageAsync(rowsLink);

        rowsLink.ShouldBe("/m/bazaar/facts/transfer?to=2025-01-11&symbol=GOLD");
        // Two on the first day, a mint and a burn on each of ten.
        rows.ShouldContain("data-count=\"22\"");
    }

    /// <summary>Whoever registered an asset owns it where nobody is attributed to it, and who is paid contributes.</summary>
    [Theory]
    [InlineData("/m/bazaar/datasets", "attribution")]
    [InlineData("/m/bazaar/provenance", "provenance")]
    [InlineData("/m/bazaar/participants", "contribution")]
    public async Task Every_number_that_may_come_from_facts_of_several_kinds_leads_to_rows(string path, string kind)
    {
        string[] links =
        [
            .. Regex
                .Matches(await market.PageAsync(path), $"href=\"(/m/bazaar/facts/{kind}[?][^\"#]*)")
                .Select(match => match.Groups[1].Value)
                .Distinct(),
        ];

        links.ShouldNotBeEmpty();
        foreach (string link in links)
        {
            using HttpResponseMessage reply = await market.Client.GetAsync(link);
            string page = await market.PageAsync(reply.Headers.Location?.ToString() ?? link);
            page.ShouldContain("data-count=\"", Case.Sensitive, link);
            page.ShouldNotContain("data-count=\"0\"", Case.Sensitive, link);
        }
    }

    [Theory]
    [InlineData("/m/bazaar/facts/control?or=", "")]
    [InlineData("/m/bazaar/facts/control?or=nothing,control,message", "")]
    [InlineData("/m/bazaar/facts/control?or=message,licence", "/m/bazaar/facts/licence")]
    [InlineData("/m/bazaar/facts/control?symbol=GOLD&what=x&or=licence", "/m/bazaar/facts/licence")]
    [InlineData("/m/bazaar/facts/licence?or=payment", "")]
    public async Task Facts_that_are_not_there_lead_to_the_first_other_kind_that_is(string address, string location)
    {
        using HttpResponseMessage reply = await market.Client.GetAsync(address);

        (reply.Headers.Location?.ToString() ?? "").ShouldBe(location);
    }

    [Fact]
    public async Task Rows_of_a_party_are_those_on_either_side()
    {
        string page = await market.PageAsync(
            "/m/bazaar/facts/payment?party=0x00000000000000000000000000000000000000a2"
        );

        // Three prices received and two royalties paid.
        page.ShouldContain("data-count=\"5\"");
        page.ShouldContain("data-sum=\"USDC\" data-value=\"3086000000\"");
    }

    [Fact]
    public async Task Facts_as_json_are_paged_and_name_the_next_page()
    {
        using JsonDocument answer = JsonDocument.Parse(
            await market.Client.GetStringAsync("/api/v1/markets/bazaar/facts/transfer")
        );

        JsonElement root = answer.RootElement;
        root.GetProperty("row_count").GetInt64().ShouldBe(120);
        root.GetProperty("rows").GetArrayLength().ShouldBe(100);
        root.GetProperty("next").GetString().ShouldBe("/api/v1/markets/bazaar/facts/transfer?page=2");
        root.GetProperty("label").GetString().ShouldBe("Synthetic demo");
    }

    [Theory]
    [InlineData("/m/bazaar/facts/transfer?file=transfer.csv", 120)]
    [InlineData("/m/bazaar/facts/transfer?page=2&file=transfer.csv", 120)]
    [InlineData("/m/bazaar/facts/transfer?from=2025-01-02&to=2025-02-20&file=transfer.csv", 100)]
    public async Task A_file_of_rows_holds_all_that_match_whatever_the_page(string path, int expected)
    {
        string[] lines = (await market.Client.GetStringAsync(path)).Split(
            "\r\n",
            StringSplitOptions.RemoveEmptyEntries
        );

        lines.Length.ShouldBe(expected + 1);
        lines.Distinct().Count().ShouldBe(expected + 1);
        lines[1].ShouldStartWith(expected == 120 ? "2025-03-01" : "2025-02-20");
    }

    [Fact]
    public async Task A_file_of_more_rows_than_it_may_hold_is_refused_with_how_to_ask_for_less()
    {
        await using FreshMarket small = await FreshMarket.StartAsync(new DashboardParts { FactFileRowsMax = 100 });

        using HttpResponseMessage refused = await small.Client.GetAsync("/m/bazaar/facts/transfer?file=transfer.csv");
        using HttpResponseMessage narrowed = await small.Client.GetAsync(
            "/m/bazaar/facts/transfer?from=2025-01-02&to=2025-02-20&file=transfer.csv"
        );

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("120 rows match; a file holds at most 100.");
        narrowed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_log_leads_to_its_transaction()
    {
        using HttpResponseMessage reply = await market.Client.GetAsync("/log/1/10/20");

        reply.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        reply.Headers.Location!.ToString().ShouldStartWith("/tx/1/0x000000000000000000000000000000ff");
    }

    [Theory]
    [InlineData("/m/nowhere/facts/payment", 404)]
    [InlineData("/m/bazaar/facts/gossip", 404)]
    [InlineData("/m/bazaar/facts/payment?from=0000-00-00", 400)]
    [InlineData("/m/bazaar/facts/payment?from=9999-12-31&to=9999-12-31", 200)]
    [InlineData("/m/bazaar/facts/payment?from=2025-02-01&to=2025-01-01", 400)]
    [InlineData("/m/bazaar/facts/payment?party=0xzz", 400)]
    [InlineData("/m/bazaar/facts/payment?party=0xzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", 400)]
    [InlineData("/m/bazaar/facts/payment?page=-1", 400)]
    [InlineData("/m/bazaar/facts/payment?page=9999", 200)]
    [InlineData("/m/bazaar/facts/payment?what=%27+or+1%3D1--", 200)]
    [InlineData("/tx/1/0x12", 404)]
    [InlineData("/tx/1/0x0000000000000000000000000000000000000000000000000000000000000001", 404)]
    [InlineData("/tx/99999999999/0x12", 404)]
    [InlineData("/log/1/99999/0", 404)]
    public async Task A_hostile_address_gets_a_page_and_no_stack_trace(string path, int status)
    {
        using HttpResponseMessage reply = await market.Client.GetAsync(path);

        string page = await reply.Content.ReadAsStringAsync();
        reply.StatusCode.ShouldBe((HttpStatusCode)status, market.Explain());
        page.ShouldContain("<main");
        page.ShouldNotContain("   at Souk.");
    }
}
