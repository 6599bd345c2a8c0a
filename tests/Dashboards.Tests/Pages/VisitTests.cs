using Microsoft.Playwright;
using Souk.Dashboards.Tests.Browsers;
using Souk.Dashboards.Tests.Recorded;

namespace Souk.Dashboards.Tests.Pages;

/// <summary>Every page as a reader's browser has it: who can read it, and what it weighs.</summary>
public sealed class VisitTests(Chromium chromium, RecordedMarket market)
{
    private const int BytesMax = 700_000;
    private const int PointsMax = 2_000;
    private const int Desktop = 1280;
    private const int Phone = 390;

    private const string Party = "0x00000000000000000000000000000000000000a3";

    [Theory]
    [InlineData("/")]
    [InlineData("/m/bazaar")]
    [InlineData("/m/bazaar/supply")]
    [InlineData("/m/bazaar/fees")]
    [InlineData("/m/bazaar/participants")]
    [InlineData("/m/bazaar/datasets")]
    [InlineData("/m/bazaar/provenance")]
    [InlineData("/m/bazaar/quality")]
    [InlineData("/m/bazaar/facts/payment")]
    [InlineData("/unlocks")]
    [InlineData("/unlocks?market=bazaar")]
    [InlineData("/forecasts")]
    [InlineData("/log/1/10/20")]
    [InlineData("/compare")]
    [InlineData("/asset/bazaar/model")]
    [InlineData($"/party/{Party}")]
    [InlineData("/scenario")]
    [InlineData("/scenarios/governance")]
    [InlineData("/scenarios/masa-like?m=pool.price")]
    [InlineData("/scenario/new")]
    [InlineData("/scenario/masa-like..masa-like-quiet?runs=1&m=pool.price")]
    [InlineData("/claims")]
    [InlineData("/responses?event=price&scenario=people-crowd")]
    [InlineData("/responses/spending-fee?market=bazaar")]
    [InlineData("/responses/entry-price?scenario=people-crowd&of=simulated")]
    [InlineData("/position?market=bazaar")]
    [InlineData("/scenarios/attacks/matters")]
    [InlineData("/scenario/attacks/memo")]
    [InlineData("/?q=bazaar&sort=fees")]
    [InlineData("/scenarios/people-capital?table=1")]
    [InlineData("/scenarios/people-capital/flows?token=USDC")]
    [InlineData("/scenario/launch/actual?market=bazaar&from=2025-01-01")]
    [InlineData("/scenario/launch/actual?market=empty")]
    [InlineData("/m/bazaar/memo")]
    [InlineData("/metrics")]
    [InlineData("/metrics/payments?market=bazaar")]
    [InlineData("/alerts")]
    [InlineData("/status")]
    [InlineData("/explore")]
    [InlineData("/api")]
    [InlineData("/nothing")]
    public Task A_page_has_no_violation_in_both_themes_on_desk_and_phone_and_is_light(string path) =>
        CheckAsync(new Uri(market.Address, path));

    [Theory]
    [InlineData("/market/oasis")]
    [InlineData("/scenario/oasis")]
    public Task A_page_of_two_years_of_days_has_none_either(string path) => CheckAsync(new Uri(chromium.Address, path));

    [Fact]
    public async Task The_keyboard_walks_through_the_points_of_a_chart_and_their_values_are_told()
    {
        await using Visit visit = await chromium.OpenAsync("/market/oasis");
        ILocator plot = visit.Page.Locator("[data-chart='supply'] [data-plot]");
        ILocator told = visit.Page.Locator("[data-chart='supply'] .told");
        await plot.FocusAsync();

        await visit.Page.Keyboard.PressAsync("ArrowRight");
        string first = await told.InnerTextAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        string second = await told.InnerTextAsync();
        await visit.Page.Keyboard.PressAsync("End");
        string last = await told.InnerTextAsync();
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        string below = await told.InnerTextAsync();
        await visit.Page.Keyboard.PressAsync("Escape");

        first.ShouldContain("(1 of ");
        second.ShouldContain("(2 of ");
        last.ShouldMatch(@"\((\d+) of \1\)");
        below.ShouldNotBe(last);
        (await told.InnerTextAsync()).ShouldBe("");
    }

    [Fact]
    public async Task What_has_the_focus_is_outlined()
    {
        await using Visit visit = await chromium.OpenAsync("/market/oasis");

        for (int step = 0; step < 12; step++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            string outline = await visit.Page.EvaluateAsync<string>(
                "() => getComputedStyle(document.activeElement).outlineStyle + ' ' + getComputedStyle(document.activeElement).outlineWidth"
            );
            outline.ShouldBe("solid 2px", $"step {step}");
        }
    }

    [Fact]
    public async Task No_page_has_an_inline_script_and_the_policy_allows_none()
    {
        foreach (string path in new[] { "/", "/m/bazaar", "/explore", "/api", "/scenarios/governance" })
        {
            using HttpResponseMessage reply = await market.Client.GetAsync(path);
            string page = await reply.Content.ReadAsStringAsync();
            string policy = reply.Headers.GetValues("Content-Security-Policy").Single();

            policy.ShouldContain("default-src 'self'");
            policy.ShouldNotContain("script-src");
            policy.ShouldNotContain("unsafe-eval");
            // With no-referrer a browser sends a form of ours with the origin "null", which is refused.
            reply.Headers.GetValues("Referrer-Policy").Single().ShouldBe("same-origin");
            page.Split("<script")
                .Skip(1)
                .ShouldAllBe(script => script.Contains(" src=\"/") || script.StartsWith(" type=\"application/json\""));
            page.ShouldNotMatch("<[^>]* on[a-z]+=");
        }
    }

    private async Task CheckAsync(Uri address)
    {
        await using Visit visit = await chromium.OpenAsync(address, ColorScheme.Light, Desktop);
        (await visit.WeighAsync()).ShouldBeInRange(1_000, BytesMax);
        (await visit.CountPointsAsync()).ShouldBeLessThanOrEqualTo(PointsMax);
        List<string> faults = [];
        foreach (
            (ColorScheme scheme, int width) in new[]
            {
                (ColorScheme.Light, Desktop),
                (ColorScheme.Dark, Desktop),
                (ColorScheme.Dark, Phone),
                (ColorScheme.Light, Phone),
            }
        )
        {
            await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await visit.Page.SetViewportSizeAsync(width, 900);
            faults.AddRange((await Axe.CheckAsync(visit.Page)).Select(fault => $"{scheme}, {width}: {fault}"));
            int tooWide = await ExcessAsync(visit.Page);
            if (tooWide > 0)
            {
                faults.Add($"{scheme}, {width}: the page is {tooWide} pixels wider than the window");
            }
        }

        faults.ShouldBeEmpty();
    }

    // Charts are drawn anew a moment after the window changes.
    private static async Task<int> ExcessAsync(IPage page)
    {
        const string Excess = "document.documentElement.scrollWidth - window.innerWidth";
        int excess = await page.EvaluateAsync<int>(Excess);
        for (int wait = 0; excess > 0 && wait < 20; wait++)
        {
            await page.WaitForTimeoutAsync(100);
            excess = await page.EvaluateAsync<int>(Excess);
        }

        return excess;
    }
}
