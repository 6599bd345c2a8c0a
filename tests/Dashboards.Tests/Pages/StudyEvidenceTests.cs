using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Souk.Dashboards.EventStudies;
using Souk.Dashboards.Records;
using Souk.Dashboards.Tests.Recorded;
using Souk.Research.Responses;
using Souk.Research.RuleFiles;
using Souk.Simulation.Experiments;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Pages;

/// <summary>From an event study to its events, its days, its SQL and its transactions.</summary>
public sealed class StudyEvidenceTests(RecordedMarket market)
{
    [Fact]
    public async Task An_event_leads_to_the_payments_that_it_is_made_of()
    {
        string studies = await market.PageAsync("/responses?event=fee&market=bazaar");
        string link = Regex
            .Match(studies, "data-study=\"spending-fee\".*?href=\"([^\"]*)\" data-behind", RegexOptions.Singleline)
            .Groups[1]
            .Value;
        string page = await market.PageAsync(link);
        string happened = Row(page, "data-event=\"bazaar 2025-02-15\"");
        string facts = Regex.Match(happened, "href=\"([^\"]*)\"").Groups[1].Value;
        string rows = await market.PageAsync(facts);

        link.ShouldBe("/responses/spending-fee?market=bazaar");
        // 25 USDC on a day, and 25 on one of the 28 before.
        Values(happened).ShouldBe([25, 25.0 / 28]);
        page.ShouldContain("Events: 1, of which the estimate counts ");
        facts.ShouldBe("/m/bazaar/facts/payment?from=2025-02-15&to=2025-02-15&what=protocol_fee&symbol=USDC");
        rows.ShouldContain("data-count=\"1\"");
        rows.ShouldContain("data-sum=\"USDC\" data-value=\"25000000\"");
    }

    [Fact]
    public async Task Days_are_those_of_the_panel_and_the_queries_give_them_again()
    {
        IReadOnlyList<DayBook> books = await market.ReadAsync(MarketBooks.Read);
        ResponsePanel panel = DayPanel.Of(books, Happening.Fee, DayOutcome.Hours)!;

        string page = await market.PageAsync("/responses/hours-fee");
        string[] days = Lines(await market.PageAsync("/responses/hours-fee?file=days.csv"));
        string query = page.Split("data-query=\"market_days\"")[1].Split("</details>")[0];
        string asOf = Regex.Match(query, "data-parameter=\"as_of\">([^<]*)<").Groups[1].Value;
        string sql = WebUtility.HtmlDecode(
            Regex.Match(query, "<pre.*?<code>(.*?)</code>", RegexOptions.Singleline).Groups[1].Value
        );
        MetricTable ran = await market.ReadAsync(connection =>
            RecordQuery.RunText(
                connection,
                sql,
                ("market", "bazaar"),
                ("as_of", DateTime.Parse(asOf, CultureInfo.InvariantCulture))
            )
        );

        query.ShouldContain("data-parameter=\"market\">bazaar, empty<");
        sql.ShouldBe(RecordQuery.Text("market_days"));
        days[0]
            .ShouldBe("unit,day,happened,mean_of_28_days_before,is_event,is_counted,outcome,outcome_estimated,label");
        days.Length.ShouldBe(1 + panel.Days);
        days.Skip(1)
            .Select(line => double.Parse(line.Split(',')[7], CultureInfo.InvariantCulture))
            .ShouldBe(panel.Outcomes[0]);
        days.Skip(1)
            .Select(line => double.Parse(line.Split(',')[6], CultureInfo.InvariantCulture))
            .ShouldBe(ran.Rows.Select(row => (double)ran.Integer(row, "present")));
        page.ShouldContain("souk responses --db FILE --event fee --outcome hours --before 7 --after 7 --json");
        page.ShouldContain("href=\"/metrics/payments?market=bazaar\"");
    }

    [Fact]
    public async Task People_who_were_paid_lead_to_their_payment()
    {
        const string Party = "0x00000000000000000000000000000000000000a3";

        string page = await market.PageAsync("/responses/people-contributions?market=bazaar");
        string happened = Row(page, $"data-event=\"{Party} 2025-02-15\"");
        string did = Row(page, $"data-day=\"{Party} 2025-02-10\"");

        happened.ShouldContain($"/m/bazaar/facts/payment?from=2025-02-15&to=2025-02-15&what=reward&party={Party}");
        did.ShouldContain($"/m/bazaar/facts/contribution?from=2025-02-10&to=2025-02-10&party={Party}");
        page.ShouldContain("data-parameter=\"role\">reward<");
        foreach (string query in (string[])["outcomes", "events", "last_day", "parties"])
        {
            page.ShouldContain($"data-query=\"{query}\"");
        }
    }

    [Fact]
    public async Task Runs_of_a_scenario_say_that_no_query_is_behind_them_and_which_command_is()
    {
        BlueprintResult runs = BlueprintEnsemble.Run(
            BlueprintFile.Load(Path.Combine(RecordedMarket.ScenarioFolder, "people-crowd.yaml")),
            seed: 1,
            StudyDesk.Runs
        );
        ResponsePanel panel = DayPanel.Of(SimulatedBooks.Of(runs), Happening.Price, DayOutcome.Entry)!;

        string page = await market.PageAsync("/responses/entry-price?scenario=people-crowd&of=simulated");
        string[] events = Lines(
            await market.PageAsync("/responses/entry-price?scenario=people-crowd&of=simulated&file=events.csv")
        );

        events.Length.ShouldBe(1 + panel.Events.Count);
        page.ShouldContain("No SQL is behind these numbers");
        page.ShouldContain(
            "souk responses --scenario people-crowd --event price --outcome entry --before 7 --after 7 --seed 1 --json"
        );
        page.ShouldContain(runs.ScenarioHash);
        page.ShouldNotContain("data-query=");
    }

    [Theory]
    [InlineData("/responses/gossip", 404)]
    [InlineData("/responses/price-price", 404)]
    [InlineData("/responses/people-purchases", 404)]
    [InlineData("/responses/entry-reward?market=nowhere", 404)]
    [InlineData("/responses/entry-reward?of=simulated", 404)]
    [InlineData("/responses/people-presence?scenario=people-crowd&of=simulated", 400)]
    [InlineData("/responses/entry-reward?page=0", 400)]
    [InlineData("/responses/entry-reward?page=99999", 400)]
    [InlineData("/responses/entry-reward?scenario=people-crowd&seed=x", 400)]
    [InlineData("/responses/entry-cliff", 200)]
    public async Task What_is_asked_wrongly_is_refused(string path, int status)
    {
        using HttpResponseMessage reply = await market.Client.GetAsync(path);

        reply.StatusCode.ShouldBe((HttpStatusCode)status, market.Explain());
        (await reply.Content.ReadAsStringAsync()).ShouldNotContain("   at Souk.");
    }

    private static string[] Lines(string csv) => csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    private static string Row(string page, string holds) => page.Split(holds)[1].Split("</tr>")[0];

    private static double[] Values(string row) =>
        [
            .. Regex
                .Matches(row, "data-value=\"([^\"]+)\"")
                .Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)),
        ];
}
