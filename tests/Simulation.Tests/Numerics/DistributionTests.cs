using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Numerics;

public class DistributionTests
{
    private const int DrawCount = 40_000;

    // Quantiles of the standard normal distribution to 16 digits (Wichura 1988 and common tables).
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.25, -0.6744897501960817)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.999, 3.090232306167813)]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(1e-20, -9.262340089798408)]
    public void Normal_inverts_the_distribution_function(double uniform, double expected)
    {
        Distribution.Normal(uniform).ShouldBe(expected, 1e-14 * Math.Max(1, Math.Abs(expected)));
    }

    [Fact]
    public void Normal_draws_have_mean_zero_and_variance_one()
    {
        double[] draws = [.. Uniforms().Select(Distribution.Normal)];

        Mean(draws).ShouldBe(0, 4 / Math.Sqrt(DrawCount));
        Mean([.. draws.Select(d => d * d)]).ShouldBe(1, 4 * Math.Sqrt(2.0 / DrawCount));
    }

    [Fact]
    public void Lognormal_has_its_median_and_its_mean()
    {
        double[] draws = [.. Uniforms().Select(u => Distribution.Lognormal(u, median: 1.38, sigma: 0.8))];
        double aboveShare = draws.Count(d => d > 1.38) / (double)DrawCount;

        aboveShare.ShouldBe(0.5, 4 * 0.5 / Math.Sqrt(DrawCount));
        Mean([.. Uniforms().Select(u => Distribution.LognormalWithMeanOne(u, sigma: 0.8))]).ShouldBe(1, 0.025);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(7)]
    [InlineData(400)]
    public void Poisson_has_equal_mean_and_variance(double mean)
    {
        double[] draws = [.. Uniforms().Select(u => (double)Distribution.Poisson(u, mean))];
        double average = Mean(draws);

        average.ShouldBe(mean, 4 * Math.Sqrt(mean / DrawCount));
        Mean([.. draws.Select(d => (d - average) * (d - average))]).ShouldBe(mean, 0.04 * mean);
    }

    [Fact]
    public void Poisson_matches_its_probabilities_at_the_steps()
    {
        // e^-2 = 0.1353, 3 e^-2 = 0.4060, 5 e^-2 = 0.6767.
        Distribution.Poisson(0.135, mean: 2).ShouldBe(0);
        Distribution.Poisson(0.136, mean: 2).ShouldBe(1);
        Distribution.Poisson(0.405, mean: 2).ShouldBe(1);
        Distribution.Poisson(0.407, mean: 2).ShouldBe(2);
        Distribution.Poisson(0.5, mean: 0).ShouldBe(0);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(501)]
    [InlineData(double.NaN)]
    public void A_poisson_mean_out_of_range_is_refused(double mean)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Distribution.Poisson(0.5, mean));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_uniform_outside_the_open_interval_is_refused(double uniform)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Distribution.Normal(uniform));
    }

    private static IEnumerable<double> Uniforms()
    {
        RandomStream random = new(Seed: 7, Replicate: 0);
        return Enumerable.Range(0, DrawCount).Select(i => random.Draw(DrawKind.TraderFlow, i, 0).First);
    }

    private static double Mean(double[] values) => values.Sum() / values.Length;
}
