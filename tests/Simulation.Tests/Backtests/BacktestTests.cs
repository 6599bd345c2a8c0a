using Souk.Simulation.Backtests;
using Souk.Simulation.Calibration;
using Souk.Simulation.Scores;

namespace Souk.Simulation.Tests.Backtests;

public sealed class BacktestTests
{
    private static readonly BacktestPlan s_plan = new()
    {
        FirstDay = 10,
        EveryDays = 5,
        AheadDays = 7,
        Metrics = ["price"],
    };

    // The acceptance run, `./souk campaign backtest`, plays more than 200 forecasts; this is a slice of it.
    [Fact]
    public void Forecasts_of_markets_that_behave_otherwise_are_scored_and_a_wrong_model_is_flagged()
    {
        Scoreboard right = new(Play(origins: 6));
        Scoreboard wrong = new(Play(origins: 5, vary: HiddenMarkets.WrongModel));

        right.Forecasts.Count.ShouldBe(6);
        right.Covered.ShouldBeGreaterThanOrEqualTo(4);
        right.Verdict.ShouldNotBe(CoverageVerdict.TooNarrow);
        wrong.Covered.ShouldBeLessThan(3);
        wrong.Verdict.ShouldBe(CoverageVerdict.TooNarrow);
    }

    [Fact]
    public void A_backtest_repeats_in_every_bit_on_any_threads()
    {
        IReadOnlyList<ScoredForecast> one = Play(origins: 1, threads: 1);
        IReadOnlyList<ScoredForecast> two = Play(origins: 1, threads: 2);

        two.ShouldBe(one);
    }

    [Fact]
    public void What_came_later_does_not_change_what_was_forecast()
    {
        ScoredForecast early = Play(origins: 1).Single();

        ScoredForecast late = Play(origins: 2)[0];

        late.ShouldBe(early);
    }

    [Fact]
    public void Origins_go_on_while_there_is_something_to_score()
    {
        s_plan.Origins([new("price", 0, 1), new("price", 27, 1), new("burned", 90, 1)]).ShouldBe([10, 15, 20]);
        Should
            .Throw<ArgumentException>(() => s_plan.Origins([new("price", 16, 1)]))
            .Message.ShouldContain("7 days after day 10 nothing can be scored");
    }

    [Fact]
    public void Runs_are_tied_to_what_was_known_by_their_growth_or_their_change()
    {
        double[] here = [2, 4, 0];
        double[] ahead = [3, 2, 1];

        Backtest.Anchored(Anchor.Growth, 10, here, ahead).ShouldBe([15, 5, 11]);
        Backtest.Anchored(Anchor.Change, 10, here, ahead).ShouldBe([11, 8, 11]);
        Backtest.Anchored(Anchor.None, 10, here, ahead).ShouldBe([3, 2, 1]);
    }

    [Fact]
    public void A_gap_in_what_was_observed_ends_the_history_of_the_baselines()
    {
        ObservedSeries series = new([new("price", 0, 1), new("price", 4, 2), new("price", 6, 3), new("price", 8, 4)]);

        series.Spacing.ShouldBe(2);
        series.Until(8).ShouldBe([2, 3, 4]);
        series.At(2).ShouldBeNull();
    }

    // What the campaign forecasts: noise that comes in spells, which the fitted traders do not know. In theory
    // squares that follow one another correlate by 0.8 Var(v) / (3 E(v²) − E(v)²) = 0.11 with v of 0.7² or 1.6², and by nothing where
    // noise has one size; over 10,000 days an estimate is off by some 0.01 to 0.02.
    [Fact]
    public void The_campaigns_markets_have_spells_that_the_fitted_model_does_not_have()
    {
        double restless = CorrelationOfSquares(new RestlessMarket(-1).Play(10_000));
        double hidden = CorrelationOfSquares(new HiddenMarket(-1).Play(10_000));

        restless.ShouldBeInRange(0.06, 0.16);
        hidden.ShouldBeInRange(-0.05, 0.05);
    }

    // Of the squared daily log returns with those of the day before.
    private static double CorrelationOfSquares(IReadOnlyList<MomentTarget> seen)
    {
        double[] sums = [.. seen.Where(one => one.Metric == "variance.value").Select(one => one.Value)];
        double[] squares = [.. sums.Skip(1).Zip(sums, (after, before) => after - before)];
        double mean = squares.Average();
        double together = squares.Skip(1).Zip(squares, (a, b) => (a - mean) * (b - mean)).Sum();
        return together / squares.Sum(one => (one - mean) * (one - mean));
    }

    private static IReadOnlyList<ScoredForecast> Play(int origins, int threads = 0, string[]? vary = null) =>
        HiddenMarkets.Play(
            new HiddenMarket(2).Play,
            vary ?? HiddenMarkets.Model,
            HiddenMarkets.Slice,
            origins,
            threads
        );
}
