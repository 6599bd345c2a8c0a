using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Souk.Dashboards.Tests.Recorded;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Statements;
using Souk.Warehouse.Values;

namespace Souk.Dashboards.Tests.Pages;

public sealed class StatementPageTests(RecordedMarket market)
{
    private const string Owner = "0x00000000000000000000000000000000000000a3";

    [Fact]
    public async Task A_partys_statement_shows_what_was_rewarded_recorded_and_seen()
    {
        string page = await market.PageAsync($"/party/{Owner}");

        // A royalty of 66 USDC and a reward of 5 GOLD; 59 times 30 GOLD minted to it, of which it burned 10 each.
        ShouldHold(page, "data-total=\"bazaar royalty USDC\"", "66000000");
        ShouldHold(page, "data-total=\"bazaar reward GOLD\"", "5000000000000000000");
        ShouldHold(page, "data-balance=\"bazaar GOLD\"", "1180000000000000000000");
        // Two contributions to a, which it registered; it was paid twice, and got and sent tokens on 59 days.
        ShouldHold(page, "data-recorded=\"bazaar/a contributor\"", "2");
        ShouldHold(page, "data-recorded=\"bazaar/a owner, by its registration\"", "1");
        ShouldHold(page, "data-seen=\"bazaar received tokens\"", "59");
        ShouldHold(page, "data-seen=\"bazaar sent tokens\"", "59");
        ShouldHold(page, "data-seen=\"bazaar was paid\"", "2");
        ShouldHold(page, "data-seen=\"bazaar contributed\"", "2");
        ShouldHold(page, "data-seen=\"bazaar registered assets\"", "1");
        // Of two pieces of work one was rejected and one is not judged.
        ShouldHold(page, "data-work=\"bazaar/work/1\"", "rejected");
        ShouldHold(page, "data-work=\"bazaar/work/2\"", "pending");
        page.ShouldContain("12 of 100");
        ShouldHold(page, "data-seen=\"bazaar handed in work\"", "2");
        ShouldHold(page, "data-seen=\"bazaar had work rejected\"", "1");
        RewardStatement statement = await market.ReadAsync(connection =>
            RewardStatement.Read(connection, Address.Parse(Owner))
        );
        statement.Totals.Count.ShouldBe(2);
        foreach (RewardTotal total in statement.Totals)
        {
            ShouldHold(page, $"data-total=\"{total.System} {total.Role} {total.Symbol}\"", $"{total.Amount}");
        }

        page.ShouldContain("href=\"/asset/bazaar/a\"");
        page.ShouldContain("royalty on Dates & <b>Figs</b>");
    }

    [Fact]
    public async Task A_party_of_many_assets_has_a_page_of_the_first_of_them_and_all_in_its_file()
    {
        await using FreshMarket busy = await FreshMarket.StartAsync();
        busy.Connection.Execute(
            "insert into market.contribution select 1, 41, n, timestamp '2025-02-11', 'bazaar', 'bazaar/many' || n, 3, 1 from range(300) r (n)"
        );

        string page = await busy.Client.GetStringAsync($"/party/{Owner}");
        string csv = await busy.Client.GetStringAsync($"/party/{Owner}?file=recorded.csv");

        Regex.Count(page, "data-recorded=\"").ShouldBe(200);
        page.ShouldContain("200 of 302, those with most records in each market first; the files hold all.");
        Regex.Count(csv, "bazaar/many[0-9]+,").ShouldBe(300);
    }

    [Fact]
    public async Task The_rewards_file_traces_each_payment_to_its_log()
    {
        string csv = await market.Client.GetStringAsync($"/api/v1/parties/{Owner}/rewards.csv");

        string[] lines = csv.TrimEnd().Split("\r\n");
        lines.Length.ShouldBe(3);
        lines[1].ShouldContain("royalty");
        lines[1].ShouldContain(",1,11,21,22,");
    }

