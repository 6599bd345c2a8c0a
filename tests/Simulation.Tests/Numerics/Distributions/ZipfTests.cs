using Souk.Simulation.Numerics;
using Souk.Simulation.Numerics.Distributions;

namespace Souk.Simulation.Tests.Numerics.Distributions;

public class ZipfTests
{
    private const int DrawCount = 100_000;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0.3)]
    [InlineData(10, 1)]
    [InlineData(1000, 1e-12)]
    [InlineData(1000, 0.5)]
    [InlineData(1000, 1)]
    [InlineData(1000, 1.000000001)]
    [InlineData(1000, 2.5)]
    [InlineData(1_000_000, 1.1)]
    [InlineData(50, 40)]
    public void Draws_pass_the_test_of_Pearson(int count, double exponent)
    {
        Zipf zipf = new(count, exponent);

        long[] draws = DrawSequenceTests.Draws(DrawCount, (ref DrawSequence draws) => zipf.Draw(ref draws));

        double[] weights = [.. Enumerable.Range(1, count).Select(rank => Math.Pow(rank, -exponent))];
        double sum = weights.Sum();
        GoodnessOfFit.ShouldFit(draws, start: 1, [.. weights.Select(weight => weight / sum)]);
    }

    // The zeta function at 2 is π²/6, and the ranks above 2^31 have less than 3e-10 of it.
    [Fact]
    public void The_largest_count_is_the_zeta_distribution_at_exponent_two()
    {
        Zipf zipf = new(Zipf.CountMax, 2);

        long[] draws = DrawSequenceTests.Draws(DrawCount, (ref DrawSequence draws) => zipf.Draw(ref draws));

        double[] probabilities = [.. Enumerable.Range(1, 10_000).Select(rank => 6 / (Math.PI * Math.PI * rank * rank))];
        GoodnessOfFit.ShouldFit(draws, start: 1, probabilities);
    }

    [Fact]
    public void Every_rank_is_drawn_within_the_count()
    {
        Zipf flat = new(Zipf.CountMax, 1e-9);
        Zipf steep = new(Zipf.CountMax, 1e6);

        double mean = DrawSequenceTests
            .Draws(DrawCount, (ref DrawSequence draws) => (double)flat.Draw(ref draws))
            .Average(rank => rank / Zipf.CountMax);
        long[] ones = DrawSequenceTests.Draws(1000, (ref DrawSequence draws) => steep.Draw(ref draws));

        mean.ShouldBe(0.5, 4 / Math.Sqrt(12.0 * DrawCount));
        ones.ShouldAllBe(rank => rank == 1);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2_147_483_649, 1)]
    [InlineData(10, 0)]
    [InlineData(10, -1)]
    [InlineData(10, double.PositiveInfinity)]
    [InlineData(10, double.NaN)]
    public void Counts_and_exponents_out_of_range_are_refused(long count, double exponent)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new Zipf(count, exponent));
    }
}
