using Souk.Simulation.Numerics;
using Souk.Simulation.Numerics.Distributions;

namespace Souk.Simulation.Tests.Numerics.Distributions;

public class PoissonTests
{
    private const int DrawCount = 100_000;

    [Theory]
    [InlineData(0.01)]
    [InlineData(1)]
    [InlineData(9.99)]
    [InlineData(10)]
    [InlineData(11.5)]
    [InlineData(40)]
    [InlineData(750)]
    [InlineData(1e5)]
    public void Draws_pass_the_test_of_Pearson(double mean)
    {
        Poisson poisson = new(mean);

        long[] draws = DrawSequenceTests.Draws(DrawCount, (ref DrawSequence draws) => poisson.Draw(ref draws));

        (long start, double[] probabilities) = Probabilities(mean);
        GoodnessOfFit.ShouldFit(draws, start, probabilities);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(200)]
    [InlineData(1e9)]
    public void Mean_variance_and_skewness_are_within_Monte_Carlo_error(double mean)
    {
        Poisson poisson = new(mean);

        double[] scores =
        [
            .. DrawSequenceTests
                .Draws(DrawCount, (ref DrawSequence draws) => poisson.Draw(ref draws))
                .Select(draw => (draw - mean) / Math.Sqrt(mean)),
        ];

        scores.Average().ShouldBe(0, 4 / Math.Sqrt(DrawCount));
        scores.Average(x => x * x).ShouldBe(1, 4 * Math.Sqrt((2 + (1 / mean)) / DrawCount));
        scores.Average(x => x * x * x).ShouldBe(1 / Math.Sqrt(mean), 4 * Math.Sqrt((15 + (60 / mean)) / DrawCount));
    }

    // At a billion a cell is a thousandth of a deviation wide; the distribution is normal with Edgeworth's first term.
    [Fact]
    public void A_mean_of_a_billion_has_the_shape_of_its_limit()
    {
        Poisson poisson = new(Poisson.MeanMax);

        long[] bins = DrawSequenceTests.Draws(
            DrawCount,
            (ref DrawSequence draws) => (long)Math.Floor((poisson.Draw(ref draws) + 0.5 - 1e9) / Math.Sqrt(1e9) * 4)
        );

        double[] edges = [.. Enumerable.Range(-20, 41).Select(i => Edgeworth(i / 4.0, 1 / Math.Sqrt(1e9)))];
        GoodnessOfFit.ShouldFit(bins, start: -20, [.. edges.Skip(1).Zip(edges, (high, low) => high - low)]);
    }

    [Fact]
    public void A_mean_of_zero_gives_nothing()
    {
        DrawSequenceTests
            .Draws(1000, (ref DrawSequence draws) => new Poisson(0).Draw(ref draws))
            .ShouldAllBe(draw => draw == 0);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0000001e9)]
    [InlineData(double.NaN)]
    public void A_mean_out_of_range_is_refused(double mean)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new Poisson(mean));
    }

    // By recurrence from the likeliest count, scaled to a sum of one.
    private static (long Start, double[] Probabilities) Probabilities(double mean)
    {
        long mode = (long)mean;
        long start = Math.Max(0, mode - (long)(12 * Math.Sqrt(mean)) - 12);
        double[] weights = new double[(2 * (mode - start)) + 40];
        weights[mode - start] = 1;
        for (long k = mode - 1; k >= start; k--)
        {
            weights[k - start] = weights[k + 1 - start] * (k + 1) / mean;
        }

        for (long k = mode + 1; k < start + weights.Length; k++)
        {
            weights[k - start] = weights[k - 1 - start] * mean / k;
        }

        double sum = weights.Sum();
        return (start, [.. weights.Select(weight => weight / sum)]);
    }

    private static double Edgeworth(double x, double skewness)
    {
        BigReal error = BigReal.NormalError(x, 0.5);
        double density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        double distance = error.ToDouble() * density;
        return 0.5 + distance - (skewness * ((x * x) - 1) * density / 6);
    }
}
