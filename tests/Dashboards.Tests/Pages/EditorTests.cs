using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Souk.Dashboards.Tests.Browsers;
using Souk.Dashboards.Tests.Recorded;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Tests.Pages;

public sealed class EditorTests(RecordedMarket market, Chromium chromium)
{
    [Fact]
    public async Task Cliffs_and_vesting_of_every_bucket_are_a_timeline_a_table_and_files()
    {
        string page = await market.PageAsync("/scenarios/launch");
        string csv = await market.Client.GetStringAsync("/scenarios/launch?m=supply&file=unlock_schedules.csv");

        (string Bucket, string[] Cells)[] rows =
        [
            .. csv.TrimEnd().Split("\r\n").Skip(1).Select(line => line.Split(',')).Select(cells => (cells[1], cells)),
        ];
        foreach ((string bucket, string[] cells) in rows)
        {
            int at = page.IndexOf($"data-schedule=\"{cells[0]} {bucket}\"", StringComparison.Ordinal);
            string row = page[at..page.IndexOf("</tr>", at, StringComparison.Ordinal)];
            row.ShouldContain($"data-value=\"{cells[3]}\"");
            Regex
                .Matches(row, "<td>(\\d{4}-\\d\\d-\\d\\d)</td>")
                .Select(match => match.Groups[1].Value)
                .ShouldBe(cells[5..8]);
        }

        page.ShouldContain("data-chart=\"unlock_schedules\"");
        page.ShouldContain("\"name\":\"Held back\"");
        (await market.PageAsync("/scenarios/governance")).ShouldNotContain("data-schedule=");
    }

