using Souk.Research.Responses;

namespace Souk.Research.Tests.Responses;

public class ResponseEstimatorTests
{
    private const int Days = 200;

    private static readonly ResponseDesign s_design = new()
    {
        DaysBefore = 5,
        DaysAfter = 5,
        Resamples = 199,
        Placebos = 99,
    };

    [Fact]
    public void A_shock_that_everybody_feels_is_no_response()
    {
        // Each day's shock hits treated and untreated alike: the change is not 0, the effect is, to the last bit.
        double[][] outcomes = Enumerable
            .Range(0, 6)
            .Select(_ => Enumerable.Range(0, Days).Select(day => (double)(day / 20)).ToArray())
            .ToArray();

        ResponseEstimate estimate = ResponseEstimator.Estimate(
            new ResponsePanel(outcomes, Staggered(units: 3)),
            s_design
        );

        estimate.Change!.Value.ShouldBeGreaterThan(0.2);
        estimate.Effect.ShouldBe(0);
        estimate.Verdict.ShouldBe(ResponseVerdict.NoneSeen);
    }

    [Fact]
    public void A_step_of_seven_is_found_as_seven_from_its_first_day_on()
    {
        double[][] outcomes = Enumerable.Range(0, 6).Select(_ => new double[Days]).ToArray();
        IReadOnlyList<ResponseEvent> events = Staggered(units: 3);
        foreach (ResponseEvent found in events)
        {
            outcomes[found.Unit].AsSpan(found.Day, 5).Fill(7);
        }

        ResponseEstimate estimate = ResponseEstimator.Estimate(new ResponsePanel(outcomes, events), s_design);

        (estimate.Effect, estimate.Low, estimate.High).ShouldBe((7, 7, 7));
        estimate.ByLag.ShouldBe([7, 7, 7, 7, 7]);
        estimate.PlaceboShare.ShouldBe(1.0 / 100);
        estimate.Verdict.ShouldBe(ResponseVerdict.Seen);
        (estimate.Events, estimate.EventDays, estimate.EventsDropped).ShouldBe((12, 12, 0));
    }

    [Fact]
    public void Few_events_are_an_answer()
    {
        ResponsePanel panel = new([new double[Days], new double[Days]], [new(0, 50), new(0, 90)]);

        ResponseEstimate estimate = ResponseEstimator.Estimate(panel, s_design);

        estimate.Verdict.ShouldBe(ResponseVerdict.TooFewEvents);
        estimate.Reason.ShouldBe("2 days with clean events, of 8 that it takes");
        estimate.Effect.ShouldBeNull();
    }

    [Fact]
    public void Events_that_overlap_or_leave_the_panel_are_dropped()
    {
        IReadOnlyList<ResponseEvent> events = [.. Staggered(units: 3), new(0, 2), new(5, 30), new(5, 33)];

        ResponseEstimate estimate = ResponseEstimator.Estimate(
            new ResponsePanel(Enumerable.Range(0, 6).Select(_ => new double[Days]).ToArray(), events),
            s_design
        );

        (estimate.Events, estimate.EventsDropped).ShouldBe((12, 3));
    }

    [Fact]
    public void Where_all_are_treated_at_once_nobody_can_tell()
    {
        IReadOnlyList<ResponseEvent> events = [.. Enumerable.Range(0, 12).SelectMany(n => Pair(10 + (15 * n)))];

        ResponseEstimate estimate = ResponseEstimator.Estimate(
            new ResponsePanel([new double[Days], new double[Days]], events),
            s_design
        );

        estimate.Reason.ShouldBe("an event has no unit to which nothing happened at the time");

        static IEnumerable<ResponseEvent> Pair(int day) => [new(0, day), new(1, day)];
    }

    [Fact]
    public void Intervals_hold_the_truth_about_as_often_as_they_say_and_noise_is_rarely_called_a_response()
    {
        int held = 0;
        int alarms = 0;
        for (int round = 0; round < 100; round++)
        {
            ResponseEstimate real = ResponseEstimator.Estimate(Noisy((ulong)round, effect: 2), s_design);
            ResponseEstimate none = ResponseEstimator.Estimate(Noisy((ulong)round + 500, effect: 0), s_design);
            held += real.Low <= 2 && real.High >= 2 ? 1 : 0;
            alarms += none.Verdict == ResponseVerdict.Seen ? 1 : 0;
        }

        // With 12 clusters a percentile interval is a little short: 80 to 99 of 100.
        held.ShouldBeInRange(80, 99);
        alarms.ShouldBeLessThanOrEqualTo(10);
    }

    [Fact]
    public void The_same_panel_and_design_give_the_same_estimate_to_the_last_bit()
    {
        ResponseEstimate first = ResponseEstimator.Estimate(Noisy(3, effect: 1), s_design);
        ResponseEstimate second = ResponseEstimator.Estimate(Noisy(3, effect: 1), s_design);

        (first with { ByLag = [] }).ShouldBe(second with { ByLag = [] });
        first.ByLag.ShouldBe(second.ByLag);
        (ResponseEstimator.Estimate(Noisy(3, effect: 1), s_design with { Seed = 2 }).Low == first.Low).ShouldBeFalse();
    }

    [Fact]
    public void A_panel_refuses_values_that_are_no_numbers_and_events_outside_of_it()
    {
        Should
            .Throw<ArgumentException>(() =>
                new ResponsePanel(
                    [
                        [0, double.NaN],
                    ],
                    []
                )
            )
            .Message.ShouldStartWith("Unit 0 has NaN on day 1");
        Should
            .Throw<ArgumentException>(() =>
                new ResponsePanel(
                    [
                        [0, 1],
                        [0],
                    ],
                    []
                )
            )
            .Message.ShouldStartWith("Unit 1 has 1 days, unit 0 has 2.");
        Should
            .Throw<ArgumentException>(() =>
                new ResponsePanel(
                    [
                        [0, 1],
                    ],
                    [new(0, 2)]
                )
            )
            .Message.ShouldStartWith("An event of unit 0 on day 2");
    }

    /// <summary>Four events each, no two on one day.</summary>
    private static List<ResponseEvent> Staggered(int units) =>
        [
            .. Enumerable
                .Range(0, units)
                .SelectMany(unit =>
                    Enumerable.Range(0, 4).Select(n => new ResponseEvent(unit, 20 + (40 * n) + (7 * unit)))
                ),
        ];

    /// <summary>Independent noise about 0 with a deviation of 1, from a plain congruence (sums of 12 uniforms).</summary>
    private static ResponsePanel Noisy(ulong seed, double effect)
    {
        ulong state = seed;
        double Uniform()
        {
            state = unchecked((state * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407);
            return (state >> 11) / (double)(1UL << 53);
        }

        double[][] outcomes = Enumerable
            .Range(0, 6)
            .Select(_ =>
                Enumerable.Range(0, Days).Select(_ => Enumerable.Range(0, 12).Sum(_ => Uniform()) - 6).ToArray()
            )
            .ToArray();
        IReadOnlyList<ResponseEvent> events = Staggered(units: 3);
        foreach (ResponseEvent found in events)
        {
            for (int day = found.Day; day < found.Day + 5; day++)
            {
                outcomes[found.Unit][day] += effect;
            }
        }

        return new ResponsePanel(outcomes, events);
    }
}
