using System.Net;
using System.Text.RegularExpressions;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Tests.Recorded;
using Souk.Simulation.Catalogues;

namespace Souk.Dashboards.Tests.Pages;

public sealed partial class ActualPageTests : IAsyncLifetime
{
    /// <summary>The bazaar as somebody could have designed it: no emission, a tenth of the team's tokens at once.</summary>
    private const string Design = """
        title: The approved design
        question: What was promised?
        start: 2025-01-01
        horizon: 100 days
        tokens:
          GOLD: { decimals: 18, supply_max: 2M GOLD }
        parts:
          market: { kind: account, balance: 750k GOLD }
          team: { kind: account }
          vesting.Team: { kind: vesting.linear, total: 250k GOLD, to: team, launch_share: 10 %, cliff: 90 days, duration: 365 days }
          vesting.advisers: { kind: vesting.linear, total: 1k GOLD, to: team, duration: 365 days }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("souk-designs-");
    private FreshMarket _market = null!;

    [GeneratedRegex("data-month=\"([0-9-]+)\">(.*?)</tr>", RegexOptions.Singleline)]
    private static partial Regex Month { get; }

    [GeneratedRegex("data-value=\"([^\"]*)\"")]
    private static partial Regex Value { get; }

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "approved.yaml"), Design);
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "silver.yaml"),
            Design.Replace("GOLD", "SILVER", StringComparison.Ordinal)
        );
        File.Copy(
            Path.Combine(RecordedMarket.ScenarioFolder, "baseline.yaml"),
            Path.Combine(_folder.FullName, "baseline.yaml")
        );
        _market = await FreshMarket.StartAsync(new DashboardParts { ScenarioFolder = _folder.FullName });
    }

    public async ValueTask DisposeAsync()
    {
        await _market.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Months_that_are_over_stand_beside_the_plan_with_their_variance()
    {
        string page = await ReadAsync("/scenario/approved/actual", HttpStatusCode.OK);

        // A million on the first day, then 30 emitted and 10 burned a day; the last block is of 1 March.
        Rows(page, "supply")
            .ShouldBe(["2025-01 1001000 1001000 1001000 1000600 -400", "2025-02 1001000 1001000 1001000 1001160 160"]);
        Rows(page, "emitted").ShouldBe(["2025-01 0 0 0 900 900", "2025-02 0 0 0 840 840"]);
        Rows(page, "burned").ShouldBe(["2025-01 0 0 0 300 300", "2025-02 0 0 0 280 280"]);
        page.ShouldContain("Emitted in February 2025: 840 GOLD on chain, above the planned 0.");
        page.ShouldContain("Supply in January 2025: 1,000,600 GOLD on chain, below the planned 1,001,000.");
        Regex.Count(page, "data-outside").ShouldBe(8);
        page.ShouldContain("8 of 8 monthly values lie outside of their bands");
        // What the chain shows leads to its definition, SQL and rows.
        foreach (string key in new[] { "supply", "emissions", "unlocks" })
        {
            page.ShouldContain($"href=\"/metrics/{key}?market=bazaar\"");
        }

        AssumedShare share = AssumedShare.Of(Catalogue.Read("approved", _ => Design));
        page.ShouldContain(
            $"data-assumed=\"{share.Count}\">{share.Count} of {share.Inputs} inputs rest on an assumption"
        );
    }

    [Fact]
    public async Task Buckets_of_the_design_stand_beside_the_contracts_of_their_name()
    {
        string page = await ReadAsync("/scenario/approved/actual", HttpStatusCode.OK);

        // A tenth was free at once by design; the contract holds all until its cliff on day 90.
        string team = Bucket(page, "team");
        team.ShouldContain("total 250000 GOLD, launch share 10 %, cliff 90 days, duration 365 days");
        team.ShouldContain("2025-01-01 to 2026-01-01, nothing before 2025-04-01");
        Value.Matches(team).Select(match => match.Groups[1].Value).ShouldBe(["225000", "250000", "250000"]);
        team.ShouldContain("more is locked than designed");
        Bucket(page, "advisers").ShouldContain("no contract of this name");
    }

    [Fact]
    public async Task A_design_that_began_later_is_compared_from_that_day_on()
    {
        string page = await ReadAsync("/scenario/approved/actual?market=bazaar&from=2025-02-01", HttpStatusCode.OK);

        Rows(page, "burned").ShouldBe(["2025-02 0 0 0 280 280"]);
        string csv = await _market.Client.GetStringAsync(
            "/scenario/approved/actual?market=bazaar&from=2025-02-01&file=burned.csv"
        );
        csv.ShouldContain("2025-02-01,2025-02-28,0,0,0,280,280,,true,Synthetic demo");
    }

    [Theory]
    [InlineData("/scenario/nothing/actual", HttpStatusCode.NotFound, "")]
    [InlineData("/scenario/baseline/actual", HttpStatusCode.UnprocessableEntity, "nothing has followed yet")]
    [InlineData("/scenario/bazaar/actual", HttpStatusCode.UnprocessableEntity, "nothing has followed yet")]
    [InlineData(
        "/scenario/silver/actual",
        HttpStatusCode.UnprocessableEntity,
        "No indexed market has the design's token SILVER."
    )]
    [InlineData(
        "/scenario/approved/actual?market=moon",
        HttpStatusCode.UnprocessableEntity,
        "No market \"moon\" is indexed. Known: bazaar, empty."
    )]
    [InlineData(
        "/scenario/approved/actual?market=empty",
        HttpStatusCode.UnprocessableEntity,
        "Empty has no token on chain yet"
    )]
    [InlineData(
        "/scenario/approved/actual?from=2031-01-01",
        HttpStatusCode.UnprocessableEntity,
        "No month is over that both have"
    )]
    [InlineData("/scenario/approved/actual?from=yesterday", HttpStatusCode.BadRequest, "is no day")]
    [InlineData("/scenario/approved/actual?set=gossip.fee=1", HttpStatusCode.BadRequest, "gossip")]
    [InlineData(
        "/scenario/approved/actual?from=9999-12-31",
        HttpStatusCode.UnprocessableEntity,
        "No month is over that both have"
    )]
    public async Task What_cannot_be_compared_gives_a_page_that_says_why(
        string path,
        HttpStatusCode status,
        string reason
    ) => (await ReadAsync(path, status)).ShouldContain(reason);

    private async Task<string> ReadAsync(string path, HttpStatusCode status)
    {
        using HttpResponseMessage reply = await _market.Client.GetAsync(path);
        string page = WebUtility.HtmlDecode(await reply.Content.ReadAsStringAsync());
        reply.StatusCode.ShouldBe(status, page);
        page.ShouldContain("<main");
        page.ShouldNotContain("   at Souk.");
        return page;
    }

    private static IEnumerable<string> Rows(string page, string key)
    {
        string part = page[page.IndexOf($"data-plan=\"{key}\"", StringComparison.Ordinal)..];
        return Month
            .Matches(part[..part.IndexOf("</section>", StringComparison.Ordinal)])
            .Select(row =>
                string.Join(
                    ' ',
                    [row.Groups[1].Value, .. Value.Matches(row.Groups[2].Value).Select(value => value.Groups[1].Value)]
                )
            );
    }

    private static string Bucket(string page, string name)
    {
        string row = page[page.IndexOf($"data-bucket=\"{name}\"", StringComparison.Ordinal)..];
        return row[..row.IndexOf("</tr>", StringComparison.Ordinal)];
    }
}