    [Fact]
    public async Task A_slider_moves_the_bands_the_address_and_what_the_page_says_of_the_change()
    {
        await using Visit visit = await chromium.OpenAsync(
            new Uri(market.Address, "/scenarios/governance?m=pool.price")
        );
        ILocator field = visit.Page.Locator("input[data-path='pool.fee']");
        ILocator slider = visit.Page.Locator(".parameter:has([data-path='pool.fee']) input[type=range]");
        await field.EvaluateAsync("input => input.closest('details').open = true");
        string before = await field.InputValueAsync();

        await slider.FocusAsync();
        await visit.Page.Keyboard.PressAsync("End");
        await visit.Page.WaitForFunctionAsync(
            "() => document.querySelector('[data-band] [data-plot]').data?.some(trace => trace.name.startsWith('Baseline'))"
        );
        await visit.Page.Locator(".changes [data-undo='pool.fee']").WaitForAsync();

        string changed = await field.InputValueAsync();
        changed.ShouldNotBe(before);
        (await slider.GetAttributeAsync("aria-valuetext")).ShouldBe(changed);
        (await slider.EvaluateAsync<bool>("slider => slider === document.activeElement")).ShouldBeTrue();
        string set = $"set={Uri.EscapeDataString($"pool.fee={changed}").Replace("%20", "+")}";
        visit.Page.Url.ShouldContain(set);
        visit.Requests.ShouldContain(request => request.Contains("/stream?") && request.Contains(set));
        (await visit.Page.Locator("a[href*='/memo?']").First.GetAttributeAsync("href"))
            .ShouldNotBeNull()
            .ShouldContain("set=pool.fee");
        (await Axe.CheckAsync(visit.Page)).ShouldBeEmpty();
        visit.ConsoleErrors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Going_back_undoes_what_was_slid_one_slider_at_a_time()
    {
        await using Visit visit = await chromium.OpenAsync(
            new Uri(market.Address, "/scenarios/governance?m=pool.price")
        );
        ILocator fee = visit.Page.Locator("input[data-path='pool.fee']");
        ILocator sold = visit.Page.Locator("input[data-path='holders.sell_share']");
        string before = await fee.InputValueAsync();
        await visit.Page.EvaluateAsync(
            "() => { window.isSame = true; for (const one of document.querySelectorAll('details')) one.open = true; }"
        );
        await SlideAsync("pool.fee");
        string slid = await fee.InputValueAsync();
        await SlideAsync("holders.sell_share");

        await visit.Page.GoBackAsync(new PageGoBackOptions { WaitUntil = WaitUntilState.Commit });
        await visit.Page.Locator(".changes [data-undo='holders.sell_share']").WaitForAsync(Gone());
        string first = visit.Page.Url;
        string kept = await fee.InputValueAsync();
        await visit.Page.GoBackAsync(new PageGoBackOptions { WaitUntil = WaitUntilState.Commit });
        await visit.Page.Locator(".changes [data-undo='pool.fee']").WaitForAsync(Gone());

        first.ShouldContain("set=pool.fee");
        first.ShouldNotContain("sell_share");
        kept.ShouldBe(slid);
        visit.Page.Url.ShouldNotContain("set=");
        (await fee.InputValueAsync()).ShouldBe(before);
        (await sold.InputValueAsync()).ShouldBe(await sold.GetAttributeAsync("data-base"));
        visit
            .Requests.Last(request => request.Contains("/scenarios/governance/stream?", StringComparison.Ordinal))
            .ShouldNotContain("set=");
        (await visit.Page.EvaluateAsync<bool>("() => window.isSame")).ShouldBeTrue();
        visit.ConsoleErrors.ShouldBeEmpty();

        async Task SlideAsync(string path)
        {
            await visit.Page.Locator($".parameter:has([data-path='{path}']) input[type=range]").FocusAsync();
            await visit.Page.Keyboard.PressAsync("End");
            await visit.Page.Locator($".changes [data-undo='{path}']").WaitForAsync();
        }

        static LocatorWaitForOptions Gone() => new() { State = WaitForSelectorState.Detached };
    }

    /// <summary>Each event has the bands of the one before, a little tighter.</summary>
    [Fact]
    public async Task All_events_of_a_stream_together_weigh_less_than_a_page_may()
    {
        using HttpRequestMessage question = new(HttpMethod.Get, "/api/v1/scenarios/governance/stream");
        question.Headers.AcceptEncoding.ParseAdd("br");

        using HttpResponseMessage reply = await market.Client.SendAsync(question);

        byte[] sent = await reply.Content.ReadAsByteArrayAsync();
        await using BrotliStream read = new(new MemoryStream(sent), CompressionMode.Decompress);
        string events = await new StreamReader(read).ReadToEndAsync();
        reply.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        events.ShouldContain("all runs are done");
        sent.Length.ShouldBeLessThan(events.Length / 3);
        sent.Length.ShouldBeLessThan(200_000);
    }

    /// <summary>Else a browser asks for the same runs again and again.</summary>
    [Theory]
    [InlineData("/api/v1/scenarios/masa-like/stream?seed=77")]
    [InlineData("/api/v1/scenarios/masa-like/matters/stream?seed=77")]
    public async Task A_stream_that_takes_too_long_says_so_at_its_end(string address)
    {
        DashboardParts parts = new()
        {
            ScenarioFolder = RecordedMarket.ScenarioFolder,
            StreamTimeMax = TimeSpan.FromMilliseconds(1),
        };
        await using FreshMarket hasty = await FreshMarket.StartAsync(parts);

        string stream = await hasty.Client.GetStringAsync(address);

        stream.ShouldContain("event: late\ndata: {\"error\":\"Its runs take more than");
        stream.ShouldNotContain("event: done");
    }

    [Fact]
    public async Task A_server_that_goes_in_the_middle_of_a_stream_and_comes_back_gives_the_bands_and_nothing_typed_is_lost()
    {
        Samples.FictionalMarket data = new();
        DashboardParts parts = new() { ScenarioFolder = RecordedMarket.ScenarioFolder };
        DashboardServer server = await DashboardServer.StartAsync(data, port: 0, parts: parts);
        // Before the editor: a slow machine would else ask for the earnings before they are refused.
        await using Visit visit = await chromium.OpenAsync(new Uri(server.Address, "/scenarios"));
        await visit.Page.RouteAsync("**/break-even*", route => route.AbortAsync());
        await visit.Page.GotoAsync(new Uri(server.Address, "/scenarios/people-providers?m=pool.price").ToString());
        ILocator field = visit.Page.Locator("input[data-path='pool.fee']");
        ILocator earnings = visit.Page.Locator("[data-break-even]");
        string away = Wording.English["bands.away"];
        await visit.Page.EvaluateAsync("() => (window.isSame = true)");
        await field.EvaluateAsync("input => input.closest('details').open = true");
        await field.FillAsync("2.5 %");
        await visit.Page.Locator("[data-band][data-runs]").WaitForAsync();

        await server.DisposeAsync();
        await visit.Page.GetByText(away).First.WaitForAsync();
        await visit.Page.Locator("[data-band] svg.main-svg").First.WaitForAsync();
        await using DashboardServer again = await DashboardServer.StartAsync(data, server.Address.Port, parts: parts);
        await visit.Page.WaitForFunctionAsync(
            "() => / runs? so far; |^The outer band |^All runs /.test(document.querySelector('[data-progress]').textContent)"
        );

        // What waits for the bands is asked for again, too.
        await earnings.GetByText(away).WaitForAsync();
        await visit.Page.UnrouteAsync("**/break-even*");
        await earnings.And(visit.Page.Locator("[data-done]")).WaitForAsync();
        (await earnings.Locator("[data-sentence]").InnerTextAsync()).ShouldNotBe(away);
        (await field.InputValueAsync()).ShouldBe("2.5 %");
        (await visit.Page.EvaluateAsync<bool>("() => window.isSame")).ShouldBeTrue();
    }

    [Fact]
    public async Task Shares_of_variance_stream_into_the_page_when_they_are_asked_for()
    {
        await using Visit visit = await chromium.OpenAsync(
            new Uri(market.Address, "/scenarios/attacks/matters?vary=traders.flow_sigma=0.005..0.015")
        );

        await visit.Page.Locator("[data-variance] [data-begin]").ClickAsync();
        await visit.Page.Locator("[data-variance][data-done]").WaitForAsync();

        (await visit.Page.Locator("[data-variance] [data-told]").InnerTextAsync()).ShouldBe(
            "128 of 128 rows are played."
        );
        (await visit.Page.Locator("[data-shares] tbody tr").CountAsync()).ShouldBe(1);
        (await visit.Page.Locator("[data-variance] svg.main-svg").CountAsync()).ShouldBeGreaterThan(0);
        (await visit.Page.Locator("[data-kept] a[href*='file=variance.csv']").CountAsync()).ShouldBe(1);
        (await Axe.CheckAsync(visit.Page)).ShouldBeEmpty();
        visit.ConsoleErrors.ShouldBeEmpty();
    }
}
