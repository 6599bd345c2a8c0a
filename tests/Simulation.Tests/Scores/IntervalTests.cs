using Souk.Simulation.Scores;

namespace Souk.Simulation.Tests.Scores;

public sealed class IntervalTests
{
    // R, stats::binom.test(682, 925), as its manual prints it; Clopper and Pearson's own limits for 8 of 10 and none of 10.
    [Theory]
    [InlineData(682, 925, 0.7076683, 0.7654066)]
    [InlineData(8, 10, 0.4439045, 0.9747893)]
    [InlineData(0, 10, 0, 0.3084971)]
    [InlineData(10, 10, 0.6915029, 1)]
    public void The_exact_interval_of_a_share_is_that_of_R(int hits, int trials, double low, double high)
    {
        BinomialInterval interval = BinomialInterval.Of(hits, trials);

        interval.Low.ShouldBe(low, 1e-7);
        interval.High.ShouldBe(high, 1e-7);
    }

    [Fact]
    public void The_ends_of_an_interval_leave_a_fortieth_on_either_side()
    {
        BinomialInterval interval = BinomialInterval.Of(187, 200);

        BinomialInterval.AtMost(187, 200, interval.High).ShouldBe(0.025, 1e-12);
        (1 - BinomialInterval.AtMost(186, 200, interval.Low)).ShouldBe(0.025, 1e-12);
    }

    [Fact]
    public void Half_of_ten_throws_come_at_most_as_often_as_Pascals_triangle_says()
    {
        // (1 + 10 + 45 + 120) / 1024
        BinomialInterval.AtMost(3, 10, 0.5).ShouldBe(176.0 / 1024, 1e-14);
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(11, 10)]
    [InlineData(0, 0)]
    public void Counts_that_cannot_be_are_refused(int hits, int trials) =>
        Should.Throw<ArgumentOutOfRangeException>(() => BinomialInterval.Of(hits, trials));

    [Fact]
    public void A_missed_band_costs_its_width_and_twenty_for_each_unit_of_the_miss()
    {
        Band band = new(Low: 10, High: 14, Share: 0.9);

        band.Score(14).ShouldBe(4);
        band.Score(16).ShouldBe(4 + (20 * 2), 1e-12);
        band.Score(9.5).ShouldBe(4 + (20 * 0.5), 1e-12);
        band.Covers(10).ShouldBeTrue();
        band.Covers(9.99).ShouldBeFalse();
    }

    // Critical values of the usual tables (NIST/SEMATECH e-Handbook 1.3.6.7.4) and of the normal law.
    [Theory]
    [InlineData(16.919, 9, 0.05)]
    [InlineData(21.666, 9, 0.01)]
    [InlineData(9.488, 4, 0.05)]
    [InlineData(3.841, 1, 0.05)]
    [InlineData(27.877, 9, 0.001)]
    public void Sums_of_squares_are_as_rare_as_tables_say(double value, int degrees, double tail)
    {
        ChiSquare.Tail(value, degrees).ShouldBe(tail, tail * 1e-3);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.15865525393145707)]
    [InlineData(1.959963984540054, 0.025)]
    [InlineData(3, 0.0013498980316300946)]
    [InlineData(6, 9.865876450376946e-10)]
    public void The_tails_of_the_normal_law_are_those_of_tables(double z, double tail)
    {
        NormalLaw.Tail(z).ShouldBe(tail, tail * 1e-12);
        NormalLaw.Cdf(-z).ShouldBe(tail, tail * 1e-12);
        NormalLaw.Cdf(z).ShouldBe(1 - tail, 1e-15);
    }
}
