using Souk.Dashboards.EventStudies;
using Souk.Research.Responses;

namespace Souk.Dashboards.Tests.EventStudies;

/// <summary>What was put into a warehouse is found by the estimator, whatever happened and whatever responds.</summary>
public sealed class PlantedResponseTests(PlantedMarkets markets) : IClassFixture<PlantedMarkets>
{
    /// <summary>Part of the planted effect by which an estimate may miss it, with the noise that these markets have.</summary>
    private const double Tolerance = 0.15;

    public static TheoryData<Happening, DayOutcome> Questions =>
        [
            .. from happening in Enum.GetValues<Happening>()
            from outcome in Enum.GetValues<DayOutcome>()
            // Fees are drawn apart from sales here, so that their rate moves each day: it has markets of its own below.
            where happening != Happening.FeeRate && (happening, outcome) != (Happening.Price, DayOutcome.Price)
            select (happening, outcome),
        ];

    [Theory]
    [MemberData(nameof(Questions))]
    public void A_planted_effect_is_recovered_and_placebo_dates_show_nothing(Happening happening, DayOutcome outcome)
    {
        ResponsePanel panel = DayPanel.Of(markets.World(happening), happening, outcome)!;
        double planted = TruthOf(happening, outcome);

        ResponseEstimate found = ResponseEstimator.Estimate(panel, DayPanel.Design);
        ResponseEstimate placebo = ResponseEstimator.Estimate(
            new ResponsePanel(panel.Outcomes, Placebos(happening)),
            DayPanel.Design
        );
        ResponseEstimate few = ResponseEstimator.Estimate(
            new ResponsePanel(panel.Outcomes, [.. panel.Events.OrderBy(one => one.Day).Take(3)]),
            DayPanel.Design
        );

        panel.Events.Select(one => (one.Unit, one.Day)).Order().ShouldBe(PlantedMarkets.EventsOf(happening).Order());
        (found.Events, found.EventDays, found.EventsDropped).ShouldBe((8, 8, 0));
        found.Effect!.Value.ShouldBe(planted, Tolerance * Math.Abs(planted));
        found.Verdict.ShouldBe(ResponseVerdict.Seen);
        placebo.Effect!.Value.ShouldBe(0, Tolerance * Math.Abs(planted));
        placebo.Verdict.ShouldBe(ResponseVerdict.NoneSeen);
        (few.Verdict, few.Effect, few.Reason).ShouldBe(
            (ResponseVerdict.TooFewEvents, null, "3 days with clean events, of 8 that it takes")
        );
    }

    [Fact]
    public void What_is_declared_is_found_as_what_is_unusual_is()
    {
        IReadOnlyList<DayBook> books = markets.World(Happening.Reward);
        ILookup<string, DateOnly> declared = PlantedMarkets
            .EventsOf(Happening.Reward)
            .Append((4, 200))
            .ToLookup(one => books[one.Item1].Name, one => books[0].First.AddDays(one.Item2));

        ResponsePanel panel = DayPanel.OfDeclared(books, declared, DayOutcome.Spending)!;

        panel
            .Events.Select(one => (one.Unit, one.Day))
            .Order()
            .ShouldBe(PlantedMarkets.EventsOf(Happening.Reward).Append((4, 200)).Order());
        ResponseEstimator
            .Estimate(
                DayPanel.OfDeclared(
                    books,
                    PlantedMarkets
                        .EventsOf(Happening.Reward)
                        .ToLookup(one => books[one.Market].Name, one => books[0].First.AddDays(one.Day)),
                    DayOutcome.Spending
                )!,
                DayPanel.Design
            )
            .Effect!.Value.ShouldBe(TruthOf(Happening.Reward, DayOutcome.Spending), 15);
    }

    /// <summary>A market takes 2.5 % in floored units, and from time to time another rate for good; a week of half the spending
    /// follows. Amounts that vary fourfold are no change of the rate.</summary>
    [Fact]
    public void A_change_of_the_fee_rate_is_one_whatever_is_bought()
    {
        (int Market, int Day)[] changes = [.. Enumerable.Range(0, 12).Select(n => (n % 4, 40 + (20 * n)))];
        DayBook[] books = [.. Enumerable.Range(0, 6).Select(market => OfRates(market, changes))];

        ResponsePanel panel = DayPanel.Of(books, Happening.FeeRate, DayOutcome.Spending)!;

        panel.Events.Select(one => (one.Unit, one.Day)).Order().ShouldBe(changes.Order());
        ResponseEstimate found = ResponseEstimator.Estimate(panel, DayPanel.Design);
        found.Verdict.ShouldBe(ResponseVerdict.Seen);
        found.Effect!.Value.ShouldBe(-50, 5);
        books[0].UnusualDays(Happening.Fee).ShouldNotBe(books[0].UnusualDays(Happening.FeeRate));
    }

    private static DayBook OfRates(int market, (int Market, int Day)[] changes)
    {
        const int Days = 300;
        double[] spent = new double[Days];
        double[] fees = new double[Days];
        for (int day = 0; day < Days; day++)
        {
            bool isFelt = changes.Any(one => one.Market == market && day >= one.Day && day < one.Day + 7);
            spent[day] = (400 + (150 * Math.Sin(day * (1 + market)))) * (isFelt ? 0.5 : 1);
            int times = changes.Count(one => one.Market == market && day >= one.Day);
            fees[day] = Math.Floor(1_000 * spent[day] * (0.025 + (0.01 * times))) / 1_000;
        }

        return new DayBook(
            $"rates {market}",
            new DateOnly(2025, 1, 1),
            new Dictionary<Happening, double[]>
            {
                [Happening.Fee] = fees,
                [Happening.FeeRate] = DayBook.RateMovesOf(fees, spent),
            },
            new Dictionary<DayOutcome, double[]> { [DayOutcome.Spending] = spent },
            new Dictionary<string, double[]>()
        );
    }

    // People and spending are in percent of the mean of their market; exits are known until four weeks before the end.
    private double TruthOf(Happening happening, DayOutcome outcome)
    {
        IReadOnlyList<DayBook> books = markets.World(happening);
        double planted = PlantedMarkets.Planted[outcome];
        return outcome == DayOutcome.Price
            ? planted
            : PlantedMarkets
                .EventsOf(happening)
                .Average(one => 100 * planted / books[one.Market].Outcomes[outcome].Where(double.IsFinite).Average());
    }

    private static List<ResponseEvent> Placebos(Happening happening)
    {
        (int Market, int Day)[] events = [.. PlantedMarkets.EventsOf(happening)];
        return
        [
            .. events.Select(one => new ResponseEvent(one.Market, one.Day - events[0].Day + PlantedMarkets.QuietFrom)),
        ];
    }
}
