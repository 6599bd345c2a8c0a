using Microsoft.Playwright;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Tests.Browsers;
using Souk.Dashboards.Tests.Recorded;

namespace Souk.Dashboards.Tests.Shelves;

/// <summary>A day that nobody asked for, chosen in Chromium on a server that never has a page in time.</summary>
public sealed class FirstAnswerTests(Chromium chromium)
{
    private const string Watch = """
        () => {
          window.isSamePage = true;
          window.told = [];
          new MutationObserver(() => {
            const note = document.querySelector('main [data-unfinished]');
            if (note) window.told.push(note.textContent.trim().slice(0, 45));
          }).observe(document.querySelector('main'), { childList: true, subtree: true, characterData: true });
        }
        """;

    [Fact]
    public async Task A_day_that_nobody_asked_for_is_told_in_place_and_its_page_follows_there()
    {
        await using FreshMarket market = await FreshMarket.StartAsync(
            new DashboardParts { FirstAnswerAfter = TimeSpan.Zero }
        );
        await using Visit visit = await chromium.OpenAsync(new Uri(market.Address, "/m/bazaar/supply"));
        IPage page = visit.Page;
        await WholeAsync(page, "");
        await page.EvaluateAsync(Watch);

        await page.Locator("form.moment input[type=date]").FillAsync("2025-02-01");
        await page.Locator("form.moment button").ClickAsync();
        await WholeAsync(page, "?as_of=2025-02-01");

        (await page.EvaluateAsync<bool>("() => window.isSamePage")).ShouldBeTrue();
        (await page.EvaluateAsync<string[]>("() => window.told")).ShouldContain(
            "Nobody has asked for it as of 1 February 2025"
        );
        (await page.Locator("h1").InnerTextAsync()).ShouldNotBeEmpty();

        await page.GoBackAsync();
        await WholeAsync(page, "");
        (await page.EvaluateAsync<bool>("() => window.isSamePage")).ShouldBeTrue();
        visit.ConsoleErrors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_reaches_for_the_button_has_the_page_made_already()
    {
        await using FreshMarket market = await FreshMarket.StartAsync(
            new DashboardParts { FirstAnswerAfter = TimeSpan.FromMinutes(1) }
        );
        await using Visit visit = await chromium.OpenAsync(new Uri(market.Address, "/m/bazaar/supply"));
        IPage page = visit.Page;
        await page.Locator("form.moment input[type=date]").FillAsync("2025-02-02");

        IRequest ahead = await page.RunAndWaitForRequestAsync(
            () => page.Locator("form.moment button").HoverAsync(),
            request => request.Url.EndsWith("/m/bazaar/supply?as_of=2025-02-02", StringComparison.Ordinal)
        );

        (await ahead.AllHeadersAsync())[FirstAnswer.Header.ToLowerInvariant()].ShouldBe("1");
        new Uri(page.Url).Query.ShouldBeEmpty();
    }

    private static Task WholeAsync(IPage page, string query) =>
        page.WaitForFunctionAsync(
            """
            query => location.search === query
              && document.querySelector('.tabs') !== null
              && document.querySelector('main [data-unfinished]') === null
            """,
            query
        );
}
