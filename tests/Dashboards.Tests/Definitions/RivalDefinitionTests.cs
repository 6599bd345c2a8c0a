using Souk.Dashboards.Definitions;
using Souk.Dashboards.Tests.Recorded;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Definitions;

public sealed class RivalDefinitionTests(RecordedMarket market)
{
    // Those that sites are known to disagree on.
    [Theory]
    [InlineData("supply", "Token Terminal")]
    [InlineData("circulating", "TokenUnlocks")]
    [InlineData("valuation", "TokenUnlocks")]
    [InlineData("emissions", "Tokenomist")]
    [InlineData("inflation", "Tokenomist")]
    [InlineData("unlocks", "Messari")]
    [InlineData("unlock_overhang", "Messari")]
    [InlineData("fees", "DefiLlama")]
    [InlineData("multiples", "Token Terminal")]
    [InlineData("real_yield", "no standard")]
    [InlineData("gmv", "DefiLlama")]
    [InlineData("consume_volume", "a16z")]
    [InlineData("velocity", "Coin Metrics")]
    [InlineData("nakamoto", "Srinivasan and Lee")]
    [InlineData("contributors", "Token Terminal")]
    public async Task A_number_that_others_define_otherwise_says_how_and_why_they_differ(string metric, string definer)
    {
        RivalDefinition rival = RivalDefinition.Of(metric).First(one => one.Definer == definer);

        string page = System.Net.WebUtility.HtmlDecode(await market.PageAsync($"/metrics/{metric}"));

        page.ShouldContain($"<strong>{definer}</strong>: ");
        page.ShouldContain(rival.Difference);
    }

    [Theory]
    [InlineData(
        "unlock_overhang",
        """<a href="/metrics/overhang_rows">Which unlocks are ahead, by whose definition</a>"""
    )]
    [InlineData("real_yield", """<a href="/metrics/yield_rows">""")]
    public async Task A_number_of_several_definitions_leads_to_the_rows_between_them(string metric, string link)
    {
        string page = await market.PageAsync($"/metrics/{metric}");

        page.ShouldContain("What makes two definitions differ, row by row: " + link);
        (await market.PageAsync("/metrics/velocity")).ShouldNotContain("What makes two definitions differ");
    }

    [Fact]
    public void Every_rival_is_one_of_a_metric_that_there_is() =>
        RivalDefinition.Keys.Except(MetricCatalogue.All.Select(metric => metric.Key)).ShouldBeEmpty();
}
