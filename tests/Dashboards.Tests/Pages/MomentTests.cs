using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Souk.Dashboards.Tests.Recorded;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Pages;

/// <summary>Pages as of a day show what metrics say as of that day.</summary>
public sealed partial class MomentTests(RecordedMarket market)
{
    private const string Day = "2025-02-01";

    private static readonly DateTime s_until = new(2025, 2, 1, 23, 59, 59, DateTimeKind.Unspecified);

    [GeneratedRegex("data-metric=\"([\\w.]+)\".*?data-value=\"(-?[0-9]+)\"", RegexOptions.Singleline)]
    private static partial Regex Tile { get; }

    [GeneratedRegex("data-unlock=\"bazaar Team ([0-9-]+)\">.*?data-value=\"([0-9]+)\"", RegexOptions.Singleline)]
    private static partial Regex Unlock { get; }

    [GeneratedRegex("href=\"(/m/bazaar/facts/[^\"]+)\"")]
    private static partial Regex Evidence { get; }

    [GeneratedRegex("<th scope=\"row\">([0-9]{4}-[0-9]{2}-[0-9]{2}) [0-9]{2}:[0-9]{2}</th>")]
    private static partial Regex FactDay { get; }

    [Fact]
    public async Task Tiles_of_a_day_are_sums_of_the_metrics_of_that_day()
    {
        MetricTable supply = await RunAsync("supply");
        MetricTable emissions = await RunAsync("emissions");

        string page = await market.PageAsync($"/m/bazaar?as_of={Day}");

        Dictionary<string, string> tiles = Tile.Matches(page)
            .ToDictionary(one => one.Groups[1].Value, one => one.Groups[2].Value);
        // A million on 1 January, and 20 GOLD more on each of the 31 days after it.
        tiles["supply"].ShouldBe("1000620000000000000000000");
        tiles["supply"].ShouldBe($"{supply.Integer(supply.Rows[^1], "supply")}");
        tiles["emissions.burned"].ShouldBe($"{Sum(emissions, "burned")}");
        tiles["payments.paid"].ShouldBe("2000000000");
        page.ShouldContain("data-as-of=\"31\"");
        page.ShouldContain($"/metrics/supply?market=bazaar&as_of={Day}");
        page.ShouldContain($"href=\"/m/bazaar/fees?as_of={Day}\"");
    }

    [Fact]
    public async Task Parts_unlocks_and_comparisons_of_a_day_are_those_of_the_metrics()
    {
        MetricTable unlocks = await RunAsync("unlocks");
        MetricTable inflation = await RunAsync("inflation");
        MetricTable wallets = await RunAsync("wallets");
        MetricTable reconciled = await RunAsync("supply_reconciliation");

        string calendar = await market.PageAsync($"/unlocks?market=bazaar&as_of={Day}");
        string compared = await market.PageAsync($"/compare?as_of={Day}");
        string part = await market.PageAsync($"/m/bazaar/supply?as_of={Day}");

        Unlock
            .Matches(calendar)
            .Select(one => one.Groups[2].Value)
            .ShouldBe(
                unlocks
                    .Rows.Where(row => !unlocks.Integer(row, "scheduled").IsZero)
                    .Select(row => $"{unlocks.Integer(row, "scheduled")}")
                    .Append($"{BigInteger.Parse("250000000000000000000000") * 90 / 365}"),
                ignoreOrder: true
            );
        inflation.Rows.ShouldBeEmpty();
        compared.ShouldContain("data-measure=\"inflation burn_rate_ppm_a_year bazaar\" data-value=\"\"");
        compared.ShouldContain(
            $"data-measure=\"wallets seen bazaar\" data-value=\"{wallets.Integer(wallets.Rows[^1], "seen")}\""
        );
        part.ShouldContain(
            $"data-step=\"Closing\"><th scope=\"row\">Closing</th><td data-value=\"{reconciled.Integer(reconciled.Rows[^1], "circulating")}\""
        );
        part.ShouldContain("to 1 February 2025");
    }

    [Theory]
    [InlineData("/m/bazaar?as_of=1800-01-01", "Before the first block (1 January 1800)")]
    [InlineData("/m/bazaar/fees?as_of=0001-01-01", "Before the first block (1 January 0001)")]
    [InlineData("/unlocks?as_of=0001-01-01", "before the first block")]
    [InlineData("/compare?as_of=1800-01-01", "before the first block")]
    public async Task A_day_before_the_first_block_is_said_to_be_and_no_block_is_made_up(string path, string expected)
    {
        string page = await market.PageAsync(path);

        page.ShouldContain(expected);
        page.ShouldContain("data-as-of=\"\"");
        page.ShouldNotContain("data-as-of=\"0\"");
        page.ShouldNotContain("hain 0");
        page.ShouldNotContain("1970");
    }

    [Theory]
    [InlineData(Day, 31L)]
    [InlineData("1800-01-01", null)]
    public async Task The_API_says_up_to_which_block_a_day_counts(string day, long? block)
    {
        using var answer = JsonDocument.Parse(
            await market.PageAsync($"/api/v1/markets/bazaar/metrics/supply?as_of={day}")
        );

        JsonElement asOf = answer.RootElement.GetProperty("as_of");
        JsonElement told = asOf.GetProperty("block_number");
        (told.ValueKind == JsonValueKind.Null ? (long?)null : told.GetInt64()).ShouldBe(block);
        (asOf.GetProperty("chain_id").ValueKind == JsonValueKind.Null).ShouldBe(block is null);
        (asOf.GetProperty("block_time").ValueKind == JsonValueKind.Null).ShouldBe(block is null);
    }

