using System.Net;
using System.Numerics;
using System.Text.RegularExpressions;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Tests.Recorded;
using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Designs;
using Souk.Simulation.Experiments;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Pages;

public sealed class MemoPageTests(RecordedMarket market)
{
    private static readonly Blueprint s_attacks = BlueprintFile.Load(
        Path.Combine(RecordedMarket.ScenarioFolder, "attacks.yaml")
    );

    [Fact]
    public async Task A_markets_memo_has_its_numbers_its_open_statements_and_three_things_that_would_change_it()
    {
        MetricTable supply = await market.RunAsync("supply");
        BigInteger total = supply.Integer(supply.Rows[^1], "supply");

        string page = await market.PageAsync("/m/bazaar/memo");

        Part(page, "known").ShouldContain($"<span>{new Amount(total, new TokenUnit("GOLD", 18)).Short} GOLD");
        Part(page, "unverifiable").ShouldContain("At most a hundred wallets");
        Part(page, "unverifiable").ShouldNotContain("At most one wallet took part.");
        Regex.Count(Part(page, "changes"), "<li>").ShouldBe(3);
        Part(page, "assumed").ShouldContain("<li>");
    }

    [Fact]
    public async Task A_scenarios_memo_says_what_its_runs_say_and_names_the_strongest_assumptions()
    {
        BlueprintResult runs = BlueprintEnsemble.Run(s_attacks, seed: 1, runs: 32);
        IReadOnlyList<Variation> ranges = Ranges.Of(s_attacks);

        string page = await market.PageAsync("/scenario/attacks/memo");

        string first = Regex.Match(Part(page, "known"), "<a href=\"[^\"]*\">([^<]*)</a>").Groups[1].Value;
        MetricSeries series = runs.Metrics.First(one => one.Spec.Title == first);
        Part(page, "known")
            .ShouldContain(new Bands(series, series, s_attacks.Start, Runs: 32, IsChanged: false).Sentence);
        Part(page, "known").ShouldContain("One model only: nobody in the scenario expects anything");
        Sensitivity sensitivity = Sensitivity.Of(
            s_attacks,
            ranges,
            series.Spec.Key,
            seed: 1,
            Sensitivity.RunsOf(s_attacks, ranges.Count),
            TestContext.Current.CancellationToken
        );
        Part(page, "changes").ShouldContain($">{sensitivity.Swings[0].Range.Path}</a>");
        Regex.Count(Part(page, "changes"), "<li>").ShouldBe(3);
        int assumed = FactSheet.Of(s_attacks).Count(fact => fact.Confidence == Confidence.Assumed);
        Part(page, "unverifiable").ShouldContain($"{assumed} of ");
        page.ShouldNotContain("predict");
    }

    [Theory]
    [InlineData("/m/nowhere/memo", 404)]
    [InlineData("/scenario/nothing/memo", 404)]
    [InlineData("/scenario/attacks/memo?set=nonsense", 400)]
    public async Task A_wrong_address_is_refused(string path, int status)
    {
        using HttpResponseMessage reply = await market.Client.GetAsync(path);

        reply.StatusCode.ShouldBe((HttpStatusCode)status, market.Explain());
    }

    [Fact]
    public async Task Every_form_that_changes_something_carries_the_token_of_its_page()
    {
        foreach (string path in new[] { "/explore", "/scenario/new" })
        {
            string page = await market.PageAsync(path);

            Regex
                .Matches(page, "<form[^>]*method=\"post\".*?</form>", RegexOptions.Singleline)
                .Select(form => form.Value)
                .ShouldAllBe(form => form.Contains("__RequestVerificationToken"));
        }
    }

    private static string Part(string page, string key) => page.Split($"data-memo=\"{key}\"")[1].Split("</section>")[0];
}
