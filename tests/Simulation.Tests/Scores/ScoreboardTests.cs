using Souk.Simulation.Scores;

namespace Souk.Simulation.Tests.Scores;

public sealed class ScoreboardTests
{
    private static readonly DateOnly s_day = new(2025, 3, 1);

    [Fact]
    public void The_last_value_stays_and_spreads_with_the_root_of_the_steps()
    {
        Baseline baseline = Baseline.LastValue([10, 13, 9], steps: 4);

        // Steps of +3 and −4: a mean square of 12.5.
        baseline.Mean.ShouldBe(9);
        baseline.Deviation.ShouldBe(Math.Sqrt(12.5 * 4), 1e-12);
    }

    [Fact]
    public void A_straight_line_goes_on_and_spreads_with_what_the_line_left()
    {
        Baseline baseline = Baseline.Drift([10, 13, 14], steps: 2);

        // A drift of 2; steps are off by +1 and −1, of which one degree is left; 2 (1 + 2 / 2).
        baseline.Mean.ShouldBe(18);
        baseline.Deviation.ShouldBe(Math.Sqrt(2.0 * 4), 1e-12);
    }

    [Fact]
    public void A_history_without_a_step_is_refused()
    {
        Should.Throw<ArgumentException>(() => Baseline.LastValue([1], 1));
        Should.Throw<ArgumentException>(() => Baseline.Drift([1, 2], 1));
    }

    [Fact]
    public void A_scored_forecast_knows_band_score_and_place()
    {
        double[] futures = [.. Enumerable.Range(0, 21).Select(i => 20.0 - i)];

        ScoredForecast scored = ScoredForecast.Of(("price", s_day, s_day.AddDays(7)), 19.5, futures, [8, 10], steps: 1);

        scored.Median.ShouldBe(10);
        scored.Band.Low.ShouldBe(1, 1e-12);
        scored.Band.High.ShouldBe(19, 1e-12);
        scored.IsCovered.ShouldBeFalse();
        scored.Place.ShouldBe((20.0 / 22, 21.0 / 22));
        scored.LastValue!.Value.ShouldBe(Crps.OfNormal(10, 2, 19.5), 1e-12);
        scored.Drift.ShouldBeNull();
    }

    [Theory]
    [InlineData(19, 19, CoverageVerdict.TooFew)]
    [InlineData(2, 6, CoverageVerdict.TooNarrow)]
    [InlineData(180, 200, CoverageVerdict.Covers)]
    [InlineData(170, 200, CoverageVerdict.TooNarrow)]
    [InlineData(195, 200, CoverageVerdict.TooWide)]
    public void Bands_are_judged_by_the_exact_interval_of_what_they_held(
        int covered,
        int count,
        CoverageVerdict verdict
    )
    {
        Scoreboard board = new([.. Enumerable.Range(0, count).Select(i => Forecast(i < covered ? 0.5 : 2, 1, 2))]);

        board.Covered.ShouldBe(covered);
        board.Verdict.ShouldBe(verdict);
    }

    [Fact]
    public void Skill_is_what_is_left_of_a_baselines_score()
    {
        Scoreboard board = new([Forecast(0.5, 1, 4), Forecast(0.5, 2, 8), Forecast(0.5, 3, null)]);

        // (1 + 2) / (4 + 8) where there is a baseline; the mean is over all.
        board.SkillOverLastValue.ShouldBe(0.75);
        board.SkillOverDrift.ShouldBeNull();
        board.Crps.ShouldBe(2);
    }

    private static ScoredForecast Forecast(double observed, double crps, double? lastValue) =>
        new("price", s_day, s_day, observed, 0.5, new Band(0, 1, 0.9), crps, lastValue, null, (0, 1));
}