    [Theory]
    [InlineData("/compare?markets=nothing", HttpStatusCode.BadRequest, "Not indexed: nothing.")]
    [InlineData("/m/bazaar/supply?days=-5", HttpStatusCode.BadRequest, "takes one of 30, 90, 365")]
    [InlineData("/m/bazaar/fees?days=999999999", HttpStatusCode.BadRequest, "takes one of 30, 90, 365")]
    [InlineData("/m/bazaar?by=century", HttpStatusCode.BadRequest, "takes day, week or month")]
    [InlineData("/alerts?as_of=soon", HttpStatusCode.BadRequest, "takes a day like")]
    [InlineData("/alerts?market=nothing", HttpStatusCode.NotFound, "Perhaps the market is not indexed")]
    [InlineData("/party/xyz", HttpStatusCode.NotFound, "Perhaps that is no address")]
    [InlineData("/asset/bazaar/nothing", HttpStatusCode.NotFound, "no indexed log names an asset so")]
    [InlineData("/metrics/nothing", HttpStatusCode.NotFound, "Perhaps no metric is named so")]
    [InlineData("/tx/31337/0xzz", HttpStatusCode.NotFound, "Perhaps that is no hash")]
    [InlineData("/scenario/a..nothing", HttpStatusCode.NotFound, "Perhaps no scenario or market is named so")]
    [InlineData("/m/nothing", HttpStatusCode.NotFound, "Perhaps the market is not indexed")]
    [InlineData("/nothing", HttpStatusCode.NotFound, "Perhaps the address is spelled differently")]
    public async Task What_is_not_here_is_refused_in_words_of_what_was_asked(
        string path,
        HttpStatusCode status,
        string expected
    )
    {
        using HttpResponseMessage reply = await market.Client.GetAsync(path);

        reply.StatusCode.ShouldBe(status);
        string page = await reply.Content.ReadAsStringAsync();
        page.ShouldContain(expected);
        if (status == HttpStatusCode.BadRequest)
        {
            page.ShouldContain("role=\"alert\"");
        }
    }

    [Fact]
    public async Task Rows_behind_a_number_of_a_day_end_with_that_day()
    {
        string part = await market.PageAsync($"/m/bazaar/fees?as_of={Day}");
        string definition = await market.PageAsync($"/metrics/payments?market=bazaar&as_of={Day}");
        string block = await market.PageAsync("/metrics/payments?market=bazaar&as_of_block=1:31");

        part.ShouldContain($"href=\"/metrics/gmv?market=bazaar&as_of={Day}\"");
        part.ShouldContain($"href=\"/m/bazaar?as_of={Day}\"");
        definition.ShouldContain($"href=\"/m/bazaar/facts/payment?to={Day}\"");
        block.ShouldContain($"href=\"/m/bazaar/facts/payment?to={Day}\"");
        string[] links = [.. Evidence.Matches(part + definition).Select(one => one.Groups[1].Value).Distinct()];
        List<string> days = [];
        foreach (string link in links)
        {
            days.AddRange(FactDay.Matches(await market.PageAsync(link)).Select(one => one.Groups[1].Value));
        }

        days.Max(StringComparer.Ordinal).ShouldBe("2025-01-21");
        // Two of three sales at 1,000 USDC with 25 of fee, and 86 of royalties.
        string facts = await market.PageAsync($"/m/bazaar/facts/payment?to={Day}");
        facts.ShouldContain("data-count=\"6\"");
        facts.ShouldContain("data-sum=\"USDC\" data-value=\"2136000000\"");
    }

    [Theory]
    [InlineData("/compare", 59, "Bazaar, Empty")]
    [InlineData($"/compare?as_of={Day}", 31, "Bazaar, Empty")]
    [InlineData("/unlocks?market=bazaar", 59)]
    [InlineData($"/unlocks?market=bazaar&as_of={Day}", 31)]
    [InlineData("/party/0x00000000000000000000000000000000000000a3", 59)]
    [InlineData("/asset/bazaar/model", 59)]
    [InlineData("/claims?market=bazaar", 59)]
    public async Task Pages_say_up_to_which_block_and_time_they_count(string path, int block, string markets = "Bazaar")
    {
        string day = new DateOnly(2025, 1, 1).AddDays(block).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

        (await market.PageAsync(path)).ShouldContain(
            $"data-as-of=\"{block}\">{markets} as of block {block}, {day}, 00:00 UTC, chain 1<"
        );
    }

    [Theory]
    [InlineData("/m/bazaar")]
    [InlineData("/m/bazaar/supply")]
    [InlineData("/unlocks?market=bazaar")]
    [InlineData("/compare")]
    public async Task Absurd_days_give_a_clear_page(string path)
    {
        char joint = path.Contains('?') ? '&' : '?';
        using HttpResponseMessage wrong = await market.Client.GetAsync($"{path}{joint}as_of=2025-02-31");
        using HttpResponseMessage early = await market.Client.GetAsync($"{path}{joint}as_of=0001-01-01");
        using HttpResponseMessage late = await market.Client.GetAsync($"{path}{joint}as_of=9999-12-31");

        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("takes a day like 2025-01-31");
        early.StatusCode.ShouldBe(HttpStatusCode.OK, market.Explain());
        late.StatusCode.ShouldBe(HttpStatusCode.OK, market.Explain());
    }

    private Task<MetricTable> RunAsync(string key) =>
        market.ReadAsync(connection => MetricCatalogue.Run(connection, key, "bazaar", s_until));

    private static BigInteger Sum(MetricTable table, string column) =>
        table.Rows.Aggregate(BigInteger.Zero, (sum, row) => sum + table.Integer(row, column));
}
