using System.Net;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Tables;
using Souk.Dashboards.Tests.Recorded;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Pages;

public sealed partial class SectionPageTests(RecordedMarket market)
{
    [GeneratedRegex("data-panel=\"([^\"]+)\"")]
    private static partial Regex PanelKey { get; }

    [GeneratedRegex("data-step=\"([^\"]+)\">.*?data-value=\"([^\"]+)\"", RegexOptions.Singleline)]
    private static partial Regex Step { get; }

    [GeneratedRegex("<td class=\"[^\"]*\" data-value=\"([^\"]*)\"|<td data-value=\"([^\"]*)\"")]
    private static partial Regex Cell { get; }

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
            TableView view = MetricTableView.Of(
                MetricCatalogue.Get(key),
                table,
                "bazaar",
                new TokenUnit("GOLD", 18),
                MetricTableView.IsByTime(table)
            );
            string[] exact = [.. view.Rows.SelectMany(row => row).Select(cell => cell.Exact).OfType<string>()];
            // A panel of cohorts has its triangle before its rows.
            Cell.Matches(panel)
                .Select(match => match.Groups[1].Value + match.Groups[2].Value)
                .TakeLast(exact.Length)
                .ShouldBe(exact, key);
            panel.ShouldContain($"/metrics/{key}?market=bazaar");
        }
    }

    [Fact]
    public async Task Rejected_work_is_told_among_the_participants() =>
        (await market.PageAsync("/m/bazaar/participants")).ShouldContain(
            "0 of 2 pieces of work were accepted and 1 rejected"
        );

    [Fact]
    public async Task The_fee_waterfall_falls_from_what_was_paid_to_revenue_as_the_metric_has_them()
    {
        MetricTable gmv = await market.RunAsync("gmv");

        string page = await market.PageAsync("/m/bazaar/fees");
        string[][] steps =
        [
            .. (await market.Client.GetStringAsync("/m/bazaar/fees?file=fee_waterfall.csv"))
                .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Select(line => line.Split(',')),
        ];

        page.ShouldContain("data-chart=\"fee_waterfall\"");
        page.ShouldContain($" {steps[0][3]} in February 2025; the market kept ");
        (await market.PageAsync("/m/bazaar/fees?as_of=2025-02-20")).ShouldContain(" in February 2025 so far; ");
        BigInteger Sum(string column) =>
            gmv
                .Rows.Where(row => gmv.Text(row, "symbol") == steps[0][3])
                .Aggregate(BigInteger.Zero, (sum, row) => sum + gmv.Integer(row, column));
        (BigInteger paid, BigInteger fees, BigInteger revenue) = (Sum("gmv"), Sum("fees"), Sum("revenue"));
        steps.Select(step => BigInteger.Parse(step[1])).ShouldBe([paid, fees - paid, fees, revenue - fees, revenue]);
        revenue.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Cohorts_of_contributors_are_a_figure_too_and_its_file_has_it()
    {
        MetricTable retention = await market.RunAsync("retention");
        object?[][] rows = [.. retention.Rows.Where(row => retention.Text(row, "side") == "contributors")];
        double[] expected =
        [
            .. rows.OrderBy(row => retention.Value<DateOnly>(row, "cohort"))
                .ThenBy(row => retention.Integer(row, "months_after"))
                .Where(row => retention.Integer(row, "months_after") <= 12)
                .Select(row => (double)retention.Integer(row, "share_ppm") / 1_000_000),
        ];

        using JsonDocument file = JsonDocument.Parse(
            await market.PageAsync("/m/bazaar/participants?file=retention.json")
        );

        JsonElement drawn = file.RootElement.GetProperty("figure").GetProperty("data")[0];
        drawn.GetProperty("type").GetString().ShouldBe("heatmap");
        drawn
            .GetProperty("z")
            .EnumerateArray()
            .SelectMany(row => row.EnumerateArray())
            // Months that have not begun have no number.
            .Where(cell => cell.ValueKind == JsonValueKind.Number)
            .Select(cell => cell.GetDouble())
            .ShouldBe(expected);
        drawn
            .GetProperty("y")
            .EnumerateArray()
            .Select(name => name.GetString())
            .ShouldBe(rows.Select(row => $"{retention.Value<DateOnly>(row, "cohort"):yyyy-MM}").Distinct().Order());
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
        string[] links =
        [
            .. new[] { "Opening", "Minted", "Burned", "Closing" }.Select(step =>
                Regex.Match(page, $"data-step=\"{step}\">.*?href=\"([^\"]*)\"").Groups[1].Value
            ),
        ];
        links.ShouldBe([
            "/m/bazaar/facts/transfer?to=2025-01-30&symbol=GOLD",
            "/m/bazaar/facts/transfer?from=2025-01-31&to=2025-03-01&what=mint&symbol=GOLD",
            "/m/bazaar/facts/transfer?from=2025-01-31&to=2025-03-01&what=burn&symbol=GOLD",
            "/m/bazaar/facts/transfer?to=2025-03-01&symbol=GOLD",
        ]);
        (await market.PageAsync(links[1])).ShouldContain($"data-sum=\"GOLD\" data-value=\"{steps["Minted"]}\"");
    }

    [Fact]
    public async Task Quality_shows_coverage_reorgs_quarantine_and_missing_blocks()
    {
        string page = await market.PageAsync("/m/bazaar/quality");

        page.ShouldContain("86.21\u00a0% of 58 blocks are proved complete");
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

    [Fact]
    public async Task Income_is_drawn_as_lorenz_curve_and_by_powers_of_ten()
    {
        using JsonDocument lorenz = await FigureAsync("lorenz");
        using JsonDocument payouts = await FigureAsync("payout_distribution");

        // 20 to party 4, 66 to party 3, 3,000 to party 2: 3,086 in all.
        Points(lorenz, 0, "y").ShouldBe([0, 0.648, 2.7867, 100], tolerance: 0.0002);
        Points(lorenz, 1, "y").ShouldBe([0, 100]);
        Points(payouts, 0, "x").ShouldBe([20, 66, 3_000]);
        Points(payouts, 0, "y").ShouldBe([33.3333, 66.6666, 100], tolerance: 0.0002);
        payouts.RootElement.GetProperty("layout").GetProperty("xaxis").GetProperty("type").GetString().ShouldBe("log");
    }

    [Fact]
    public async Task Schedules_are_bars_from_their_first_to_their_last_day()
    {
        using JsonDocument figure = await FigureAsync("vesting");

        JsonElement bars = figure.RootElement.GetProperty("data")[0];
        bars.GetProperty("orientation").GetString().ShouldBe("h");
        bars.GetProperty("y")[0].GetString().ShouldBe("1. Team, 250,000 GOLD");
        bars.GetProperty("hovertext")[0].GetString().ShouldBe("2025-01-01 to 2026-01-01");
    }

    [Fact]
    public async Task Concentration_by_month_and_survival_are_those_of_their_metrics()
    {
        MetricTable trend = await market.RunAsync("concentration_trend");
        MetricTable survival = await market.RunAsync("survival");

        using JsonDocument months = await FigureAsync("concentration_trend");
        using JsonDocument days = await FigureAsync("survival");

        Points(months, 0, "y")
            .ShouldBe(
                trend
                    .Rows.Where(row => trend.Text(row, "side") == "earners" && trend.Text(row, "symbol") == "USDC")
                    .Select(row => (double)trend.Integer(row, "gini_ppm") / 10_000)
            );
        Points(days, 0, "y")
            .ShouldBe(
                survival
                    .Rows.Where(row => survival.Text(row, "side") == "contributors")
                    .Select(row => (double)survival.Integer(row, "survival_ppm") / 10_000)
                    .Prepend(100)
            );
    }

    [Fact]
    public async Task Yield_by_month_ends_with_what_stands_now()
    {
        MetricTable trend = await market.RunAsync("yield_trend");
        MetricTable now = await market.RunAsync("real_yield");

        using JsonDocument months = await FigureAsync("yield_trend");

        trend.Rows[^1][1..].ShouldBe(now.Rows.Single());
        months.RootElement.GetProperty("data").GetArrayLength().ShouldBe(3);
        months.RootElement.GetProperty("data")[0].GetProperty("x").GetArrayLength().ShouldBe(trend.Rows.Count);
        (await market.PageAsync("/m/bazaar/supply")).ShouldContain("data-panel=\"yield_trend\"");
    }

    [Theory]
    [InlineData("/m/nowhere/supply")]
    [InlineData("/m/bazaar/gossip")]
    [InlineData("/api/v1/markets/bazaar/metrics/holders/figure")]
    [InlineData("/api/v1/markets/nowhere/metrics/supply")]
    public async Task What_does_not_exist_is_not_found(string path)
    {
        using HttpResponseMessage reply = await market.Client.GetAsync(path);

        reply.StatusCode.ShouldBe(HttpStatusCode.NotFound, market.Explain());
    }

    private async Task<JsonDocument> FigureAsync(string metric) =>
        JsonDocument.Parse(
            await market.Client.GetStringAsync($"/api/v1/markets/bazaar/metrics/{metric}/figure"),
            default
        );

    private static double[] Points(JsonDocument figure, int series, string axis) =>
        [
            .. figure
                .RootElement.GetProperty("data")[series]
                .GetProperty(axis)
                .EnumerateArray()
                .Select(value => value.GetDouble()),
        ];
}
