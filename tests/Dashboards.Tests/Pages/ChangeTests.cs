using System.Net;
using System.Text.RegularExpressions;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Tests.Recorded;
using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;

namespace Souk.Dashboards.Tests.Pages;

/// <summary>A reader's changes in the editor: as a file to keep, and taken back.</summary>
public sealed class ChangeTests(RecordedMarket market)
{
    private static readonly Blueprint s_governance = BlueprintFile.Load(
        Path.Combine(RecordedMarket.ScenarioFolder, "governance.yaml")
    );

    [Theory]
    [InlineData("governance")]
    [InlineData("governance", "mint.per_day=10k TKN/day", "mint.per_day=11k TKN/day")]
    [InlineData("masa-like-quiet")]
    [InlineData("masa-like-quiet", "buyers.market_fee=12 %")]
    public async Task The_scenario_that_is_downloaded_is_the_one_that_the_page_plays(
        string name,
        params string[] changes
    )
    {
        string path = Path.Combine(RecordedMarket.ScenarioFolder, name + ".yaml");
        Blueprint played = changes
            .Select(change => change.Split('='))
            .Aggregate(BlueprintFile.Load(path), (all, change) => all.With(change[0], change[1]));
        string page = await market.PageAsync(
            $"/scenarios/{name}?seed=9&{string.Join('&', changes.Select(change => $"set={Uri.EscapeDataString(change)}"))}"
        );
        string link = Regex.Match(page, "href=\"([^\"]*)\" data-download").Groups[1].Value;

        using HttpResponseMessage reply = await market.Client.GetAsync(WebUtility.HtmlDecode(link));

        reply.StatusCode.ShouldBe(HttpStatusCode.OK, market.Explain());
        reply.Content.Headers.ContentType!.MediaType.ShouldBe("text/yaml");
        reply.Content.Headers.ContentDisposition!.FileName.ShouldBe("scenario.yaml");
        string text = await reply.Content.ReadAsStringAsync();
        Read(text).Hash.ShouldBe(played.Hash);
        if (changes.Length == 0)
        {
            text.ShouldBe(await File.ReadAllTextAsync(path));
        }

        // What ships may lie beside it.
        static Blueprint Read(string text) =>
            Catalogue.Read(
                "scenario",
                asked =>
                    asked == "scenario"
                        ? text
                        : File.ReadAllText(
                            Path.Combine(RecordedMarket.ScenarioFolder, Path.ChangeExtension(asked, "yaml"))
                        )
            );
    }

    [Fact]
    public void Changes_over_changes_are_one_block_in_which_the_newer_counts()
    {
        const string Own = "title: Mine\nset:\n  mint.per_day: '1 TKN/day'\n  pool.fee: '2 %'\n";
        Design design = new("own-1", s_governance, s_governance, [("pool.fee", "3 %")], 1, [], null);

        design.Over(Own).ShouldBe("title: Mine\nset:\n  pool.fee: '3 %'\n  mint.per_day: '1 TKN/day'\n");
        design.Over("title: Mine\n").ShouldBe("title: Mine\nset:\n  pool.fee: '3 %'\n");
        design.Over("set: { pool.fee: 2 % }\ntitle: Mine\n").ShouldBeNull();
    }

    [Fact]
    public async Task Beside_each_change_stands_the_way_back_without_it()
    {
        string page = await market.PageAsync(
            "/scenarios/governance?set=mint.per_day=10k TKN/day&set=pool.fee=1 %25&m=pool.price&seed=4"
        );

        Dictionary<string, string> ways = Regex
            .Matches(page, "href=\"([^\"]*)\" data-undo=\"([^\"]*)\"")
            .ToDictionary(
                match => match.Groups[2].Value,
                match => Uri.UnescapeDataString(WebUtility.HtmlDecode(match.Groups[1].Value))
            );
        ways.Count.ShouldBe(2);
        ways["mint.per_day"].ShouldStartWith("/scenarios/governance?set=pool.fee=1 %&m=pool.price&");
        ways["mint.per_day"].ShouldEndWith("&seed=4");
        ways["pool.fee"].ShouldStartWith("/scenarios/governance?set=mint.per_day=10k TKN/day&m=pool.price&");
    }
}
