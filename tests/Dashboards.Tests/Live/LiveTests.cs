using System.Text.Json;
using Microsoft.Playwright;
using Souk.Dashboards.Tests.Browsers;
using Souk.Dashboards.Tests.Recorded;
using Souk.DuckDb;

namespace Souk.Dashboards.Tests.Live;

/// <summary>Pages that follow an index which the same process writes.</summary>
public sealed class LiveTests(Chromium chromium) : IDisposable
{
    private const string NextBlock = """
        begin;
        insert into chain.block values (1, 60, 61, 0, 60, 0, timestamp '2025-03-02');
        insert into market.transfer values (1, 60, 0, 0, timestamp '2025-03-02', 'bazaar', 10, 0, 3, 820000000000000000000);
        update chain.cursor set block_number = 60, hash_high = 61, time = timestamp '2025-03-02';
        commit;
        """;

    private static readonly DashboardParts s_following = new()
    {
        IsFollowing = true,
        LiveDelay = TimeSpan.FromMilliseconds(20),
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("souk-live-");

    private string File => Path.Combine(_folder.FullName, "bazaar.duckdb");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_stream_tells_the_cursor_and_each_block_after_it_and_ends_with_the_server()
    {
        FreshMarket market = await FreshMarket.StartAsync(s_following, File);
        using var reader = new StreamReader(await market.Client.GetStreamAsync("/api/v1/live"));

        JsonElement first = await NextAsync(reader);
        market.Connection.Execute(NextBlock);
        JsonElement second = await NextAsync(reader);
        await market.DisposeAsync();

        BlockOf(first).ShouldBe(59);
        BlockOf(second).ShouldBe(60);
        first.GetProperty("state").GetString().ShouldNotBe(second.GetProperty("state").GetString());
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task A_block_changes_the_page_in_place_and_a_reader_keeps_focus_scroll_and_chart()
    {
        await using FreshMarket market = await FreshMarket.StartAsync(s_following, File);
        await using Visit visit = await chromium.OpenAsync(new Uri(market.Address, "/m/bazaar"));
        IPage page = visit.Page;
        ILocator supply = page.Locator("[data-metric='supply'] [data-value]");
        await page.WaitForFunctionAsync("() => document.querySelector('[data-live]').textContent.includes('59')");
        await page.EvaluateAsync(
            """
            () => {
              document.querySelector("[data-chart='supply']").scrollIntoView();
              document.querySelector("[data-chart='supply'] details").open = true;
              document.querySelector("[data-chart='supply'] [data-plot]").focus({ preventScroll: true });
              window.before = {
                scroll: window.scrollY,
                plot: document.querySelector("[data-chart='supply'] [data-plot]"),
                points: document.querySelector("[data-chart='supply'] [data-plot]").data[0].x.length,
              };
            }
            """
        );
        string before = (await supply.GetAttributeAsync("data-value"))!;

        market.Connection.Execute(NextBlock);
        await page.WaitForFunctionAsync("() => document.querySelector('[data-as-of]').dataset.asOf === '60'");
        await page.WaitForFunctionAsync(
            "() => document.querySelector(\"[data-chart='supply'] [data-plot]\").data[0].x.length > window.before.points"
        );

        before.ShouldBe("1001180000000000000000000");
        (await supply.GetAttributeAsync("data-value")).ShouldBe("1002000000000000000000000");
        (
            await page.EvaluateAsync<bool[]>(
                """
                () => {
                  const plot = document.querySelector("[data-chart='supply'] [data-plot]");
                  return [
                    plot === window.before.plot,
                    document.activeElement === plot,
                    window.scrollY === window.before.scroll,
                    document.querySelector("[data-chart='supply'] details").open,
                  ];
                }
                """
            )
        ).ShouldBe([true, true, true, true]);
        visit.ConsoleErrors.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_reader_chooses_while_a_block_is_fetched_stays_and_follows_it()
    {
        await using FreshMarket market = await FreshMarket.StartAsync(s_following, File);
        Uri address = new(market.Address, "/m/bazaar/supply");
        await using Visit visit = await chromium.OpenAsync(address);
        IPage page = visit.Page;
        await page.WaitForFunctionAsync("() => document.querySelector('[data-live]').textContent.includes('59')");
        TaskCompletionSource<IRoute> asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync(address.ToString(), asked.SetResult, new PageRouteOptions { Times = 1 });

        market.Connection.Execute(NextBlock);
        IRoute held = await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        ILocator chosen = page.Locator("nav.periods a:not([aria-current])").First;
        string there = (await chosen.GetAttributeAsync("href"))!;
        await chosen.ClickAsync();
        await page.WaitForFunctionAsync("there => location.pathname + location.search === there", there);
        await held.ContinueAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('[data-as-of]').dataset.asOf === '60'");

        (await page.Locator("nav.periods a[aria-current]").First.GetAttributeAsync("href")).ShouldBe(there);
        visit.ConsoleErrors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_front_page_alerts_and_status_that_are_left_open_follow_a_block()
    {
        await using FreshMarket market = await FreshMarket.StartAsync(s_following, File);
        await using Visit visit = await chromium.OpenAsync(market.Address);
        IPage alerts = await visit.Page.Context.NewPageAsync();
        IPage status = await visit.Page.Context.NewPageAsync();
        await alerts.GotoAsync(new Uri(market.Address, "/alerts").ToString());
        await status.GotoAsync(new Uri(market.Address, "/status").ToString());
        await FollowAsync(visit.Page, "main", "Supply over 60 days");
        await FollowAsync(alerts, "main", "as of block 59");
        await FollowAsync(status, "main", "59");

        market.Connection.Execute(NextBlock);

        await FollowAsync(visit.Page, "main", "Supply over 61 days");
        await FollowAsync(visit.Page, "[data-market='bazaar']", "block 60");
        await FollowAsync(alerts, "main", "as of block 60");
        await FollowAsync(status, "main", "60");
        visit.ConsoleErrors.ShouldBeEmpty();
    }

    // Its text, or what it says where it is drawn.
    private static Task FollowAsync(IPage page, string element, string text) =>
        page.WaitForFunctionAsync(
            "([element, text]) => document.querySelector(element).outerHTML.includes(text)",
            new[] { element, text }
        );

    [Fact]
    public async Task A_server_that_goes_away_is_told_in_words_and_what_is_shown_stays()
    {
        FreshMarket market = await FreshMarket.StartAsync(s_following, File);
        await using Visit visit = await chromium.OpenAsync(new Uri(market.Address, "/status"));
        await visit.Page.WaitForFunctionAsync("() => document.querySelector('[data-live]').textContent.includes('59')");

        await market.DisposeAsync();
        await visit.Page.WaitForFunctionAsync(
            "() => document.querySelector('[data-live]').textContent.startsWith('Not live: the server is away')"
        );

        (await visit.Page.Locator("h1").InnerTextAsync()).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Where_nothing_is_indexed_no_page_asks_and_pages_with_runs_are_left_alone()
    {
        await using FreshMarket still = await FreshMarket.StartAsync();
        await using FreshMarket following = await FreshMarket.StartAsync(s_following);

        (await still.Client.GetStringAsync("/status")).ShouldNotContain("data-live");
        (await following.Client.GetStringAsync("/status")).ShouldContain("data-live=\"/api/v1/live\"");
        (await following.Client.GetStringAsync("/position")).ShouldNotContain("data-live");
    }

    private static long BlockOf(JsonElement told) =>
        told.GetProperty("chains").EnumerateArray().Single().GetProperty("block_number").GetInt64();

    private static async Task<JsonElement> NextAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return JsonDocument.Parse(line["data: ".Length..]).RootElement;
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }
}
