using System.Net;
using System.Numerics;
using System.Text.RegularExpressions;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Tests.Recorded;
using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.Tests.Pages;

public sealed class FlowPageTests(RecordedMarket market)
{
    private static readonly Blueprint Capital = BlueprintFile.Load(
        Path.Combine(RecordedMarket.ScenarioFolder, "people-capital.yaml")
    );

    [Fact]
    public void What_is_burned_in_the_flows_is_what_the_run_says_was_burned()
    {
        BlueprintResult run = BlueprintEnsemble.Run(Capital, seed: 3, runs: 1);
        MetricSeries burned = run.Metrics.First(metric => metric.Spec.Key == "burned");

        CashFlows flows = CashFlows
            .Of(Capital, seed: 3, CancellationToken.None)
            .Single(one => one.Token.Symbol == "TKN");

        BigInteger sum = flows
            .Flows.Where(flow => flow.To == "burned")
            .Aggregate(BigInteger.Zero, (all, flow) => all + flow.Amount);
        sum.ShouldBeGreaterThan(0);
        ((double)sum / 1e6).ShouldBe(burned[0, burned.Days - 1], 1e-6);
    }

    [Fact]
    public async Task The_page_shows_the_flows_of_a_token_with_their_picture_and_files()
    {
        CashFlows flows = CashFlows
            .Of(Capital, seed: 1, CancellationToken.None)
            .Single(one => one.Token.Symbol == "USDC");

        string page = await market.PageAsync("/scenarios/people-capital/flows?token=USDC");
        string csv = await market.Client.GetStringAsync("/scenarios/people-capital/flows?token=USDC&file=flows.csv");

        page.ShouldContain(flows.Sentence);
        AssumedShare share = AssumedShare.Of(Capital);
        page.ShouldContain(
            $"data-assumed=\"{share.Count}\">{share.Count} of {share.Inputs} inputs rest on an assumption"
        );
        page.ShouldContain(
            $"data-flow=\"{flows.Flows[0].From} {flows.Flows[0].To}\"><th scope=\"row\">{flows.Flows[0].From}</th><td class=\"word\">{flows.Flows[0].To}</td><td data-value=\"{flows.Flows[0].Amount}\""
        );
        Regex.Count(page, "<svg ").ShouldBe(4, "on light and dark paper, at a desk and on a phone");
        csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(flows.Flows.Count + 1);
        (await market.PageAsync("/scenarios/people-capital")).ShouldContain("href=\"/scenarios/people-capital/flows?");
    }

    [Theory]
    [InlineData("/scenarios/nothing/flows", 404)]
    [InlineData("/scenarios/people-capital/flows?token=GOLD", 400)]
    [InlineData("/scenarios/people-capital/flows?set=gossip.fee=1", 400)]
    public async Task A_wrong_address_is_refused_with_a_reason(string path, int status)
    {
        using HttpResponseMessage reply = await market.Client.GetAsync(path);

        reply.StatusCode.ShouldBe((HttpStatusCode)status, market.Explain());
        (await reply.Content.ReadAsStringAsync()).ShouldNotContain("   at Souk.");
    }
}
