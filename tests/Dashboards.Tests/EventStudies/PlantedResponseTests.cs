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
            where (happening, outcome) != (Happening.Price, DayOutcome.Price)
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
