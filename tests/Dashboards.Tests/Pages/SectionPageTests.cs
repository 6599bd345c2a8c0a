using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Souk.Dashboards.Tests.Recorded;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Pages;

public sealed partial class SectionPageTests(RecordedMarket market)
{
    [GeneratedRegex("data-panel=\"([^\"]+)\"")]
    private static partial Regex PanelKey { get; }

    [GeneratedRegex("data-step=\"([^\"]+)\">.*?data-value=\"([^\"]+)\"", RegexOptions.Singleline)]
    private static partial Regex Step { get; }

    public static TheoryData<string> Sections =>
        ["supply", "fees", "participants", "datasets", "provenance", "quality"];

    [Theory]
    [MemberData(nameof(Sections))]
    public async Task Each_panel_shows_the_rows_of_its_metric(string section)
    {
        string page = await market.PageAsync($"/m/bazaar/{section}");

        string[] keys = [.. PanelKey.Matches(page).Select(match => match.Groups[1].Value)];
        keys.ShouldNotBeEmpty();
        foreach (string key in keys)
        {
            MetricTable table = await market.RunAsync(key);
            string panel = page[page.IndexOf($"data-panel=\"{key}\"", StringComparison.Ordinal)..];
            panel = panel[..panel.IndexOf("</section>", StringComparison.Ordinal)];
            int shown = Math.Min(60, table.Rows.Count);
            Regex.Count(panel, "<tr>").ShouldBeGreaterThanOrEqualTo(shown == 0 ? 0 : shown + 1, key);
            panel.ShouldContain($"/metrics/{key}?market=bazaar");
        }
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public async Task A_market_without_rows_has_all_its_pages(string section)
    {
        string page = await market.PageAsync($"/m/empty/{section}");

        page.ShouldContain("<h1>Empty");
    }

    [Fact]
    public async Task The_supply_bridge_adds_up_and_ends_at_the_metrics_circulating_supply()
    {
        MetricTable table = await market.RunAsync("supply_reconciliation");

        string page = await market.PageAsync("/m/bazaar/supply?days=30");

        Dictionary<string, Int128> steps = Step.Matches(page)
            .ToDictionary(match => match.Groups[1].Value, match => Int128.Parse(match.Groups[2].Value, provider: null));
        Int128 closing = (Int128)table.Integer(table.Rows[^1], "circulating");
        steps["Closing"].ShouldBe(closing);
        steps["Minted"].ShouldBe(30 * Int128.Parse("30000000000000000000", provider: null));
        steps["Burned"].ShouldBe(-30 * Int128.Parse("10000000000000000000", provider: null));
        (steps["Opening"] + steps["Minted"] + steps["Burned"]).ShouldBe(closing);
        page.ShouldContain("Nothing is left over.");
    }

    [Fact]
    public async Task Quality_shows_coverage_reorgs_quarantine_and_missing_blocks()
    {
        string page = await market.PageAsync("/m/bazaar/quality");

        page.ShouldContain("86.21 % of 58 blocks are proved complete");
        Regex.IsMatch(page, "data-proof=\"receipts\">.*?data-value=\"50\"", RegexOptions.Singleline).ShouldBeTrue();
        page.ShouldContain("data-missing=\"0\"");
        page.ShouldContain("price is 10^40, above 10^38");
        page.ShouldContain("Blocks that chains replaced");
        (await market.PageAsync("/status")).ShouldContain("price is 10^40, above 10^38");
    }

    [Fact]
    public async Task A_figure_over_the_api_is_the_one_of_the_page()
    {
        string page = await market.PageAsync("/m/bazaar/supply");
        using JsonDocument figure = JsonDocument.Parse(
            await market.Client.GetStringAsync("/api/v1/markets/bazaar/metrics/inflation/figure")
        );

        string shown = page[page.IndexOf("data-chart=\"inflation\"", StringComparison.Ordinal)..];
        shown = shown[(shown.IndexOf("data-theme=\"light\">", StringComparison.Ordinal) + 19)..];
        using JsonDocument onPage = JsonDocument.Parse(shown[..shown.IndexOf("</script>", StringComparison.Ordinal)]);
        JsonElement
            .DeepEquals(figure.RootElement.GetProperty("data"), onPage.RootElement.GetProperty("data"))
            .ShouldBeTrue();
    }

    [Theory]
    [InlineData("/m/nowhere/supply")]
    [InlineData("/m/bazaar/gossip")]
    [InlineData("/api/v1/markets/bazaar/metrics/vesting/figure")]
    [InlineData("/api/v1/markets/nowhere/metrics/supply")]
    public async Task What_does_not_exist_is_not_found(string path)
    {
        using HttpResponseMessage reply = await market.Client.GetAsync(path);

        reply.StatusCode.ShouldBe(HttpStatusCode.NotFound, market.Explain());
    }
}
