using Souk.Dashboards.EventStudies;
using Souk.Dashboards.Tests.Recorded;
using Souk.Research.Responses;
using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

namespace Souk.Dashboards.Tests.EventStudies;

public sealed class BooksTests(RecordedMarket market)
{
    [Fact]
    public async Task The_bazaar_is_read_day_by_day_as_its_facts_say()
    {
        DayBook book = (await market.ReadAsync(MarketBooks.Read)).Single(one => one.Name == "bazaar");

        book.First.ShouldBe(new DateOnly(2025, 1, 1));
        book.Happenings.Values.ShouldAllBe(column => column.Length == 60);
        Days(book.Happenings[Happening.Fee]).ShouldBe([(10, 25.0), (20, 25.0), (45, 25.0)]);
        Days(book.Happenings[Happening.Reward]).ShouldBe([(45, 5.0)]);
        Days(book.Outcomes[DayOutcome.Spending]).ShouldBe([(10, 1_000.0), (20, 1_000.0), (45, 1_000.0)]);
        Days(book.Stages[Stage.Contribution]).ShouldBe([(4, 1.0), (40, 1.0)]);
        // The pool holds 1,000 GOLD and 2,000 USDC, and nobody ever traded in it: its reserves are no price.
        book.Stages[Stage.Scarcity].ShouldAllBe(price => double.IsNaN(price));
        book.Happenings[Happening.Burn][1..].ShouldAllBe(burned => burned == 1e19);
        // Parties that act: the team on the first day, the owner of a from the second on, the buyer from the eleventh and the
        // developer, who pays royalties, from the twelfth. The last 28 days cannot tell who has left.
        Days(book.Outcomes[DayOutcome.Entry]).ShouldBe([(0, 1.0), (1, 1.0), (10, 1.0), (11, 1.0)]);
        Days(book.Outcomes[DayOutcome.Exit][..32]).ShouldBe([(0, 1.0), (11, 1.0)]);
        // Somebody burns on every day; a buyer pays on three of them, and the developer a royalty on another.
        Days(book.Outcomes[DayOutcome.Hours])
            .Where(day => day.Value > 1)
            .ShouldBe([(10, 2.0), (11, 2.0), (20, 2.0), (45, 2.0)]);
        book.Outcomes[DayOutcome.Hours].Min().ShouldBe(1);
        book.Outcomes[DayOutcome.Exit][32..].ShouldAllBe(exits => double.IsNaN(exits));
    }

    [Fact]
    public void Runs_are_read_as_markets_are()
    {
        Blueprint crowd = BlueprintFile.Load(Path.Combine(RecordedMarket.ScenarioFolder, "people-crowd.yaml"));
        BlueprintResult result = BlueprintEnsemble.Run(crowd, seed: 1, runs: 2);

        IReadOnlyList<DayBook> books = SimulatedBooks.Of(result);

        MetricSeries paid = result.Metrics.First(one => one.Spec.Key == "annotators.paid");
        MetricSeries price = result.Metrics.First(one => one.Spec.Key == "price");
        int last = result.Days - 1;
        books.Count.ShouldBe(2);
        double risen = paid[1, last] - paid[1, 0];
        risen.ShouldBeGreaterThan(0);
        books[1].Happenings[Happening.Reward].Sum().ShouldBe(risen, 1e-9 * risen);
        books[1].Outcomes[DayOutcome.Price][last].ShouldBe(100 * Math.Log(price[1, last]), 1e-9);
        MetricSeries[] worked = [.. result.Metrics.Where(one => one.Spec.Key.EndsWith(".hours"))];
        books[1].Outcomes[DayOutcome.Hours][last].ShouldBe(worked.Sum(hours => hours[1, last]));
        worked.Sum(hours => hours[1, last]).ShouldBeGreaterThan(0);
        MetricSeries[] crowds = [.. result.Metrics.Where(one => one.Spec.Key.EndsWith(".active"))];
        double net = books[1].Outcomes[DayOutcome.Entry].Sum() - books[1].Outcomes[DayOutcome.Exit].Sum();
        net.ShouldBe(crowds.Sum(crowd => crowd[1, last] - crowd[1, 0]), 1e-9);
    }

    [Fact]
    public async Task People_are_read_where_they_and_their_days_fit_a_page()
    {
        // Four who act, the shop that rewards and the zero address that mints, over 59 days.
        ResponsePanel? fits = await market.ReadAsync(connection =>
            PeoplePanel.Read(connection, "bazaar", PartyOutcome.Presence, daysMax: 6 * 59)
        );
        ResponsePanel? large = await market.ReadAsync(connection =>
            PeoplePanel.Read(connection, "bazaar", PartyOutcome.Presence, daysMax: (5 * 59) - 1)
        );

        fits!.Days.ShouldBe(60);
        large.ShouldBeNull();
    }

    private static IEnumerable<(int Day, double Value)> Days(double[] column) =>
        column.Index().Where(one => one.Item != 0);
}
