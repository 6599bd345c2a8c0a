using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Souk.Dashboards.Tests.Recorded;
using Souk.Warehouse.Claims;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Pages;

public sealed class ClaimPageTests(RecordedMarket market)
{
    /// <summary>Two statements that the bazaar's own metric decides.</summary>
    public const string File = """
        system: bazaar
        claims:
          - claim: few-wallets
            statement: At most a hundred wallets <b>took part</b>.
            date: 2026-03
            speaker: The bazaar's keeper
            interest: independent
            relation: at most
            value: 100
            unit: wallets
            metric: wallets
            column: seen
            take: last
            sees: part
            verdict: partly observable
            why: Wallets can be counted.
            confidence: reported
            source: a page that is not there
          - claim: one-wallet
            statement: At most one wallet took part.
            date: 2026-03
            speaker: A rival
            interest: holder
            relation: at most
            value: 1
            unit: wallets
            metric: wallets
            column: seen
            take: last
            sees: part
            verdict: partly observable
            why: Wallets can be counted.
            confidence: reported
            source: another page that is not there
        """;

    [Fact]
    public async Task A_claim_shows_who_gains_by_it_and_the_number_of_the_metric_that_contradicts_it()
    {
        MetricTable wallets = await market.RunAsync("wallets");
        string seen = Convert.ToString(wallets.Value<object>(wallets.Rows[^1], "seen"), CultureInfo.InvariantCulture)!;

        string page = await market.PageAsync("/claims?market=bazaar");

        string claim = Card(page, "bazaar/one-wallet");
        claim.ShouldContain(">contradicted</span>");
        claim.ShouldContain("A rival");
        claim.ShouldContain("holder, 2026-03");
        claim.ShouldContain($"data-measured=\"{seen}\"");
        claim.ShouldContain("href=\"/metrics/wallets?market=bazaar\"");
        Card(page, "bazaar/few-wallets").ShouldContain(">partly observable</span>");
    }

    [Fact]
    public async Task Verdicts_on_the_page_and_in_the_api_are_those_of_the_check()
    {
        CheckedClaim[] expected = await market.ReadAsync(connection =>
            market.Claims.Select(claim => ClaimCheck.Run(connection, claim)).ToArray()
        );

        string page = await market.PageAsync("/claims");
        JsonElement answer = JsonDocument.Parse(await market.Client.GetStringAsync("/api/v1/claims")).RootElement;

        string[] verdicts = [.. expected.Select(found => $"{found.Claim.System}/{found.Claim.Name}: {found.Verdict}")];
        Regex
            .Matches(page, "data-claim=\"([^\"]+)\".*?data-verdict>([^<]+)<", RegexOptions.Singleline)
            .Select(match => $"{match.Groups[1].Value}: {match.Groups[2].Value}")
            .ShouldBe(verdicts);
        answer
            .EnumerateArray()
            .Select(one =>
                $"{one.GetProperty("market").GetString()}/{one.GetProperty("claim").GetString()}: {one.GetProperty("verdict").GetString()}"
            )
            .ShouldBe(verdicts);
        page.ShouldContain(
            $"<strong data-count=\"contradicted\">{verdicts.Count(one => one.EndsWith("contradicted"))}</strong>"
        );
    }

    [Fact]
    public async Task Words_of_a_file_are_no_markup_and_an_unknown_market_is_not_found()
    {
        string page = await market.Client.GetStringAsync("/claims?market=bazaar");
        using HttpResponseMessage unknown = await market.Client.GetAsync("/claims?market=nowhere");

        page.ShouldContain("&lt;b&gt;took part&lt;/b&gt;");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Card(string page, string claim) =>
        page.Split($"data-claim=\"{claim}\"")[1].Split("</article>")[0];
}
