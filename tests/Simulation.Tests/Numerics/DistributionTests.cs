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
    public void Normal_draws_pass_the_test_of_Kolmogorov_and_Smirnov()
    {
        double[] draws = [.. Uniforms().Select(Distribution.Normal)];

        GoodnessOfFit.ShouldFit(draws, NormalFunction);
        Mean(draws).ShouldBe(0, 4 / Math.Sqrt(DrawCount));
        Mean([.. draws.Select(d => d * d)]).ShouldBe(1, 4 * Math.Sqrt(2.0 / DrawCount));
        Mean([.. draws.Select(d => d * d * d * d)]).ShouldBe(3, 4 * Math.Sqrt(96.0 / DrawCount));
    }

    [Fact]
    public void Lognormal_draws_are_normal_in_their_logarithm_and_have_their_mean()
    {
        double[] draws = [.. Uniforms().Select(u => Distribution.Lognormal(u, median: 1.38, sigma: 0.8))];
        double[] meanOne = [.. Uniforms().Select(u => Distribution.LognormalWithMeanOne(u, sigma: 0.8))];

        GoodnessOfFit.ShouldFit(draws, x => NormalFunction(Math.Log(x / 1.38) / 0.8));

        // The variance is e^0.64 - 1.
        Mean(meanOne).ShouldBe(1, 4 * Math.Sqrt((Math.Exp(0.64) - 1) / DrawCount));
        Distribution.Lognormal(0.3, median: 2, sigma: 0).ShouldBe(2);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1)]
    [InlineData(2.5e12)]
    public void Exponential_draws_pass_the_test_of_Kolmogorov_and_Smirnov(double mean)
    {
        double[] draws = [.. Uniforms().Select(u => Distribution.Exponential(u, mean))];

        GoodnessOfFit.ShouldFit(draws, x => 1 - Math.Exp(-x / mean));
        Mean(draws).ShouldBe(mean, 4 * mean / Math.Sqrt(DrawCount));
        Distribution.Exponential(0.5, mean: 0).ShouldBe(0);
        Distribution.Exponential(0.25, mean).ShouldBe(mean * 0.2876820724517809, mean * 1e-15);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.2)]
    [InlineData(0.01)]
    public void Geometric_draws_pass_the_test_of_Pearson(double chance)
    {
        long[] draws = [.. Uniforms().Select(u => Distribution.Geometric(u, chance))];
        double deviation = Math.Sqrt(1 - chance) / chance;

        GoodnessOfFit.ShouldFit(
            draws,
            start: 0,
            [.. Enumerable.Range(0, 1000).Select(k => chance * Math.Pow(1 - chance, k))]
        );
        draws.Average().ShouldBe((1 - chance) / chance, 4 * deviation / Math.Sqrt(DrawCount));
    }

    [Fact]
    public void Geometric_draws_reach_their_extremes()
    {
        Distribution.Geometric(0.999, chance: 1).ShouldBe(0);

        // ln(1/2) / -1e-16, which still fits.
        ((double)Distribution.Geometric(0.5, Distribution.GeometricChanceMin)).ShouldBe(6.931471805599453e15, 1e3);
        Distribution.Geometric(1 - 1.1102230246251565e-16, Distribution.GeometricChanceMin).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.1)]
    [InlineData(1e-17)]
    [InlineData(double.NaN)]
    public void A_geometric_chance_out_of_range_is_refused(double chance)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Distribution.Geometric(0.5, chance));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void An_exponential_mean_out_of_range_is_refused(double mean)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Distribution.Exponential(0.5, mean));
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
        Should.Throw<ArgumentOutOfRangeException>(() => Distribution.Exponential(uniform, mean: 1));
        Should.Throw<ArgumentOutOfRangeException>(() => Distribution.Geometric(uniform, chance: 0.5));
    }

    private static IEnumerable<double> Uniforms()
    {
        RandomStream random = new(Seed: 7, Replicate: 0);
        return Enumerable.Range(0, DrawCount).Select(i => random.Draw(DrawKind.TraderFlow, i, 0).First);
    }

    // By Simpson's rule over the density, which an error function of our own would not be independent of.
    private static double NormalFunction(double x)
    {
        const int halves = 200;
        double step = x / (2 * halves);
        double sum = Density(0) + Density(x);
        for (int i = 1; i < 2 * halves; i++)
        {
            sum += (i % 2 == 1 ? 4 : 2) * Density(i * step);
        }

        return 0.5 + (sum * step / 3);
    }

    private static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    private static double Mean(double[] values) => values.Sum() / values.Length;
}
