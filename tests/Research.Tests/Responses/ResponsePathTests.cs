using Souk.Research.Responses;

namespace Souk.Research.Tests.Responses;

public sealed class ResponsePathTests
{
    private static readonly ResponseDesign s_design = new()
    {
        DaysBefore = 5,
        DaysAfter = 5,
        Resamples = 199,
        Placebos = 19,
    };

    [Fact]
    public void A_step_of_seven_is_nothing_before_its_day_and_seven_from_then_on()
    {
        ResponsePanel panel = Stepped(step: 7);

        IReadOnlyList<ResponseDay> path = ResponsePath.Of(panel, s_design);

        path.Select(day => day.Lag).ShouldBe([-5, -4, -3, -2, -1, 0, 1, 2, 3, 4]);
        path.Select(day => day.Effect).ShouldBe([0, 0, 0, 0, 0, 7, 7, 7, 7, 7]);
        path.ShouldAllBe(day => day.Low == day.Effect && day.High == day.Effect);
    }

    [Fact]
    public void Its_days_from_the_event_on_are_those_of_the_estimate_and_lie_in_their_intervals()
    {
        ResponsePanel panel = Stepped(step: 0.5, isUneven: true);

        IReadOnlyList<ResponseDay> path = ResponsePath.Of(panel, s_design);

        double[] later = [.. path.Where(day => day.Lag >= 0).Select(day => day.Effect)];
        IReadOnlyList<double> estimated = ResponseEstimator.Estimate(panel, s_design).ByLag;
        later.Length.ShouldBe(5);
        later.Zip(estimated).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-12);
        path.ShouldAllBe(day => day.Low <= day.Effect && day.Effect <= day.High);
        path.ShouldContain(day => day.Low < day.High);
    }

    [Fact]
    public void Where_the_estimate_has_too_few_events_there_is_no_path()
    {
        ResponsePanel panel = new([new double[200], new double[200]], [new(0, 50), new(0, 90)]);

        ResponsePath.Of(panel, s_design).ShouldBeEmpty();
    }

    // Three of six units have four events each, no two on one day; what follows lasts for five days.
    private static ResponsePanel Stepped(double step, bool isUneven = false)
    {
        double[][] outcomes =
        [
            .. Enumerable
                .Range(0, 6)
                .Select(unit =>
                    Enumerable.Range(0, 200).Select(day => isUneven ? (unit + 1) * day % 7 : 0.0).ToArray()
                ),
        ];
        List<ResponseEvent> events = [];
        for (int unit = 0; unit < 3; unit++)
        {
            for (int n = 0; n < 4; n++)
            {
                events.Add(new ResponseEvent(unit, 20 + (40 * n) + (7 * unit)));
                for (int day = events[^1].Day; day < events[^1].Day + 5; day++)
                {
                    outcomes[unit][day] += step;
                }
            }
        }

        return new ResponsePanel(outcomes, events);
    }
}
