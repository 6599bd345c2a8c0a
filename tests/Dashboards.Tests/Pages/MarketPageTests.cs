using System.Globalization;
using Microsoft.Playwright;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Tests.Browsers;
using Souk.Dashboards.Tests.Samples;

namespace Souk.Dashboards.Tests.Pages;

public sealed class MarketPageTests(Chromium chromium)
{
    private static readonly MarketOverview Data = new FictionalMarket().Overview;

    [Fact]
    public async Task Numbers_on_the_page_equal_the_data()
    {
        await using Visit visit = await chromium.OpenAsync("/market/oasis");

        foreach (Headline headline in Data.Headlines)
        {
            string? shown = await visit
                .Page.Locator($"[data-metric='{headline.Metric.Key}'] .value")
                .GetAttributeAsync("data-value");
            shown.ShouldBe(headline.Value.ToString(CultureInfo.InvariantCulture), headline.Metric.Key);
        }

        foreach (Contributor contributor in Data.Contributors.Rows.Take(10))
        {
            ILocator row = visit.Page.Locator($"[data-party='{contributor.Party}']");
            string? received = await row.Locator(".amount").First.GetAttributeAsync("data-value");
            received.ShouldBe(contributor.Received[0].BaseUnits.ToString(CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task Charts_are_drawn_with_the_label_and_the_last_point_of_the_data()
    {
        await using Visit visit = await chromium.OpenAsync("/market/oasis");

        (await visit.ReadChartAsync("payments")).ShouldBe(("Payments by role · Synthetic demo", 3));
        (await visit.ReadChartAsync("unlocks")).ShouldBe(("Unlock calendar · Synthetic demo", 6));
        (await visit.ReadChartAsync("supply")).ShouldBe(("Supply over time · Synthetic demo", 3));
        (await visit.ReadChartAsync("emissions_burns")).ShouldBe(("Emissions against burns · Synthetic demo", 3));
        double last = await visit
            .Page.Locator("[data-chart=supply] [data-plot]")
            .EvaluateAsync<double>("plot => plot.data[0].y.at(-1)");
        last.ShouldBe(new Amount(Data.Supply.Rows[^1].Circulating, FictionalMarket.Token).ToChartPoint());
    }

    [Fact]
    public async Task The_label_stands_in_the_title_the_heading_and_the_name_of_the_image()
    {
        await using Visit visit = await chromium.OpenAsync("/market/oasis");

        (await visit.Page.TitleAsync()).ShouldBe("Oasis · Synthetic demo · Souk");
        (await visit.Page.Locator("h1").InnerTextAsync()).ShouldContain("Synthetic demo");
        IDownload image = await visit.Page.RunAndWaitForDownloadAsync(() =>
            visit.Page.Locator("[data-files=supply] a").First.ClickAsync()
        );
        image.SuggestedFilename.ShouldBe("market-oasis-supply-synthetic-demo.png");
    }

    [Fact]
    public async Task The_table_below_a_chart_holds_its_points_and_no_unfinished_week()
    {
        await using Visit visit = await chromium.OpenAsync("/market/oasis");

        await ShouldAgreeAsync(visit, "payments", lastRow: "2025-12-22");
        await ShouldAgreeAsync(visit, "unlocks", lastRow: "2027-10");
        await ShouldAgreeAsync(visit, "supply", lastRow: "2025-12-30");
        await ShouldAgreeAsync(visit, "emissions_burns", lastRow: "2025-12-22");
    }

    private static async Task ShouldAgreeAsync(Visit visit, string metric, string lastRow)
    {
        ILocator chart = visit.Page.Locator($"[data-chart={metric}]");
        ILocator plot = chart.Locator("[data-plot]");
        double[] drawn = await plot.EvaluateAsync<double[]>("plot => plot.data.map(trace => trace.y.at(-1))");
        int count = await plot.EvaluateAsync<int>("plot => plot.data[0].y.length");
        ILocator rows = chart.Locator("tbody tr");
        (await rows.CountAsync()).ShouldBe(count);
        (await rows.Last.Locator("th").TextContentAsync()).ShouldBe(lastRow);
        string[] shown = [.. await rows.Last.Locator("td").AllTextContentsAsync()];
        shown.ShouldBe(drawn.Select(value => value.ToString("#,##0.######", CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("/market/oasis")]
    [InlineData("/scenario/oasis")]
    public async Task Two_years_of_days_take_less_than_300_kilobytes(string path)
    {
        using HttpClient client = new() { BaseAddress = chromium.Address };

        byte[] page = await client.GetByteArrayAsync(path);

        page.Length.ShouldBeLessThan(300_000);
    }

    [Fact]
    public async Task A_market_without_any_history_says_so_in_place_of_its_charts()
    {
        MarketOverview empty = Data with
        {
            Supply = Data.Supply with { Rows = [] },
            Flows = Data.Flows with { Rows = [] },
            Unlocks = Data.Unlocks with { Rows = [] },
            Payments = Data.Payments with { Rows = [] },
            Contributors = Data.Contributors with { Rows = [] },
            ReceivedByContributors = 0,
        };
        await using DashboardServer server = await DashboardServer.StartAsync(
            new FictionalMarket { Overview = empty },
            port: 0
        );
        using HttpClient client = new() { BaseAddress = server.Address };

        string page = await client.GetStringAsync("/market/oasis");

        page.Split("Nothing has been recorded yet").Length.ShouldBe(5);
        page.ShouldContain("Nobody has contributed yet.");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Contributors_and_tiles_show_every_digit_without_scrolling(int width)
    {
        await using Visit visit = await chromium.OpenAsync("/market/oasis", ColorScheme.Light, width);
        const string Cut =
            "parts => parts.filter(part => part.scrollWidth > part.clientWidth + 1).map(part => part.className)";

        (
            await visit.Page.Locator(".contributors .scroll, .tile .value").EvaluateAllAsync<string[]>(Cut)
        ).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/market/oasis")]
    [InlineData("/scenario/oasis")]
    public async Task A_page_is_silent_stays_on_this_machine_and_fits_a_phone(string path)
    {
        await using Visit visit = await chromium.OpenAsync(path, ColorScheme.Light, widthPixels: 390);

        visit.ConsoleErrors.ShouldBeEmpty();
        visit.Requests.ShouldAllBe(request => new Uri(request).Authority == chromium.Address.Authority);
        int width = await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        width.ShouldBe(390);
    }

    [Fact]
    public async Task Dark_mode_changes_the_page_and_a_chart_that_is_already_drawn()
    {
        await using Visit visit = await chromium.OpenAsync("/market/oasis");
        const string Paper = "document.querySelector('[data-chart=supply] [data-plot]').layout.paper_bgcolor";
        const string Page = "getComputedStyle(document.body).backgroundColor";
        string lightPage = await visit.Page.EvaluateAsync<string>(Page);
        (await visit.Page.EvaluateAsync<string>(Paper)).ShouldBe("#ffffff");

        await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await visit.Page.WaitForFunctionAsync($"() => {Paper} === '#181b21'");

        (await visit.Page.EvaluateAsync<string>(Page)).ShouldNotBe(lightPage);
        string points = await visit.Page.EvaluateAsync<string>(
            "String(document.querySelector('[data-chart=supply] [data-plot]').data[0].y.length)"
        );
        points.ShouldBe("730");
    }

    [Fact]
    public async Task What_is_printed_has_every_chart_on_light_paper()
    {
        await using Visit visit = await chromium.OpenAsync("/market/oasis", ColorScheme.Dark);
        IPage page = visit.Page;

        await page.EvaluateAsync("window.dispatchEvent(new Event('beforeprint'))");
        await page.WaitForFunctionAsync(
            "() => [...document.querySelectorAll('[data-plot]')].every(plot => plot.layout?.font?.color === JSON.parse(plot.parentElement.querySelector('script[data-theme=light]').textContent).layout.font.color)"
        );
        await page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        string paper = await page.EvaluateAsync<string>(
            "getComputedStyle(document.querySelector('.card')).backgroundColor"
        );

        paper.ShouldBe("rgb(255, 255, 255)");
        (await page.Locator("[data-plot] svg.main-svg").CountAsync()).ShouldBeGreaterThanOrEqualTo(4);
    }

    [Fact]
    public async Task What_is_printed_has_charts_that_never_came_near_the_view()
    {
        await using Visit visit = await chromium.OpenAsync("/market/oasis");
        IPage page = visit.Page;
        await page.AddInitScriptAsync("window.IntersectionObserver = class { observe() {} unobserve() {} }");
        await page.ReloadAsync();
        await page.WaitForFunctionAsync("() => window.Plotly");
        ILocator drawn = page.Locator("[data-plot]:has(svg.main-svg)");
        (await drawn.CountAsync()).ShouldBe(0);

        // A browser lays paper out once the listeners, and what they have ready, are through.
        int onPaper = await page.EvaluateAsync<int>(
            """
            async () => {
              window.dispatchEvent(new Event('beforeprint'));
              await Promise.resolve();
              return document.querySelectorAll('[data-plot] svg.main-svg:first-child').length;
            }
            """
        );

        onPaper.ShouldBe(await page.Locator("[data-plot]").CountAsync());
        onPaper.ShouldBeGreaterThanOrEqualTo(4);
    }
}
