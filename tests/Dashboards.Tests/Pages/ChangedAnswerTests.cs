using Souk.Dashboards.Tests.Recorded;
using Souk.DuckDb;
using Souk.Warehouse.Handouts;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Pages;

public sealed class ChangedAnswerTests
{
    [Fact]
    public async Task An_answer_that_was_handed_out_and_no_longer_holds_is_on_the_status_page_and_on_its_metrics()
    {
        await using FreshMarket market = await FreshMarket.StartAsync();
        HandOut(market.Connection, new DateTime(2026, 1, 2, 3, 4, 0, DateTimeKind.Utc));
        (await market.Client.GetStringAsync("/status")).ShouldNotContain("data-changed-answers");
        market.Connection.Execute(
            """
            insert into party.declared_label
            select address, 'A foundation', 'foundation', 1000000, 'a page', timestamp '2026-01-02 05:00:00', null
            from chain.address
            """
        );
        HandOut(market.Connection, new DateTime(2026, 1, 3, 3, 4, 0, DateTimeKind.Utc));

        string status = await market.Client.GetStringAsync("/status");
        string circulating = await market.Client.GetStringAsync("/metrics/circulating?market=bazaar");
        string holders = await market.Client.GetStringAsync("/metrics/holders?market=bazaar");
        string rows = await market.Client.GetStringAsync("/status?file=changed_answers.csv");

        foreach (string page in (string[])[status, circulating])
        {
            page.ShouldContain("data-changed-answers");
            page.ShouldContain("memo bazaar, 2026-01-02 03:04");
            page.ShouldContain("memo bazaar, 2026-01-03 03:04");
            page.ShouldContain("<td class=\"word\">files</td>");
        }

        holders.ShouldNotContain("data-changed-answers");
        rows.TrimEnd().Split('\n').Length.ShouldBe(2);
        rows.ShouldContain(",bazaar,circulating,");
    }

    private static void HandOut(DuckDBConnection connection, DateTime now)
    {
        using AnswerJournal journal = AnswerJournal.Begin(connection);
        MetricCatalogue.Run(connection, "circulating", "bazaar");
        MetricCatalogue.Run(connection, "holders", "bazaar");
        HandoutLog.Write(connection, new Handout(HandoutKind.Memo, "bazaar", "bazaar", "", "digest"), journal, now);
    }
}
