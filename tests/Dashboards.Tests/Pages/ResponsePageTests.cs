using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Souk.Dashboards.EventStudies;
using Souk.Dashboards.Tests.Recorded;
using Souk.Research.Responses;
using Souk.Research.RuleFiles;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.Tests.Pages;

public sealed class ResponsePageTests(RecordedMarket market)
{
    [Fact]
    public async Task Too_few_events_are_an_answer_and_nothing_is_drawn_from_them()
    {
        string page = await market.PageAsync("/responses?event=burn");

        string study = Study(page, "spending-burn");
        study.ShouldContain("Spending after a day of unusual burns: measured too few events");
        study.ShouldContain("0 days with clean events, of 8 that it takes");
        study.ShouldNotContain("data-plot");
        page.ShouldContain("Of 6 links 0 are measured, 6 assumed and 0 broken");
    }

    [Fact]
    public async Task A_scenario_is_laid_over_it_with_the_estimates_of_the_same_code()
    {
        BlueprintResult runs = BlueprintEnsemble.Run(
            BlueprintFile.Load(Path.Combine(RecordedMarket.ScenarioFolder, "people-crowd.yaml")),
            seed: 1,
            StudyDesk.Runs
        );
        ResponsePanel panel = DayPanel.Of(SimulatedBooks.Of(runs), Happening.Price, DayOutcome.Entry)!;
        ResponseEstimate estimate = ResponseEstimator.Estimate(panel, DayPanel.Design);

        string page = await market.PageAsync("/responses?event=price&scenario=people-crowd");
        string again = await market.PageAsync("/responses?event=price&scenario=people-crowd");

        string simulated = Study(page, "entry-price").Split("data-side=\"simulated\"")[1].Split("</tr>")[0];
        double.Parse(Regex.Match(simulated, "data-value=\"([^\"]+)\"").Groups[1].Value, CultureInfo.InvariantCulture)
            .ShouldBe(estimate.Effect!.Value, 1e-12);
        simulated.ShouldContain($"data-events=\"{estimate.Events}\" data-days=\"{estimate.EventDays}\"");
        Study(page, "entry-price").ShouldContain("16 runs of “");
        Study(again, "entry-price").ShouldBe(Study(page, "entry-price"));
        page.ShouldNotContain("data-study=\"price-price\"");
    }

    [Fact]
    public async Task Agents_are_laid_over_people_with_their_estimate_and_their_path()
    {
        ResponseDesign design = new();
        ResponsePanel panel = SimulatedResponses.Read(
            BlueprintFile.Load(Path.Combine(RecordedMarket.ScenarioFolder, "masa-like.yaml")),
            "data_stakers",
            "data.posts",
            seed: 1
        );
        ResponseEstimate estimate = ResponseEstimator.Estimate(panel, design);
        const string Asked = "event=reward&scenario=masa-like&people=data_stakers&payer=data.posts";

        string page = await market.PageAsync($"/responses?{Asked}");
        string csv = await market.PageAsync($"/responses?{Asked}&file=people-presence.csv");

        string[] rows = Study(page, "people-presence").Split("data-side=\"");
        rows.Length.ShouldBe(3);
        rows[1].ShouldStartWith("measured");
        rows[2].ShouldStartWith("simulated");
        rows[2].ShouldContain($"data-value=\"{estimate.Effect!.Value.ToString("R", CultureInfo.InvariantCulture)}\"");
        rows[2].ShouldContain($"data-events=\"{estimate.Events}\" data-days=\"{estimate.EventDays}\"");
        csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith("simulated,"))
            .Select(line => double.Parse(line.Split(',')[^4], CultureInfo.InvariantCulture))
            .ShouldBe(ResponsePath.Of(panel, design).Select(day => day.Effect));
    }

    [Fact]
    public async Task The_file_has_every_day_of_the_path_in_full()
    {
        string csv = await market.PageAsync("/responses?event=price&scenario=people-crowd&file=entry-price.csv");

        string[] lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("source,of,lag_days,effect,low_95,high_95,label");
        lines.Length.ShouldBe(15);
        lines[1].ShouldStartWith("simulated,");
        lines.Skip(1).ShouldAllBe(line => line.EndsWith(",Synthetic demo"));
    }

    [Fact]
    public async Task Accounts_that_a_scenario_does_not_have_are_named_and_what_is_measured_stays()
    {
        using HttpResponseMessage reply = await market.Client.GetAsync(
            "/responses?scenario=people-crowd&people=nobody&payer=outside"
        );
        string page = await reply.Content.ReadAsStringAsync();

        reply.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.ShouldContain("&#x27;nobody&#x27; has no accounts in the scenario; there are ");
        page.ShouldContain("data-study=\"people-presence\"");
    }

    [Theory]
    [InlineData("/responses?market=nowhere", 404)]
    [InlineData("/responses?scenario=nothing", 404)]
    [InlineData("/responses?event=gossip", 400)]
    [InlineData("/responses?seed=-1", 400)]
    [InlineData("/responses?file=gossip.csv", 404)]
    [InlineData("/responses?file=entry-reward.gif", 404)]
    [InlineData("/responses?file=entry-reward.pdf", 200)]
    public async Task What_is_asked_wrongly_is_refused_and_a_chart_of_nothing_is_a_file(string path, int status)
    {
        using HttpResponseMessage reply = await market.Client.GetAsync(path);

        reply.StatusCode.ShouldBe((HttpStatusCode)status, market.Explain());
        (await reply.Content.ReadAsStringAsync()).ShouldNotContain("   at Souk.");
    }

    private static string Study(string page, string key) =>
        page.Split($"data-study=\"{key}\"")[1].Split("</figure>")[0];
}