    [Fact]
    public async Task Rewards_and_provenance_are_as_of_a_day()
    {
        string rewards = $"/api/v1/parties/{Owner}/rewards.csv?as_of=";
        string prov = "/api/v1/prov/bazaar/model?as_of=";

        string[] before = (await market.Client.GetStringAsync(rewards + "2025-02-14")).TrimEnd().Split("\r\n");
        string[] until = (await market.Client.GetStringAsync(rewards + "2025-02-15")).TrimEnd().Split("\r\n");
        JsonObject alone = JsonNode.Parse(await market.Client.GetStringAsync(prov + "2025-01-02"))!.AsObject();
        JsonObject made = JsonNode.Parse(await market.Client.GetStringAsync(prov + "2025-01-03"))!.AsObject();
        using HttpResponseMessage unborn = await market.Client.GetAsync(prov + "2025-01-01");

        before.Length.ShouldBe(2);
        before[1].ShouldContain(",66000000,");
        until.Length.ShouldBe(3);
        until[2].ShouldContain(",5000000000000000000,");
        alone["entity"]!.AsObject().Select(one => one.Key).ShouldBe(["asset:bazaar/model"]);
        alone.ContainsKey("wasDerivedFrom").ShouldBeFalse();
        made["wasDerivedFrom"]!.AsObject().Count.ShouldBe(3);
        unborn.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (string address in (string[])[rewards, prov])
        {
            using HttpResponseMessage wrong = await market.Client.GetAsync(address + "noon");
            wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task An_asset_shows_its_lineage_terms_and_the_royalties_that_its_metric_says()
    {
        MetricTable royalties = await market.RunAsync("royalties");

        string page = await market.PageAsync("/asset/bazaar/model");

        page.ShouldContain("Made of 3 parts in 2 generations");
        Regex.Count(page, "class=\"edge").ShouldBe(3);
        Regex.Count(page, "class=\"edge unsure\"").ShouldBe(1);
        foreach (object?[] row in royalties.Rows)
        {
            string shown = page[page.IndexOf($"data-owed=\"{row[0]}\"", StringComparison.Ordinal)..];
            Regex
                .Matches(shown[..shown.IndexOf("</tr>", StringComparison.Ordinal)], "data-value=\"([^\"]*)\"")
                .Select(match => match.Groups[1].Value)
                .ShouldBe(new[] { "owed", "paid", "unpaid" }.Select(column => $"{royalties.Integer(row, column)}"));
        }

        page.ShouldContain("10.0 % goes upstream", Case.Sensitive);
        page.ShouldContain("validation, accepted");
        (await market.PageAsync("/asset/bazaar/a")).ShouldContain("CC-BY-4.0");
    }

    [Fact]
    public async Task Names_from_the_chain_cannot_bring_markup_along()
    {
        string raw = await market.Client.GetStringAsync("/asset/bazaar/model");

        raw.ShouldNotContain("<b>Figs</b>");
        raw.ShouldContain("Dates &amp; &lt;b&gt;Figs");
    }

    [Theory]
    [InlineData("/party/0x12")]
    [InlineData("/party/0xffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("/asset/bazaar/nothing")]
    [InlineData("/asset/..%2f..%2fetc%2fpasswd")]
    [InlineData("/api/v1/prov/bazaar/nothing")]
    public async Task Who_or_what_is_unknown_is_not_found(string path)
    {
        using HttpResponseMessage reply = await market.Client.GetAsync(path);

        reply.StatusCode.ShouldBe(HttpStatusCode.NotFound, market.Explain());
    }

    private static void ShouldHold(string page, string place, string value)
    {
        int at = page.IndexOf(place, StringComparison.Ordinal);
        at.ShouldBeGreaterThan(0, place);
        page.Substring(at, Math.Min(600, page.Length - at))
            .ShouldContain($"data-value=\"{value}\"", Case.Sensitive, place);
    }
}
