using Souk.Dashboards.EventStudies;
using Souk.Dashboards.Flywheels;

namespace Souk.Dashboards.Tests.Flywheels;

public sealed class FlywheelTests
{
    private const int Weeks = 60;

    // Weeks go up and down by powers of two, as a plain congruence says.
    private static readonly double[] s_pushes =
    [
        .. Enumerable.Range(0, Weeks).Select(week => Math.Pow(2, (week * 37 % 11) - 5)),
    ];

    [Fact]
    public void What_follows_with_half_of_the_strength_a_week_later_is_measured_as_one_half()
    {
        double[] later = [.. Enumerable.Range(0, Weeks).Select(week => week == 0 ? 1 : Math.Sqrt(s_pushes[week - 1]))];

        FlywheelLink link = Link(Daily(s_pushes), Daily(later));

        link.State.ShouldBe(LinkState.Measured);
        link.Measured!.Size.ShouldBe(0.5, 1e-12);
        link.Measured.Low.ShouldBe(0.5, 1e-12);
        link.Measured.Weeks.ShouldBe(Weeks - 2);
        FlywheelLink.SignOf(link.Measured).ShouldBe("+");
    }

    [Fact]
    public void What_falls_when_it_should_rise_is_broken()
    {
        double[] later = [.. Enumerable.Range(0, Weeks).Select(week => week == 0 ? 1 : 1 / s_pushes[week - 1])];

        FlywheelLink link = Link(Daily(s_pushes), Daily(later));

        link.State.ShouldBe(LinkState.Broken);
        link.Measured!.Size.ShouldBe(-1, 1e-12);
        FlywheelLink.SignOf(link.Measured).ShouldBe("−");
    }

    [Fact]
    public void With_too_few_weeks_or_without_a_stage_a_link_is_assumed()
    {
        FlywheelLink few = Link(Daily(s_pushes[..12]), Daily(s_pushes[..12]));
        FlywheelLink none = Flywheel.Of(market: null, [], closing: null).Links[0];

        (few.State, few.Measured).ShouldBe((LinkState.Assumed, null));
        (none.State, none.Measured, none.Simulated).ShouldBe((LinkState.Assumed, null, null));
        few.Source.ShouldContain("too few weeks");
    }

    [Fact]
    public void Where_every_link_has_a_size_a_round_multiplies_them()
    {
        DayBook book = Book(Stage.All.Select(stage => (stage, Daily(s_pushes))));

        Flywheel flywheel = Flywheel.Of(book, [book, book], closing: null);

        double size = flywheel.Links[0].Measured!.Size;
        flywheel.MeasuredGain!.Value.ShouldBe(Math.Pow(size, 6), 1e-12);
        flywheel.SimulatedGain!.Value.ShouldBe(Math.Pow(size, 6), 1e-12);
        (flywheel.Count(LinkState.Measured) + flywheel.Count(LinkState.Broken)).ShouldBe(6);
    }

    private static FlywheelLink Link(double[] contributed, double[] valued) =>
        Flywheel.Of(Book([(Stage.Contribution, contributed), (Stage.Value, valued)]), [], closing: null).Links[0];

    private static double[] Daily(double[] weeks) => [.. weeks.SelectMany(week => Enumerable.Repeat(week, 7))];

    private static DayBook Book(IEnumerable<(string Stage, double[] Days)> stages) =>
        new(
            "m",
            new DateOnly(2025, 1, 1),
            new Dictionary<Happening, double[]>(),
            new Dictionary<DayOutcome, double[]>(),
            stages.ToDictionary(one => one.Stage, one => one.Days)
        );
}
