using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Souk.Dashboards.Tests.Recorded;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Pages;

public sealed partial class MetricPageTests(RecordedMarket market)
{
    [GeneratedRegex("<td[^>]*data-value=\"([^\"]*)\"")]
    private static partial Regex Value { get; }

    public static TheoryData<string> Keys => [.. MetricCatalogue.All.Select(metric => metric.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Values_on_a_metrics_page_are_those_of_its_file(string key)
    {
        MetricTable table = await market.RunAsync(key);

        string page = await market.PageAsync($"/metrics/{key}?market=bazaar");

        string[] hidden = ["decimals", "quote_decimals", "chain_id", "log_index", "transaction_hash"];
        int[] shown = [.. Enumerable.Range(0, table.Columns.Count).Where(at => !hidden.Contains(table.Columns[at]))];
        bool isByTime = table.Columns[0] is "day" or "month" or "time";
        IEnumerable<object?[]> rows = (isByTime ? table.Rows.Reverse() : table.Rows).Take(60);
        Value
            .Matches(page)
            .Select(match => match.Groups[1].Value)
            .ShouldBe(rows.SelectMany(row => shown.Select(at => Text(row[at]))));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task A_metrics_file_of_values_holds_every_row(string key)
    {
        MetricTable table = await market.RunAsync(key);

        string csv = await market.Client.GetStringAsync($"/api/v1/markets/bazaar/metrics/{key}.csv");

        string[] lines = csv.TrimEnd().Split("\r\n");
        lines[0].ShouldBe(string.Join(',', table.Columns) + ",label");
        lines.Length.ShouldBe(table.Rows.Count + 1);
    }

    [Fact]
    public async Task The_definition_names_formula_definer_query_and_who_defines_it_otherwise()
    {
        Metric metric = MetricCatalogue.Get("inflation");

        string page = await market.PageAsync("/metrics/inflation");

        page.ShouldContain(metric.Formula);
        page.ShouldContain(metric.Definer);
        page.ShouldContain(metric.Sql.TrimEnd());
        page.ShouldContain("<strong>Tokenomist</strong>");
    }

    [Fact]
    public async Task As_of_a_day_later_rows_do_not_count()
    {
        string page = await market.PageAsync("/metrics/supply?market=bazaar&as_of=2025-01-03");

        Value
            .Matches(page)
            .Select(match => match.Groups[1].Value)
            .Take(4)
            .ShouldBe(["2025-01-03", "30000000000000000000", "10000000000000000000", "1000040000000000000000000"]);
    }

    [Theory]
    [InlineData("/metrics/nothing", 404)]
    [InlineData("/metrics/supply?market=nowhere", 400)]
    [InlineData("/metrics/supply?market=bazaar&as_of=yesterday", 400)]
    [InlineData("/metrics/supply?market=bazaar&as_of=9999-99-99", 400)]
    [InlineData("/metrics/supply?market=bazaar&by=%27%3B+drop+table", 400)]
    [InlineData("/metrics/supply?market=empty", 200)]
    public async Task A_hostile_address_gets_a_page_and_no_stack_trace(string path, int status)
    {
        using HttpResponseMessage reply = await market.Client.GetAsync(path);

        string page = await reply.Content.ReadAsStringAsync();
        reply.StatusCode.ShouldBe((HttpStatusCode)status, market.Explain());
        page.ShouldContain("<main");
        page.ShouldNotContain("   at Souk.");
    }

    // What a machine reads: the exact value.
    private static string Text(object? value) =>
        value switch
        {
            null => "",
            bool flag => flag ? "true" : "false",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
}
